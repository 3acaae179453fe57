package kakehashi.demo;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kakehashi.profiles.CertificateProfile;
import kakehashi.profiles.ProfileKind;
import kakehashi.profiles.ShippedProfiles;
import kakehashi.x509.Bytes;

/// What two CAs agreed on about one direction of their cross-certification, from which the profile of that
/// cross-certificate is written.
///
/// @param kind whether the other is a bridge
/// @param pathLength how many CAs may come below the other one; empty for any number
/// @param policies under which policies
/// @param names for which names
record CrossTerms(ProfileKind kind, OptionalInt pathLength, Policies policies, Names names) {
    /// Under which policies the other is certified.
    ///
    /// @param own the policies of the issuer that the certificate is good for
    /// @param mappings policies of the issuer to those of the other
    /// @param inhibitMapping after how many certificates nobody may map any more
    record Policies(List<String> own, Map<String, String> mappings, int inhibitMapping) {
        Policies {
            own = List.copyOf(own);
            mappings = Map.copyOf(mappings);
        }
    }

    /// For which names.
    ///
    /// @param permitted subtrees in which all names below must lie; empty for any
    /// @param excluded subtrees in which none may
    record Names(List<String> permitted, List<String> excluded) {
        /// Any name.
        static final Names ANY = new Names(List.of(), List.of());

        Names {
            permitted = List.copyOf(permitted);
            excluded = List.copyOf(excluded);
        }
    }

    private static final DemoDomain GOV = DemoDomain.GOVERNMENT;

    /// The government's policy under which certificates of a partner are accepted.
    static String acceptedOf(DemoDomain partner) {
        return GOV.policy(
                switch (partner) {
                    case GOVERNMENT -> "1.1";
                    case ACCREDITED -> "3.1";
                    case COMPANIES -> "3.2";
                    case LOCAL -> "3.3";
                    case PRACTITIONERS -> "3.4";
                });
    }

    /// The policy that a domain's outward CA knows its persons' certificates by.
    private static String outwardPolicy(DemoDomain domain) {
        return domain == DemoDomain.LOCAL ? domain.policy("5.1") : domain.ofPersonsPolicy();
    }

    /// What the bridge certifies to a partner: each on its own terms.
    static CrossTerms toPartner(DemoDomain partner) {
        String ours = acceptedOf(partner);
        Map<String, String> mapping = Map.of(ours, outwardPolicy(partner));
        Policies once = new Policies(List.of(ours), mapping, 0);
        return switch (partner) {
            // A bridge maps once more to its own members, and names must stay within local governments.
            case LOCAL ->
                new CrossTerms(
                        ProfileKind.CROSS_TO_BRIDGE,
                        OptionalInt.of(1),
                        new Policies(List.of(ours), mapping, 1),
                        new Names(subtree(partner), List.of()));
            // The registry speaks for companies in its own register only.
            case COMPANIES ->
                new CrossTerms(
                        ProfileKind.CROSS_TO_CA, OptionalInt.of(0), once, new Names(subtree(partner), List.of()));
            // A private business may certify anybody but governments.
            case ACCREDITED, PRACTITIONERS ->
                new CrossTerms(ProfileKind.CROSS_TO_CA, OptionalInt.of(0), once, new Names(List.of(), governments()));
            case GOVERNMENT -> throw new IllegalArgumentException("the bridge is no partner of itself");
        };
    }

    private static List<String> governments() {
        return Stream.of(subtree(GOV), subtree(DemoDomain.LOCAL), List.of("dns:go.jp", "mail:go.jp"))
                .flatMap(List::stream)
                .toList();
    }

    /// What a partner certifies to the bridge: official posts of the government, and nothing else.
    static CrossTerms fromPartner(DemoDomain partner) {
        String theirs = partner == DemoDomain.LOCAL ? partner.policy("5.2") : partner.policy("2.1");
        return new CrossTerms(
                ProfileKind.CROSS_TO_BRIDGE,
                OptionalInt.empty(),
                new Policies(List.of(theirs), Map.of(theirs, GOV.ofPersonsPolicy()), 1),
                new Names(subtree(GOV), List.of()));
    }

