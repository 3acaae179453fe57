package kakehashi.profiles;

import java.time.Instant;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/// How long certificates of a profile are valid, and at which moments that begins and ends.
///
/// @param longest from the beginning to the latest end, in calendar time of Japan
/// @param boundary where beginnings and ends lie
/// @param beyondIssuer what happens to the profile's own end when the CA's certificate ends before
public record ValidityRule(Period longest, Boundary boundary, BeyondIssuer beyondIssuer) {
    private static final ZoneId JAPAN = ZoneId.of("Asia/Tokyo");

    /// Where beginnings and ends lie. "The validity period for a certificate is the period of time from notBefore
    /// through notAfter, inclusive" (RFC 5280 §4.1.2.5).
    public enum Boundary {
        /// Both at midnight in Japan, 15:00:00Z, as the roots of GPKI.
        JST_MIDNIGHT,
        /// From midnight in Japan to the last second of a day there, 14:59:59Z, as the roots of LGPKI.
        JST_DAY_END,
        /// From the second of issuing, and any second.
        SECOND;

        /// The word for it in a profile's text.
        String key() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /// What happens when the CA's certificate ends before the profile's longest.
    public enum BeyondIssuer {
        /// Nothing is issued.
        REFUSE,
        /// The certificate ends with the last boundary that the CA's own validity has.
        SHORTEN;

        /// The word for it in a profile's text.
        String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// A period of validity, both ends included.
    record Span(Instant notBefore, Instant notAfter) {}

    /// The validity of a certificate that is issued now.
    ///
    /// @param requested the end that was asked for, otherwise the profile's own
    /// @param issuer the validity of the CA's certificate
    Span span(Instant now, Optional<Instant> requested, Span issuer, Consumer<PreparationRefusal> refuse) {
        if (now.isBefore(issuer.notBefore) || now.isAfter(issuer.notAfter)) {
            refuse.accept(PreparationRefusal.of(PreparationRule.ISSUER_NOT_VALID, now));
        }
        Instant begin = begin(now);
        // A CA that came into being today is not older than today's midnight.
        Instant notBefore = begin.isBefore(issuer.notBefore) ? issuer.notBefore : begin;
        Instant latest = latest(begin);
        Instant notAfter = requested.orElseGet(() -> own(latest, issuer));
        check(now, notAfter, latest, refuse);
        if (notAfter.isAfter(issuer.notAfter)) {
            refuse.accept(PreparationRefusal.of(PreparationRule.NOT_AFTER_BEYOND_ISSUER, notAfter, issuer.notAfter));
        }
        return new Span(notBefore, notAfter);
    }

    private void check(Instant now, Instant notAfter, Instant latest, Consumer<PreparationRefusal> refuse) {
        if (!notAfter.isAfter(now)) {
            refuse.accept(PreparationRefusal.of(PreparationRule.NOT_AFTER_PAST, notAfter));
        }
        if (notAfter.isAfter(latest)) {
            refuse.accept(PreparationRefusal.of(PreparationRule.NOT_AFTER_TOO_LATE, notAfter, latest));
        }
        if (!lastBoundary(notAfter).equals(notAfter)) {
            refuse.accept(PreparationRefusal.of(PreparationRule.NOT_AFTER_BOUNDARY, notAfter, boundary.key()));
        }
    }

    private Instant begin(Instant now) {
        return switch (boundary) {
            case JST_MIDNIGHT, JST_DAY_END -> midnight(now);
            case SECOND -> now.truncatedTo(ChronoUnit.SECONDS);
        };
    }

    /// The latest end of what begins then.
    Instant latest(Instant begin) {
        ZonedDateTime end = begin.atZone(JAPAN).plus(longest);
        return switch (boundary) {
            case JST_MIDNIGHT -> end.toInstant();
            case JST_DAY_END, SECOND -> end.toInstant().minusSeconds(1);
        };
    }

    private Instant own(Instant latest, Span issuer) {
        return switch (beyondIssuer) {
            case REFUSE -> latest;
            case SHORTEN -> latest.isAfter(issuer.notAfter) ? lastBoundary(issuer.notAfter) : latest;
        };
    }

    private Instant lastBoundary(Instant end) {
        return switch (boundary) {
            case JST_MIDNIGHT -> midnight(end);
            case JST_DAY_END -> midnight(end.plusSeconds(1)).minusSeconds(1);
            case SECOND -> end.truncatedTo(ChronoUnit.SECONDS);
        };
    }

    private static Instant midnight(Instant time) {
        return time.atZone(JAPAN).truncatedTo(ChronoUnit.DAYS).toInstant();
    }
}
