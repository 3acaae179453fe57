package kakehashi.path;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import kakehashi.testkit.TestCa;
import kakehashi.testkit.TestPki;
import kakehashi.x509.BasicConstraints;
import kakehashi.x509.Certificate;
import kakehashi.x509.CertificateBuilder;
import kakehashi.x509.GeneralName;
import kakehashi.x509.Name;
import kakehashi.x509.NameConstraints;
import kakehashi.x509.Oid;
import kakehashi.x509.PolicyConstraints;
import kakehashi.x509.PolicyInformation;
import kakehashi.x509.PolicyMapping;

/// Makes small meshes of CAs that limit each other in every way, the same for the same seed. There are six names;
/// two of them have two keys.
final class RandomMesh {
    private static final Instant NOW = TestPki.NOW;
    private static final List<TestCa> CAS = cas();
    private static final List<Oid> POLICIES =
            List.of(Oid.of("1.2.392.1.1"), Oid.of("1.2.392.1.2"), Oid.of("1.2.392.1.3"));

    private final Random random;

    RandomMesh(long seed) {
        this.random = new Random(seed);
    }

    private static List<TestCa> cas() {
        TestPki pki = new TestPki();
        List<TestCa> cas = new ArrayList<>();
        IntStream.range(0, 6)
                .forEach(i -> cas.add(pki.root("CN=CA " + i + ",O=" + (i % 2 == 0 ? "a" : "b") + ",C=JP")));
        cas.add(cas.get(1).rekeyed());
        cas.add(cas.get(2).rekeyed());
        return cas;
    }

    /// The CA whose key is the trust anchor.
    TestCa anchor() {
        return CAS.getFirst();
    }

    /// Any CA.
    TestCa ca() {
        return CAS.get(random.nextInt(CAS.size()));
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    private boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    /// Cross, link and self-issued certificates.
    List<Certificate> certificates(int count) {
        return IntStream.range(0, count).mapToObj(i -> certificate()).toList();
    }

    Certificate certificate() {
        TestCa issuer = chance(25) ? anchor() : ca();
        return issuer.crossCertify(ca(), this::limit);
    }

    /// An end entity's certificate.
    Certificate target() {
        return ca().issueEndEntity("CN=T,O=" + (chance(70) ? "a" : "b") + ",C=JP", c -> {
                    if (chance(80)) {
                        c.certificatePolicies(policies(15));
                    }
                    if (chance(50)) {
                        c.subjectAltNames(List.of(new GeneralName.DnsName(chance(50) ? "t.a.example" : "t.b.example")));
                    }
                })
                .certificate();
    }

    private void limit(CertificateBuilder c) {
        if (chance(30)) {
            c.basicConstraints(new BasicConstraints(true, OptionalInt.of(random.nextInt(4))));
        }
        if (chance(20)) {
            c.nameConstraints(names());
        }
        if (chance(90)) {
            c.certificatePolicies(policies(30));
        }
        if (chance(40)) {
            c.policyMappings(mappings());
        }
        if (chance(20)) {
            boolean explicit = chance(60);
            c.policyConstraints(new PolicyConstraints(
                    explicit ? OptionalInt.of(random.nextInt(4)) : OptionalInt.empty(),
                    explicit && chance(70) ? OptionalInt.empty() : OptionalInt.of(random.nextInt(3))));
        }
        if (chance(15)) {
            c.inhibitAnyPolicy(random.nextInt(3));
        }
        if (chance(25)) {
            c.validity(time().minus(Duration.ofDays(40)), time());
        }
    }

    /// One of a few moments, [TestPki#NOW] most often.
    Instant time() {
        return chance(60) ? NOW : NOW.plus(Duration.ofDays(5L * random.nextInt(1, 6)));
    }

    private NameConstraints names() {
        GeneralName name = chance(50)
                ? new GeneralName.DirectoryName(Name.of(chance(50) ? "O=a,C=JP" : "O=b,C=JP"))
                : new GeneralName.DnsName(chance(60) ? "example" : "b.example");
        return chance(60)
                ? new NameConstraints(List.of(name), List.of())
                : new NameConstraints(List.of(), List.of(name));
    }

    private List<PolicyInformation> policies(int percentOfAny) {
        Set<Oid> policies = new HashSet<>(Set.of(policy()));
        if (chance(40)) {
            policies.add(policy());
        }
        if (chance(percentOfAny)) {
            policies.add(PolicyInformation.ANY_POLICY);
        }
        return policies.stream().sorted().map(PolicyInformation::of).toList();
    }

    private Oid policy() {
        return POLICIES.get(random.nextInt(POLICIES.size()));
    }

    private List<PolicyMapping> mappings() {
        PolicyMapping one = new PolicyMapping(policy(), policy());
        PolicyMapping other = new PolicyMapping(policy(), policy());
        return one.equals(other) || chance(60) ? List.of(one) : List.of(one, other);
    }

    /// Inputs that demand a policy more often than not.
    ValidationInputs inputs(RevocationPolicy revocation) {
        Set<Oid> accepted =
                chance(50) ? Set.of(PolicyInformation.ANY_POLICY) : Set.of(policy(), PolicyInformation.ANY_POLICY);
        PolicyInputs policies =
                new PolicyInputs(chance(50) ? Set.of(policy()) : accepted, chance(10), chance(70), chance(10));
        return ValidationInputs.DEFAULT.with(policies).with(revocation);
    }

    /// The anchor: free, or limited as its own certificate would be.
    TrustAnchor trustAnchor() {
        if (chance(70)) {
            return TrustAnchor.of(anchor().certificate());
        }
        Certificate limited = anchor().crossCertify(anchor(), this::limit);
        return TrustAnchor.constrainedBy(limited);
    }

    /// Every path of different certificates from the anchor to the target's issuer, by names.
    static List<List<Certificate>> allPaths(Set<Certificate> certificates, Name from, Name to) {
        List<List<Certificate>> found = new ArrayList<>();
        extend(certificates, from, to, List.of(), found);
        return found;
    }

    private static void extend(
            Set<Certificate> all, Name at, Name to, List<Certificate> path, List<List<Certificate>> found) {
        if (at.equals(to)) {
            found.add(path);
        }
        for (Certificate next : all) {
            if (next.issuer().equals(at) && !path.contains(next)) {
                List<Certificate> longer = new ArrayList<>(path);
                longer.add(next);
                extend(all, next.subject(), to, List.copyOf(longer), found);
            }
        }
    }

    /// The first of these paths that the validator finds valid.
    static Optional<List<Certificate>> firstValid(
            PathBuilder builder, TrustAnchor anchor, List<List<Certificate>> paths, PathRequest request) {
        PathValidator validator = PathValidator.of(builder);
        return paths.stream()
                .filter(path -> validator.validate(anchor, path, request) instanceof PathOutcome.Valid)
                .findFirst();
    }
}
