package kakehashi.platform;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import kakehashi.web.HealthCheck;
import kakehashi.web.Words;
import kakehashi.x509.Certificate;

/// Tells of certificates by which this node signs that have expired, or are about to. Renewal begins after half of
/// a responder's life; when a sixth is left, or two weeks of a long one, somebody has to look.
///
/// @param name what the alarm is called
/// @param whose whose certificates they are, for people
/// @param certificates those in use
/// @param clock the present
record CertificateWatch(String name, Words whose, Supplier<List<Certificate>> certificates, InstantSource clock) {
    private static final Duration LONGEST_NOTICE = Duration.ofDays(14);
    private static final int PARTS = 6;

    /// The check for alarms.
    HealthCheck check() {
        return new HealthCheck(
                name, () -> first().map(certificate -> words(certificate).english()));
    }

    /// The same for a page.
    Optional<Words> note() {
        return first().map(this::words);
    }

    /// The certificate that ends first, if that is soon.
    private Optional<Certificate> first() {
        Instant now = clock.instant();
        return certificates.get().stream()
                .filter(certificate -> !now.isBefore(noticeFrom(certificate)))
                .min(java.util.Comparator.comparing(Certificate::notAfter));
    }

    private static Instant noticeFrom(Certificate certificate) {
        Duration part = Duration.between(certificate.notBefore(), certificate.notAfter())
                .dividedBy(PARTS);
        return certificate.notAfter().minus(part.compareTo(LONGEST_NOTICE) < 0 ? part : LONGEST_NOTICE);
    }

    private Words words(Certificate certificate) {
        boolean over = clock.instant().isAfter(certificate.notAfter());
        String end = certificate.notAfter().toString();
        return over
                ? new Words(
                        whose.japanese() + "の証明書の有効期間が終わりました（" + end + "）",
                        "the certificate of " + whose.english() + " has expired (" + end + ")")
                : new Words(
                        whose.japanese() + "の証明書の有効期間がまもなく終わります（" + end + "）",
                        "the certificate of " + whose.english() + " expires soon (" + end + ")");
    }
}
