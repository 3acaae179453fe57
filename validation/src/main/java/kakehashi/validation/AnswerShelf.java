package kakehashi.validation;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Iterator;
import java.util.Optional;
import kakehashi.contract.Id;
import kakehashi.x509.Bytes;

/// The answers that can be looked at again, each under an id of 128 bits of chance, for a while.
///
/// Bounded in number and in octets: the oldest go first, a box of them at a time. No answer is given after its
/// time; its octets are gone a sixteenth of that time later at the latest, when the shelf is next used. Safe for
/// many threads.
final class AnswerShelf {
    /// How many boxes the limits are divided into.
    private static final int PARTS = 16;

    private static final int MOST_IN_A_BOX = 1024;
    private static final int OCTETS_OF_A_BOX = 512 * 1024;

    private final Limits limits;
    private final SecureRandom chance;
    private final Deque<AnswerBox> boxes = new ArrayDeque<>();
    private final byte[] drawn = new byte[64 * Id.OCTETS];
    private int used = drawn.length;
    private int count;
    private long octets;

    /// How long, how many, how much.
    ///
    /// @param time after which an answer is deleted
    /// @param count the most answers
    /// @param octets the most memory, roughly
    record Limits(Duration time, int count, long octets) {}

    /// An answer that is kept.
    ///
    /// @param answer the answer
    /// @param owner the key that asked (its SHA-256); empty when a person asked without one
    /// @param until when it is deleted
    record Kept(ValidationAnswer answer, Optional<String> owner, Instant until) {}

    AnswerShelf(Limits limits, SecureRandom chance) {
        this.limits = limits;
        this.chance = chance;
    }

    /// Keeps an answer and names it.
    Id put(ValidationAnswer answer, Optional<String> owner, Instant now) {
        Id id = id();
        Kept kept = new Kept(answer, owner, now.plus(limits.time));
        synchronized (boxes) {
            AnswerBox box = boxFor(kept);
            octets -= box.octets();
            box.put(id, kept);
            octets += box.octets();
            count++;
            makeRoom(now);
        }
        return id;
    }

    private AnswerBox boxFor(Kept kept) {
        AnswerBox last = boxes.peekLast();
        if (last != null
                && last.hasRoomFor(kept.answer)
                && kept.until.isBefore(last.begins().plus(limits.time.dividedBy(PARTS)))) {
            return last;
        }
        int most = Math.clamp(limits.count / PARTS, 1, MOST_IN_A_BOX);
        int size = (int) Math.min(limits.octets / PARTS, OCTETS_OF_A_BOX);
        AnswerBox box = new AnswerBox(most, Math.max(size, AnswerBox.recordOf(kept.answer)));
        boxes.add(box);
        octets += box.octets();
        return box;
    }

    /// A name that nobody can guess. To ask for chance costs more than sixteen octets of it, so many are had at
    /// once.
    private Id id() {
        synchronized (drawn) {
            if (used == drawn.length) {
                chance.nextBytes(drawn);
                used = 0;
            }
            byte[] octetsOfId = Arrays.copyOfRange(drawn, used, used + Id.OCTETS);
            used += Id.OCTETS;
            return new Id(Bytes.wrap(octetsOfId));
        }
    }

    /// The answer of that name, while it is kept.
    Optional<Kept> find(Id id, Instant now) {
        synchronized (boxes) {
            makeRoom(now);
            Optional<Kept> found = Optional.empty();
            Iterator<AnswerBox> newest = boxes.descendingIterator();
            while (found.isEmpty() && newest.hasNext()) {
                found = newest.next().find(id);
            }
            return found.filter(kept -> now.isBefore(kept.until));
        }
    }

    /// How many answers are kept.
    int count() {
        synchronized (boxes) {
            return count;
        }
    }

    private void makeRoom(Instant now) {
        while (!boxes.isEmpty()) {
            AnswerBox oldest = boxes.getFirst();
            boolean full = count > limits.count || octets > limits.octets;
            if (!full && now.isBefore(oldest.ends())) {
                return;
            }
            count -= oldest.count();
            octets -= oldest.octets();
            boxes.removeFirst();
        }
    }
}
