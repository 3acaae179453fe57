package kakehashi.web;

import java.time.Duration;
import java.time.Instant;

/// How long caches may keep an answer (RFC 9111 §5.2).
///
/// @param value the value of the field
public record CacheControl(String value) {
    /// Never kept.
    public static final CacheControl NO_STORE = new CacheControl("no-store");

    /// Kept, but asked for again each time.
    public static final CacheControl REVALIDATED = new CacheControl("no-cache");

    /// Kept for a year by all: for what has its hash in its address.
    public static final CacheControl FOREVER = new CacheControl("public, max-age=31536000, immutable");

    /// Kept for a while by all.
    public static CacheControl publicFor(Duration time) {
        return new CacheControl("public, max-age=" + Math.max(0, time.toSeconds()));
    }

    /// Kept by all until a time, as a CRL or an OCSP response until its nextUpdate (RFC 5019 §5: "must-revalidate",
    /// "no-transform"). When that time has come it may not be kept at all.
    public static CacheControl publicUntil(Instant end, Instant now) {
        long seconds = Duration.between(now, end).toSeconds();
        return seconds <= 0
                ? NO_STORE
                : new CacheControl("public, max-age=" + seconds + ", no-transform, must-revalidate");
    }
}
