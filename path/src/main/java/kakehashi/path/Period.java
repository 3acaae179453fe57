package kakehashi.path;

import java.time.Instant;
import kakehashi.x509.Certificate;

/// A stretch of time, both ends included, in which an answer stays the same.
///
/// @param from the first moment
/// @param until the last moment
public record Period(Instant from, Instant until) {
    /// All of time.
    public static final Period ALWAYS = new Period(Instant.MIN, Instant.MAX);

    /// One moment.
    static Period at(Instant time) {
        return new Period(time, time);
    }

    /// The time before a certificate became valid, or after: whichever holds this time.
    static Period outside(Certificate certificate, Instant time) {
        return time.isBefore(certificate.notBefore())
                ? new Period(Instant.MIN, certificate.notBefore().minusNanos(1))
                : new Period(certificate.notAfter().plusNanos(1), Instant.MAX);
    }

    /// Whether the time lies in the period.
    public boolean contains(Instant time) {
        return !time.isBefore(from) && !time.isAfter(until);
    }

    /// The part that both periods share; empty (containing no time) when there is none.
    public Period intersect(Period other) {
        return new Period(
                from.isAfter(other.from) ? from : other.from, until.isBefore(other.until) ? until : other.until);
    }
}
