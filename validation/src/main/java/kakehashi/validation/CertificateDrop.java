package kakehashi.validation;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import kakehashi.x509.Bytes;
import kakehashi.x509.Certificate;
import kakehashi.x509.CertificateBundle;
import kakehashi.x509.Parsed;
import kakehashi.x509.Pem;

/// What a person drops on the public page: PEM, DER or PKCS #7, with a chain or without one.
sealed interface CertificateDrop {
    /// The most certificates of one drop that are used.
    int MAX_CERTIFICATES = 64;

    /// A certificate.
    ///
    /// @param target the one that is meant: the first that issued none of the others
    /// @param others the others, which a path may use
    record Found(Certificate target, List<Certificate> others) implements CertificateDrop {}

    /// Nothing that can be used.
    ///
    /// @param why the reason
    record Refused(PageWords why) implements CertificateDrop {}

    /// Reads octets.
    static CertificateDrop read(Bytes octets) {
        if (octets.isEmpty()) {
            return new Refused(PageWords.NOTHING_SENT);
        }
        return switch (Pem.decode(octets)) {
            case Parsed.Malformed<List<Pem.Block>> malformed -> new Refused(PageWords.UNREADABLE);
            case Parsed.Value<List<Pem.Block>>(List<Pem.Block> blocks) -> of(blocks);
        };
    }

    private static CertificateDrop of(List<Pem.Block> blocks) {
        if (blocks.stream().anyMatch(block -> block.label().contains("PRIVATE KEY"))) {
            return new Refused(PageWords.PRIVATE_KEY);
        }
        List<Certificate> found = new ArrayList<>();
        boolean wrong = false;
        for (Pem.Block block : blocks) {
            switch (certificates(block)) {
                case Parsed.Value<List<Certificate>>(List<Certificate> some) -> found.addAll(some);
                case Parsed.Malformed<List<Certificate>> malformed -> wrong = true;
            }
        }
        if (found.isEmpty()) {
            return new Refused(wrong ? PageWords.UNREADABLE : PageWords.NO_CERTIFICATE);
        }
        List<Certificate> used =
                found.stream().distinct().limit(MAX_CERTIFICATES).toList();
        Certificate target = used.stream()
                .filter(one -> used.stream().noneMatch(other -> issued(one, other)))
                .findFirst()
                .orElse(used.getFirst());
        return new Found(target, used.stream().filter(c -> !c.equals(target)).toList());
    }

    private static boolean issued(Certificate issuer, Certificate other) {
        return !other.equals(issuer) && other.issuer().equals(issuer.subject());
    }

    private static Parsed<List<Certificate>> certificates(Pem.Block block) {
        boolean armoured = !block.label().isEmpty();
        if (armoured && !Stream.of(Pem.CERTIFICATE, Pem.PKCS7, Pem.CMS).anyMatch(block.label()::equals)) {
            return new Parsed.Value<>(List.of());
        }
        Parsed<Certificate> one = Certificate.parse(block.content());
        return switch (one) {
            case Parsed.Value<Certificate>(Certificate certificate) -> new Parsed.Value<>(List.of(certificate));
            case Parsed.Malformed<Certificate> malformed ->
                CertificateBundle.parse(block.content())
                        .toOptional()
                        .<Parsed<List<Certificate>>>map(bundle -> new Parsed.Value<>(bundle.certificates()))
                        .orElseGet(() -> new Parsed.Malformed<>(malformed.offset(), malformed.reason()));
        };
    }
}
