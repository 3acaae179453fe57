package kakehashi.profiles;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kakehashi.testkit.OutsideSuites;
import kakehashi.x509.Bytes;
import kakehashi.x509.Certificate;
import kakehashi.x509.CertificateBundle;
import kakehashi.x509.Crl;
import kakehashi.x509.Parsed;
import kakehashi.x509.Pem;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/// Certificates that others made.
class OutsideLintTest {
    private static Path suite(String name) {
        return OutsideSuites.find(name)
                .orElseGet(() -> Assumptions.abort("the suites are not beside the project: " + name));
    }

    private static Bytes der(Path file) {
        try {
            Bytes octets = Bytes.wrap(Files.readAllBytes(file));
            return Pem.decode(octets).orElseThrow().getFirst().content();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static List<LintFinding> check(Certificate certificate) {
        List<LintFinding> all =
                new java.util.ArrayList<>(Lint.check(certificate, LintContext.of(LintPurpose.of(certificate))));
        all.addAll(new KeyCheck(KeyBlocklist.EMPTY).check(certificate.subjectPublicKeyInfo()));
        return all;
    }

    private static Set<String> errors(List<LintFinding> findings) {
        return findings.stream()
                .filter(LintFinding::isError)
                .map(f -> f.rule().id())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /// Two roots of before 2008 are signed with SHA-1; what stands there besides is as it should be.
    @Test
    void findsNoErrorInTheRootsOfTheJapaneseGovernmentButSha1() {
        Map<String, Set<String>> exceptions = Map.of(
                "ApplicationCA.pem", Set.of("signature-digest-strong"),
                "ApplicationCA2-Root.pem", Set.of(),
                "LGPKI-Application-CA-G2.pem", Set.of("signature-digest-strong"));
        exceptions.forEach((file, expected) -> assertThat(errors(
                        check(Certificate.parse(der(suite("gpki/" + file))).orElseThrow())))
                .as(file)
                .isEqualTo(expected));
    }

    /// The CAs of the US Federal PKI, with the reasons of those that break a rule in `lint-exceptions.txt`; one
    /// that no longer does fails as well.
    @Test
    void findsNoErrorInTheFederalPkiButThoseWithAReason() throws IOException {
        Path bundle = suite("fpki/CACertificatesValidatingToFederalCommonPolicyG2.p7b");
        List<Certificate> all =
                CertificateBundle.parse(der(bundle)).orElseThrow().certificates();
        assertThat(all).hasSizeGreaterThan(140);
        Map<String, Integer> found = new TreeMap<>();
        for (Certificate certificate : all) {
            errors(check(certificate)).forEach(rule -> found.merge(rule, 1, Integer::sum));
        }
        assertThat(found.entrySet().stream().map(e -> e.getKey() + " " + e.getValue()))
                .containsExactlyInAnyOrderElementsOf(exceptions("fpki"));
    }

    /// Lines `suite | rule number | reason`.
    private static List<String> exceptions(String suite) throws IOException {
        try (var in = OutsideLintTest.class.getResourceAsStream("lint-exceptions.txt")) {
            return new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8)
                    .lines()
                    .map(line -> line.split(" \\| "))
                    .filter(parts -> parts[0].equals(suite) && !parts[2].isBlank())
                    .map(parts -> parts[1])
                    .toList();
        }
    }

    /// The negative certificates of NIST's suite whose fault stands in the certificate itself.
    @Test
    void findsTheFaultsThatNistPutIntoCertificates() throws IOException {
        Path certs;
        try (Stream<Path> walk = Files.walk(suite("pkits"))) {
            certs = walk.filter(p -> p.getFileName().toString().startsWith("basicConstraintsNotCriticalcAFalseCACert"))
                    .findFirst()
                    .orElseThrow()
                    .getParent();
        }
        Map<String, String> faults = Map.of(
                "keyUsageCriticalkeyCertSignFalseCACert.crt", "cert-sign-in-ca",
                "keyUsageNotCriticalkeyCertSignFalseCACert.crt", "cert-sign-in-ca",
                "MappingFromanyPolicyCACert.crt", "mappings-not-any",
                "MappingToanyPolicyCACert.crt", "mappings-not-any",
                "basicConstraintsCriticalcAFalseCACert.crt", "cert-sign-for-ca",
                "basicConstraintsNotCriticalcAFalseCACert.crt", "cert-sign-for-ca",
                "MissingbasicConstraintsCACert.crt", "cert-sign-for-ca");
        faults.forEach((file, rule) -> assertThat(
                        errors(check(Certificate.parse(der(certs.resolve(file))).orElseThrow())))
                .as(file)
                .contains(rule));
        Certificate good =
                Certificate.parse(der(certs.resolve("GoodCACert.crt"))).orElseThrow();
        assertThat(errors(check(good))).isEmpty();
        Path crls = certs.resolveSibling("crls");
        assertThat(errors(
                        Lint.check(Crl.parse(der(crls.resolve("GoodCACRL.crl"))).orElseThrow(), Optional.of(good))))
                .isEmpty();
    }

    @Test
    void readsMalformedOnesAsNotWellFormed() {
        Parsed<Certificate> parsed = Certificate.parse(Bytes.ofHex("3000"));
        assertThat(Lint.malformed((Parsed.Malformed<Certificate>) parsed).rule())
                .isEqualTo(FieldLint.WELL_FORMED);
    }

    /// The goal is 60 microseconds; three times that is let pass on a busy machine.
    @Test
    void costsLittleForAServerCertificate() {
        Certificate server = LintSamples.certificate(LintPurpose.INTERNET_SERVER, c -> {}, UnaryOperator.identity());
        LintContext context = LintSamples.context(LintPurpose.INTERNET_SERVER);
        long best = Long.MAX_VALUE;
        int findings = 0;
        for (int round = 0; round < 30; round++) {
            long before = System.nanoTime();
            for (int i = 0; i < 1000; i++) {
                assertThat(Lint.check(Certificate.parse(server.der()).orElseThrow(), context)
                                .isEmpty())
                        .isTrue();
            }
            best = Math.min(best, (System.nanoTime() - before) / 1000);
        }
        assertThat(findings).isZero();
        assertThat(best).as("nanoseconds").isLessThan(180_000);
    }
}
