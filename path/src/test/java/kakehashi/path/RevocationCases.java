package kakehashi.path;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import kakehashi.testkit.OutsideSuites;
import kakehashi.x509.Bytes;
import kakehashi.x509.Certificate;
import kakehashi.x509.Crl;
import kakehashi.x509.KeyUsage;
import kakehashi.x509.Parsed;
import kakehashi.x509.SignatureAlgorithm;
import kakehashi.x509.VerificationKey;
import org.junit.jupiter.api.Assumptions;

/// The revocation cases of third parties, which lie beside the project and not in it.
final class RevocationCases {
    /// Refuses no algorithm and no key.
    static final AlgorithmPolicy EVERY_ALGORITHM = new AlgorithmPolicy(EnumSet.allOf(SignatureAlgorithm.class), 0);

    private RevocationCases() {}

    /// One line of a case file.
    record Case(Path suites, String json) {
        String text(String field) {
            Matcher matcher = Pattern.compile('"' + field + "\": \"([^\"]*)\"").matcher(json);
            return matcher.find() ? matcher.group(1) : "";
        }

        List<String> list(String field) {
            Matcher matcher =
                    Pattern.compile('"' + field + "\": \\[([^\\]]*)\\]").matcher(json);
            return matcher.find()
                    ? Pattern.compile("\"([^\"]*)\"")
                            .matcher(matcher.group(1))
                            .results()
                            .map(result -> result.group(1))
                            .toList()
                    : List.of();
        }

        Instant time() {
            return Instant.parse(text("time"));
        }

        Duration maxAge() {
            Matcher matcher = Pattern.compile("\"maxAgeSeconds\": (\\d+)").matcher(json);
            return matcher.find() ? Duration.ofSeconds(Long.parseLong(matcher.group(1))) : Duration.ofDays(36500);
        }

        Bytes file(String name) {
            return der(suites.resolve(text("base")).resolve(name));
        }

        Certificate certificate(String name) {
            return Certificate.parse(file(name)).orElseThrow();
        }

        Optional<Crl> crl(String name) {
            return Crl.parse(file(name)).toOptional();
        }

        @Override
        public String toString() {
            return text("id") + " " + text("description");
        }
    }

    /// The cases of a file; the test is skipped when the suites are not there.
    static List<Case> of(String file) {
        Path cases = OutsideSuites.find("cases/" + file)
                .orElseGet(() -> Assumptions.abort("the suites are not beside the project: " + file));
        Path suites = cases.getParent().getParent();
        return read(cases).lines().map(line -> new Case(suites, line)).toList();
    }

    private static String read(Path file) {
        return new String(bytes(file), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Bytes der(Path file) {
        byte[] content = bytes(file);
        String text = new String(content, StandardCharsets.ISO_8859_1);
        if (!text.startsWith("-----BEGIN")) {
            return Bytes.wrap(content);
        }
        String body = text.substring(text.indexOf('\n'), text.indexOf("-----END"));
        return Bytes.wrap(Base64.getMimeDecoder().decode(body));
    }

    /// The issuer that a certificate makes.
    static IssuerOfCertificate issuer(Certificate certificate) {
        return new IssuerOfCertificate(
                certificate.subject(),
                key(certificate),
                maySignCrls(certificate)
                        ? IssuerOfCertificate.CrlSigning.ALLOWED
                        : IssuerOfCertificate.CrlSigning.FORBIDDEN);
    }

    static VerificationKey key(Certificate certificate) {
        return VerificationKey.of(certificate.subjectPublicKeyInfo()).orElseThrow();
    }

    static boolean maySignCrls(Certificate certificate) {
        return certificate
                .keyUsage()
                .map(usage -> usage.allows(KeyUsage.Bit.CRL_SIGN))
                .orElse(true);
    }

    /// The keys of these certificates, the named CRL issuer's among them that may sign CRLs.
    static CrlIssuerKeys keysOf(List<Certificate> certificates) {
        return (name, keyIdentifier) -> certificates.stream()
                .filter(c -> c.subject().equals(name) && maySignCrls(c))
                .map(RevocationCases::key)
                .toList();
    }

    static RevocationChecker checker(RevocationEvidence evidence, RevocationPolicy policy) {
        return new RevocationChecker(
                evidence, policy, EVERY_ALGORITHM, new EvidenceSignatures(), meter(SearchLimits.DEFAULT));
    }

    static SearchMeter meter(SearchLimits limits) {
        return new SearchMeter(limits, () -> 0L);
    }

    static String word(RevocationStatus status) {
        return switch (status) {
            case RevocationStatus.Good good -> "GOOD";
            case RevocationStatus.Revoked revoked -> "REVOKED";
            case RevocationStatus.Undetermined undetermined -> "UNKNOWN";
        };
    }

    static <T> List<T> present(Parsed<T> parsed) {
        return parsed.toOptional().map(List::of).orElse(List.of());
    }
}
