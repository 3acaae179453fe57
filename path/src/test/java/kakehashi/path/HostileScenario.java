package kakehashi.path;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import kakehashi.testkit.HostileGraphs;
import kakehashi.testkit.HostileGraphs.Party;
import kakehashi.x509.AuthorityKeyIdentifier;
import kakehashi.x509.Bytes;
import kakehashi.x509.Certificate;
import kakehashi.x509.CertificateBuilder;
import kakehashi.x509.Crl;
import kakehashi.x509.CrlBuilder;
import kakehashi.x509.GeneralName;
import kakehashi.x509.NameConstraints;
import kakehashi.x509.Oid;
import kakehashi.x509.PolicyInformation;
import kakehashi.x509.PolicyMapping;
import kakehashi.x509.SerialNumber;
import kakehashi.x509.SignatureAlgorithm;
import kakehashi.x509.ToBeSigned;

/// A question that someone made expensive on purpose.
///
/// @param graph what paths are built of
/// @param anchors where they start
/// @param inputs the inputs
/// @param evidence CRLs
/// @param target what is asked about
record HostileScenario(
        TrustGraph graph,
        List<TrustAnchor> anchors,
        ValidationInputs inputs,
        RevocationEvidence evidence,
        Certificate target) {
    static final Instant NOW = HostileGraphs.NOW;
    private static final Party ROOT = Party.of("CN=Root,O=Hostile,C=JP");
    private static final Party USER = Party.of("CN=User,O=Hostile,C=JP");

    /// The answer of a builder that knows nothing yet.
    PathOutcome ask() {
        return builder().build(request());
    }

    PathBuilder builder() {
        return PathBuilder.of(graph, anchors, inputs, evidence);
    }

    PathRequest request() {
        return PathRequest.of(target, NOW);
    }

    HostileScenario with(ValidationInputs other) {
        return new HostileScenario(graph, anchors, other, evidence, target);
    }

    static HostileScenario of(Collection<Certificate> certificates, Certificate target) {
        return new HostileScenario(
                TrustGraph.of(certificates),
                List.of(TrustAnchor.of(ROOT.name(), ROOT.publicKey())),
                ValidationInputs.DEFAULT,
                RevocationEvidence.empty(),
                target);
    }

    private static Certificate user(Party issuer) {
        return HostileGraphs.issue(issuer, USER, c -> {});
    }

    private static Certificate user(Party issuer, Consumer<CertificateBuilder> bend) {
        return HostileGraphs.issue(issuer, USER, bend);
    }

    private static List<Certificate> and(List<Certificate> some, Certificate... more) {
        return Stream.concat(some.stream(), Stream.of(more)).toList();
    }

    /// A complete mesh whose first CA the root certifies.
    record Mesh(List<Party> parties, List<Certificate> certificates) {
        static Mesh of(int count) {
            List<Party> parties = HostileGraphs.parties(count, "Mesh CA");
            List<Certificate> mesh = new ArrayList<>(HostileGraphs.mesh(parties));
            mesh.add(HostileGraphs.ca(ROOT, parties.getFirst()));
            return new Mesh(parties, List.copyOf(mesh));
        }

        HostileScenario valid() {
            return HostileScenario.of(certificates, user(parties.getLast()));
        }

        /// The target bears the name of the last CA as its issuer, but another key signed it.
        HostileScenario forged() {
            Party stranger = Party.of(parties.getLast().name());
            return HostileScenario.of(certificates, user(stranger));
        }

        /// The root certifies nobody in the mesh.
        HostileScenario unreachable() {
            return HostileScenario.of(certificates.subList(0, certificates.size() - 1), user(parties.getLast()));
        }

        /// The target has expired: every path to it fails at its end.
        HostileScenario expired() {
            return HostileScenario.of(
                    certificates, user(parties.getLast(), c -> c.validity(NOW.minusSeconds(20), NOW.minusSeconds(10))));
        }
    }

    /// Each CA certifies the next, from the root to the target.
    static HostileScenario chain(int length) {
        List<Party> parties = new ArrayList<>(List.of(ROOT));
        parties.addAll(HostileGraphs.parties(length, "Chain CA"));
        return of(HostileGraphs.chain(parties), user(parties.getLast()));
    }

    /// A ring in which the root has no part.
    static HostileScenario ring(int length) {
        List<Party> parties = new ArrayList<>(HostileGraphs.parties(length, "Ring CA"));
        parties.add(parties.getFirst());
        return of(HostileGraphs.chain(parties), user(parties.getFirst()));
    }

    /// One name whose every key certifies every other.
    static HostileScenario selfIssued(int keys) {
        List<Party> parties = sameName(keys);
        List<Certificate> all = HostileGraphs.mesh(parties);
        return of(
                and(all, HostileGraphs.ca(ROOT, parties.getFirst())),
                user(Party.of(parties.getFirst().name())));
    }

    private static List<Party> sameName(int keys) {
        return IntStream.range(0, keys)
                .mapToObj(i -> Party.of("CN=Same,O=Hostile,C=JP"))
                .toList();
    }

    /// One name with many keys, all certified by the root; the last one signed the target.
    static HostileScenario manyKeys(int keys, Consumer<CertificateBuilder> targetFields) {
        List<Party> parties = sameName(keys);
        List<Certificate> all = parties.stream()
                .map(p -> HostileGraphs.ca(
                        ROOT, p, c -> c.subjectKeyIdentifier(p.publicKey().keyIdentifier())))
                .toList();
        return of(all, user(parties.getLast(), c -> {
            c.authorityKeyIdentifier(
                    AuthorityKeyIdentifier.of(parties.getLast().publicKey().keyIdentifier()));
            targetFields.accept(c);
        }));
    }

    /// One name and key with many certificates, all from the root.
    static HostileScenario manyCertificates(int count) {
        Party ca = Party.of("CN=Same,O=Hostile,C=JP");
        List<Certificate> all = IntStream.range(0, count)
                .mapToObj(i -> HostileGraphs.ca(ROOT, ca))
                .toList();
        return of(all, user(Party.of(ca.name())));
    }

    /// Every CA asserts so many policies and maps each of them to each (RFC 9618 §3.2).
    static HostileScenario policies(int depth, int width) {
        List<Party> parties = new ArrayList<>(List.of(ROOT));
        parties.addAll(HostileGraphs.parties(depth, "Policy CA"));
        List<Certificate> chain = new ArrayList<>();
        for (int i = 1; i <= depth; i++) {
            int level = i;
            chain.add(HostileGraphs.ca(
                    parties.get(i - 1),
                    parties.get(i),
                    c -> c.certificatePolicies(policyIds(level, width)
                                    .map(PolicyInformation::of)
                                    .toList())
                            .policyMappings(policyIds(level, width)
                                    .flatMap(from -> policyIds(level + 1, width).map(to -> new PolicyMapping(from, to)))
                                    .toList())));
        }
        Certificate target = user(
                parties.getLast(),
                c -> c.certificatePolicies(
                        policyIds(depth + 1, width).map(PolicyInformation::of).toList()));
        return of(chain, target).with(ValidationInputs.DEFAULT.with(PolicyInputs.ANY.requiringExplicitPolicy()));
    }

    private static Stream<Oid> policyIds(int level, int width) {
        return IntStream.range(0, width).mapToObj(i -> Oid.of("1.2.3." + level + "." + i));
    }

    /// Thousands of subtrees against thousands of names.
    static HostileScenario names(int subtrees, int names) {
        Party ca = Party.of("CN=Constrained,O=Hostile,C=JP");
        List<GeneralName> excluded = domains(subtrees, "excluded");
        Certificate issuer = HostileGraphs.ca(
                ROOT,
                ca,
                c -> c.nameConstraints(
                        new NameConstraints(List.of(new GeneralName.DnsName("permitted.test")), excluded)));
        return of(List.of(issuer), user(ca, c -> c.subjectAltNames(domains(names, "permitted"))));
    }

    private static List<GeneralName> domains(int count, String parent) {
        return IntStream.range(0, count)
                .<GeneralName>mapToObj(i -> new GeneralName.DnsName("h" + i + "." + parent + ".test"))
                .toList();
    }

    /// The target names a key that nobody has, in a mesh whose certificates do too.
    static HostileScenario keyIdentifiersNowhere(int count) {
        List<Party> parties = HostileGraphs.parties(count, "Nowhere CA");
        AuthorityKeyIdentifier nowhere = AuthorityKeyIdentifier.of(Bytes.ofHex("00".repeat(20)));
        List<Certificate> all = new ArrayList<>();
        for (Party issuer : parties) {
            for (Party subject : parties) {
                all.add(HostileGraphs.ca(
                        issuer,
                        subject,
                        c -> c.authorityKeyIdentifier(nowhere)
                                .subjectKeyIdentifier(subject.publicKey().keyIdentifier())));
            }
        }
        all.add(HostileGraphs.ca(ROOT, parties.getFirst(), c -> c.authorityKeyIdentifier(nowhere)));
        return of(all, user(parties.getLast(), c -> c.authorityKeyIdentifier(nowhere)));
    }

    /// The CRL of the target's issuer has so many entries.
    static HostileScenario largeCrl(int entries) {
        Party ca = Party.of("CN=Revoking,O=Hostile,C=JP");
        HostileScenario plain = of(List.of(HostileGraphs.ca(ROOT, ca)), user(ca));
        CrlBuilder builder = new CrlBuilder(ca.name(), NOW.minusSeconds(60)).nextUpdate(NOW.plusSeconds(60));
        for (int i = 0; i < entries; i++) {
            builder.revoke(SerialNumber.of(java.math.BigInteger.valueOf(1L << 40 | i)), NOW.minusSeconds(60));
        }
        var toBeSigned = builder.toBeSigned(SignatureAlgorithm.ECDSA_SHA256);
        Crl crl = Crl.parse(toBeSigned.signed(ca.sign(toBeSigned.content()))).orElseThrow();
        return new HostileScenario(
                plain.graph, plain.anchors, plain.inputs, RevocationEvidence.of(List.of(crl), List.of()), plain.target);
    }

    /// So many anchors, of which the last one leads to the target over a chain.
    static HostileScenario anchors(int count, int length) {
        HostileScenario chain = chain(length);
        List<TrustAnchor> anchors = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Party anchor = ROOT.named("CN=Anchor " + i + ",O=Hostile,C=JP");
            anchors.add(TrustAnchor.of(anchor.name(), anchor.publicKey()));
        }
        anchors.addAll(chain.anchors);
        return new HostileScenario(chain.graph, anchors, chain.inputs, chain.evidence, chain.target);
    }

    /// Certificates of names whose hashes collide, all with the same signature.
    static HostileScenario collisions(int count) {
        Party ca = Party.of("CN=Collided,O=Hostile,C=JP");
        Bytes signature = ca.sign(Bytes.EMPTY);
        List<Certificate> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Certificate one = HostileGraphs.ca(ROOT, ca.named("CN=" + collidingText(i) + ",O=Hostile,C=JP"));
            all.add(Certificate.parse(new ToBeSigned(one.tbsCertificate(), one.signatureAlgorithm()).signed(signature))
                    .orElseThrow());
        }
        all.add(HostileGraphs.ca(ROOT, ca));
        return of(all, user(ca));
    }

    /// Texts of the same `31 * hash + octet`: 31 · 'a' + 'z' is 31 · 'b' + '['.
    private static String collidingText(int number) {
        return IntStream.range(0, 14)
                .mapToObj(bit -> (number >> bit & 1) == 0 ? "az" : "b[")
                .collect(Collectors.joining());
    }
}
