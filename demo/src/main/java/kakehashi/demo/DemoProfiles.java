package kakehashi.demo;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import kakehashi.contract.Id;
import kakehashi.profiles.CertificateProfile;
import kakehashi.profiles.ProfileKind;
import kakehashi.profiles.ShippedProfiles;
import kakehashi.x509.Bytes;

/// The profiles of a domain of the demonstration: the shipped ones with its own names, policies and addresses, as
/// the officers of a real domain would write them.
final class DemoProfiles {
    /// What a person's certificate is issued under.
    enum Person {
        /// The policy that is mapped.
        MAPPED("1.1"),
        /// A policy of the domain that nobody mapped.
        UNMAPPED("1.9"),
        /// The mapped policy, and the name of an organisation that the domain has no business with.
        OUTSIDE("1.1");

        private final String policy;

        Person(String policy) {
            this.policy = policy;
        }
    }

    private DemoProfiles() {}

    /// All profiles that a domain's officers may issue under.
    static List<CertificateProfile> of(DemoDomain domain) {
        List<CertificateProfile> profiles = new ArrayList<>(List.of(responder(domain), validationServer(domain)));
        if (domain == DemoDomain.GOVERNMENT) {
            profiles.addAll(List.of(server(), internalServer(), post()));
        } else {
            for (Person person : Person.values()) {
                profiles.add(person(domain, person));
            }
        }
        return profiles;
    }

    static CertificateProfile server() {
        return ShippedProfiles.of(ProfileKind.INTERNET_SERVER);
    }

    static CertificateProfile internalServer() {
        return ShippedProfiles.of(ProfileKind.INTERNAL_SERVER);
    }

    static CertificateProfile post() {
        return ShippedProfiles.of(ProfileKind.OFFICIAL_POST);
    }

    static CertificateProfile responder(DemoDomain domain) {
        return own(domain, ProfileKind.OCSP_RESPONDER);
    }

    static CertificateProfile validationServer(DemoDomain domain) {
        return own(domain, ProfileKind.VALIDATION_SERVER);
    }

    /// The organisation whose names stand in the certificates.
    static DemoDomain named(DemoDomain domain, Person person) {
        return person == Person.OUTSIDE ? DemoDomain.GOVERNMENT : domain;
    }

    static CertificateProfile person(DemoDomain domain, Person person) {
        String text = text(ProfileKind.USER)
                .replaceFirst("(?m)^least = 1$", "least = 0")
                .replaceFirst("2\\.999\\.392\\.1\\.2", domain.policy(person.policy));
        return read(named(text, named(domain, person), "person " + domain.folder() + " " + person));
    }

    /// The self-signed certificate of a CA of the domain.
    static CertificateProfile selfSigned(DemoDomain domain) {
        return read(named(text(ProfileKind.SELF_SIGNED), domain, "self-signed " + domain.folder()));
    }

    /// The certificate of a CA below the domain's root. It names its policies one by one: behind a
    /// cross-certificate with `inhibitAnyPolicy`, anyPolicy is worth nothing.
    static CertificateProfile subordinate(DemoDomain domain, DemoDomain.Ca ca, String repository) {
        String policies = ca.policies().stream()
                .map(policy -> "[[certificatePolicies.policy]]\nid = \"" + policy + "\"\n")
                .collect(Collectors.joining());
        String text = text(ProfileKind.SUBORDINATE_CA)
                .replaceFirst("(?s)\\[\\[certificatePolicies\\.policy]].*?\\n\\n", policies + "\n")
                .replaceFirst("http://repository\\.example\\.go\\.jp/sub/issued-by\\.p7c", repository);
        return read(named(text, domain, "subordinate " + domain.folder() + " " + ca.key()));
    }

    private static CertificateProfile own(DemoDomain domain, ProfileKind kind) {
        return domain == DemoDomain.GOVERNMENT
                ? ShippedProfiles.of(kind)
                : read(named(text(kind), domain, kind.key() + " " + domain.folder())
                        .replace("2.999.392.", domain.policy("")));
    }

    private static String named(String text, DemoDomain domain, String name) {
        Id id = DemoPerson.id("profile " + name);
        return text.replaceFirst("(?m)^id = \"[0-9a-f]+\"", "id = \"" + id + "\"")
                .replace("values = [\"Japanese Government\"]", "values = [\"" + domain.organisation() + "\"]")
                .replace("within = [\"O=日本国政府,C=JP\"]", "within = [\"O=" + domain.japanese() + ",C=JP\"]");
    }

    private static String text(ProfileKind kind) {
        return new String(ShippedProfiles.text(kind).toArray(), StandardCharsets.UTF_8);
    }

    private static CertificateProfile read(String text) {
        return CertificateProfile.read(Bytes.wrap(text.getBytes(StandardCharsets.UTF_8)))
                .orElseThrow();
    }
}
