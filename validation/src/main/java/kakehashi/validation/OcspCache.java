package kakehashi.validation;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import kakehashi.web.ReadyAnswer;
import kakehashi.web.Response;
import kakehashi.x509.Bytes;
import kakehashi.x509.SerialNumber;

/// Signed responses by the octets of the request, bounded in octets. What has not been asked for since the hand
/// came by last is dropped first (CLOCK). Safe for many threads.
final class OcspCache {
    /// What an entry takes beside its octets, roughly.
    private static final int ENTRY_OCTETS = 500;

    private final long maxOctets;
    private final ConcurrentHashMap<Bytes, Entry> entries = new ConcurrentHashMap<>();
    private final Queue<Bytes> hand = new ConcurrentLinkedQueue<>();
    private final AtomicLong octets = new AtomicLong();

    OcspCache(long maxOctets) {
        this.maxOctets = maxOctets;
    }

    /// What an answer says of one certificate, to be compared with what would be said now.
    ///
    /// @param issuer the issuer; absent for one that the responder does not know
    /// @param serial the serial number
    /// @param state what was known; absent for an unknown issuer
    record Stated(Optional<OcspIssuer> issuer, SerialNumber serial, Optional<StatusAnswer.State> state) {}

    /// A response with what it rests on.
    static final class Entry {
        private final OcspAnswer answer;
        private final List<Stated> stated;
        private final Instant madeAt;
        private final Instant freshUntil;
        private final Optional<ReadyAnswer.Octets> ready;
        private volatile boolean used;
        private volatile boolean asked;

        Entry(OcspAnswer answer, List<Stated> stated, Instant madeAt, Instant freshUntil) {
            this.madeAt = madeAt;
            this.answer = answer;
            this.stated = List.copyOf(stated);
            this.freshUntil = freshUntil;
            this.ready = answer.caching().map(caching -> octets(answer.der(), caching));
        }

        private static ReadyAnswer.Octets octets(Bytes der, HttpCaching caching) {
            return ReadyAnswer.Octets.of(caching.on(Response.ok(OcspAnswer.RESPONSE_TYPE, der)));
        }

        /// The answer as it goes out over HTTP, where caches may keep it.
        Optional<ReadyAnswer> ready(Instant now) {
            return ready.map(octets ->
                    new ReadyAnswer(octets, answer.caching().orElseThrow().maxAge(now)));
        }

        OcspAnswer answer() {
            return answer;
        }

        List<Stated> stated() {
            return stated;
        }

        /// A clock that was put back since makes no answer from what is now the future.
        boolean isFreshAt(Instant now) {
            return now.isBefore(freshUntil) && !now.isBefore(madeAt);
        }

        private int octets(Bytes request) {
            return ENTRY_OCTETS + request.length() + 2 * answer.der().length();
        }
    }

    Optional<Entry> find(Bytes request) {
        Entry entry = entries.get(request);
        if (entry != null && !(entry.used && entry.asked)) {
            entry.used = true;
            entry.asked = true;
        }
        return Optional.ofNullable(entry);
    }

    /// The requests that were made again since their response was signed, for those responses that the test picks.
    List<Bytes> asked(Predicate<Entry> picked) {
        return entries.entrySet().stream()
                .filter(each -> each.getValue().asked && picked.test(each.getValue()))
                .map(Map.Entry::getKey)
                .toList();
    }

    void put(Bytes request, Entry entry) {
        Bytes key = request.compact();
        int size = entry.octets(key);
        if (size > maxOctets) {
            return;
        }
        Entry old = entries.put(key, entry);
        octets.addAndGet(size - (old == null ? 0 : old.octets(key)));
        if (old == null) {
            hand.add(key);
        }
        while (octets.get() > maxOctets && dropOne()) {}
    }

    /// Moves the hand by one; false when there is nothing left to drop.
    private boolean dropOne() {
        Bytes key = hand.poll();
        if (key == null) {
            return false;
        }
        Entry entry = entries.get(key);
        if (entry.used) {
            entry.used = false;
            hand.add(key);
        } else if (entries.remove(key, entry)) {
            octets.addAndGet(-entry.octets(key));
        } else {
            hand.add(key);
        }
        return true;
    }

    /// How much memory the responses take, roughly.
    long octets() {
        return octets.get();
    }
}
