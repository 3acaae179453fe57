package kakehashi.validation;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import kakehashi.x509.Bytes;

/// Signed responses by the digest of the request, bounded in octets; the one unused for longest goes first.
///
/// Most requests come once, so a response is kept when its request came before: what is asked once costs eight
/// octets, and cannot push out what is asked often.
final class ScvpCache {
    private static final int ENTRY_OCTETS = 300;
    private static final int MARKS = 1 << 15;

    private final long maxOctets;
    private final Map<Bytes, Kept> kept = new LinkedHashMap<>(16, 0.75f, true);
    /// The beginnings of digests of requests that came, each where its last bits say; a later one takes the place.
    private final long[] marks = new long[MARKS];
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
    /// @param results what it says of each certificate
    record Kept(Bytes message, long revision, Instant producedAt, Instant goodUntil, List<DoorResult> results) {
        private long octets() {
            return ENTRY_OCTETS + message.length();
        }
    }

    /// @param key the SHA-256 digest of the request
    Optional<Kept> find(Bytes key, long revision, Instant earliest, Instant now) {
        synchronized (kept) {
            return Optional.ofNullable(kept.get(key))
                    .filter(k -> k.revision == revision
                            && now.isBefore(k.goodUntil)
                            && !now.isBefore(k.producedAt)
                            && !k.producedAt.isBefore(earliest));
        }
    }

    /// Keeps a response whose request came before.
    ///
    /// @param key the SHA-256 digest of the request
    void put(Bytes key, Kept response) {
        if (response.octets() > maxOctets) {
            return;
        }
        synchronized (kept) {
            if (isFirst(key)) {
                return;
            }
            Kept old = kept.put(key, response);
            octets += response.octets() - (old == null ? 0 : old.octets());
            var eldest = kept.values().iterator();
            while (octets > maxOctets && eldest.hasNext()) {
                octets -= eldest.next().octets();
                eldest.remove();
            }
        }
    }

    private boolean isFirst(Bytes key) {
        long mark = key.asByteBuffer().getLong();
        int place = (int) mark & (MARKS - 1);
        boolean first = marks[place] != mark;
        marks[place] = mark;
        return first;
    }
}