    /// What a domain's anchor certifies to its own bridge: everything that the bridge maps.
    static CrossTerms toOwnBridge(DemoDomain domain) {
        boolean government = domain == GOV;
        List<String> policies = government
                ? DemoDomain.others().stream().map(CrossTerms::acceptedOf).toList()
                : List.of(domain.policy("2.1"));
        Map<String, String> mappings = government ? Map.of() : Map.of(domain.policy("2.1"), domain.policy("5.2"));
        return new CrossTerms(
                ProfileKind.CROSS_TO_BRIDGE, OptionalInt.empty(), new Policies(policies, mappings, 2), Names.ANY);
    }

    /// What a domain's bridge certifies to the domain's anchor: its posts.
    static CrossTerms fromOwnBridge(DemoDomain domain) {
        boolean government = domain == GOV;
        String outward = outwardPolicy(domain);
        Map<String, String> mappings = government ? Map.of() : Map.of(outward, domain.ofPersonsPolicy());
        return new CrossTerms(
                ProfileKind.CROSS_TO_CA,
                OptionalInt.of(government ? 1 : 0),
                new Policies(List.of(outward), mappings, 0),
                Names.ANY);
    }

    /// A domain's names, in Latin letters and in Japanese.
    private static List<String> subtree(DemoDomain domain) {
        return Stream.of(domain.organisation(), domain.japanese())
                .map(organisation -> "directoryName:O=" + organisation + ",C=JP")
                .toList();
    }

    /// The profile of the cross-certificate, a reviewable text.
    ///
    /// @param repository where the other CA shows what it issued
    /// @param cps where the issuer's practice statement is
    CertificateProfile profile(String repository, String cps) {
        String pattern = new String(ShippedProfiles.text(kind).toArray(), StandardCharsets.UTF_8);
        String head = pattern.substring(0, pattern.indexOf("[keyUsage]"));
        String points =
                pattern.substring(pattern.indexOf("[crlDistributionPoints]"), pattern.indexOf("[certificatePolicies]"));
        List<String> parts = new ArrayList<>();
        parts.add(head);
        parts.add("""
                [subjectAltName]
                [[subjectAltName.name]]
                form = "directoryName"

                [keyUsage]
                bits = ["keyCertSign", "cRLSign"]

                [basicConstraints]
                ca = true
                """);
        pathLength.ifPresent(length -> parts.add("pathLength = " + length + "\n"));
        parts.add("\n" + points);
        parts.add("[certificatePolicies]\ncritical = false\n");
        policies.own.forEach(policy ->
                parts.add("[[certificatePolicies.policy]]\nid = \"" + policy + "\"\ncps = \"" + cps + "\"\n"));
        policies.mappings.forEach((ours, theirs) ->
                parts.add("[[policyMapping]]\nissuer = \"" + ours + "\"\nsubject = \"" + theirs + "\"\n"));
        parts.add("[policyConstraints]\nrequireExplicitPolicy = 0\ninhibitPolicyMapping = " + policies.inhibitMapping
                + "\n");
        parts.add(nameConstraints());
        parts.add("[authorityInfoAccess]\nservices = [\"caIssuers\"]\n");
        parts.add("[subjectInfoAccess]\ncaRepository = [\"" + repository + "\"]\n");
        return CertificateProfile.read(Bytes.wrap(String.join("\n", parts).getBytes(StandardCharsets.UTF_8)))
                .orElseThrow();
    }

    private String nameConstraints() {
        return names.equals(Names.ANY)
                ? ""
                : "[nameConstraints]\n" + list("permitted", names.permitted) + list("excluded", names.excluded);
    }

    private static String list(String key, List<String> subtrees) {
        return subtrees.isEmpty()
                ? ""
                : subtrees.stream()
                        .map(one -> "\"" + one + "\"")
                        .collect(Collectors.joining(", ", key + " = [", "]\n"));
    }
}
