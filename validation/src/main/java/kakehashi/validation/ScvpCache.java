package kakehashi.validation;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import kakehashi.x509.Bytes;

/// Signed responses by the digest of the request, bounded in octets; the one unused for longest goes first.
final class ScvpCache {
    private static final int ENTRY_OCTETS = 300;

    private final long maxOctets;
    private final Map<Bytes, Kept> kept = new LinkedHashMap<>(16, 0.75f, true);
    private long octets;

    ScvpCache(long maxOctets) {
        this.maxOctets = maxOctets;
    }

    /// A response.
    ///
    /// @param message the octets
    /// @param revision the revision of what was known when it was made
    /// @param producedAt when it was made
    /// @param goodUntil until when it is given
    record Kept(Bytes message, long revision, Instant producedAt, Instant goodUntil) {
        private long octets() {
            return ENTRY_OCTETS + message.length();
        }
    }

    /// @param key the SHA-256 digest of the request
    Optional<Bytes> find(Bytes key, long revision, Instant earliest, Instant now) {
        synchronized (kept) {
            return Optional.ofNullable(kept.get(key))
                    .filter(k -> k.revision == revision
                            && now.isBefore(k.goodUntil)
                            && !now.isBefore(k.producedAt)
                            && !k.producedAt.isBefore(earliest))
                    .map(Kept::message);
        }
    }

    /// @param key the SHA-256 digest of the request
    void put(Bytes key, Kept response) {
        if (response.octets() > maxOctets) {
            return;
        }
        synchronized (kept) {
            Kept old = kept.put(key, response);
            octets += response.octets() - (old == null ? 0 : old.octets());
            var eldest = kept.values().iterator();
            while (octets > maxOctets && eldest.hasNext()) {
                octets -= eldest.next().octets();
                eldest.remove();
            }
        }
    }
}
