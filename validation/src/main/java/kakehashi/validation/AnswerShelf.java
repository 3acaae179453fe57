package kakehashi.validation;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import kakehashi.contract.Id;
import kakehashi.path.CandidatePath;
import kakehashi.x509.Bytes;
import kakehashi.x509.Certificate;

/// The answers that can be looked at again, each under an id of 128 bits of chance, for a while.
///
/// Bounded in number and in octets: the oldest go first. Safe for many threads.
final class AnswerShelf {
    private static final int OCTETS_BESIDE = 2048;
    private static final int OCTETS_OF_FINDING = 256;

    private final Limits limits;
    private final SecureRandom chance;
    private final Map<Id, Kept> answers = new LinkedHashMap<>();
    private long octets;

    /// How long, how many, how much.
    ///
    /// @param time after which an answer is deleted
    /// @param count the most answers
    /// @param octets the most memory, roughly, by the DER of their certificates
    record Limits(Duration time, int count, long octets) {}

    /// An answer that is kept.
    ///
    /// @param answer the answer
    /// @param owner the name of the key that asked; empty when a person asked without one
    /// @param until when it is deleted
    /// @param octets its share of the memory
    record Kept(ValidationAnswer answer, Optional<String> owner, Instant until, long octets) {}

    AnswerShelf(Limits limits, SecureRandom chance) {
        this.limits = limits;
        this.chance = chance;
    }

    /// Keeps an answer and names it.
    Id put(ValidationAnswer answer, Optional<String> owner, Instant now) {
        byte[] octetsOfId = new byte[Id.OCTETS];
        chance.nextBytes(octetsOfId);
        Id id = new Id(Bytes.wrap(octetsOfId));
        ValidationAnswer lean = answer.forKeeping();
        Kept kept = new Kept(lean, owner, now.plus(limits.time), size(lean));
        synchronized (answers) {
            answers.put(id, kept);
            octets += kept.octets;
            makeRoom(now);
        }
        return id;
    }

    /// The answer of that name, while it is kept.
    Optional<Kept> find(Id id, Instant now) {
        synchronized (answers) {
            makeRoom(now);
            return Optional.ofNullable(answers.get(id)).filter(kept -> now.isBefore(kept.until));
        }
    }

    /// How many answers are kept.
    int count() {
        synchronized (answers) {
            return answers.size();
        }
    }

    private void makeRoom(Instant now) {
        Iterator<Kept> oldest = answers.values().iterator();
        while (oldest.hasNext()) {
            Kept kept = oldest.next();
            boolean full = answers.size() > limits.count || octets > limits.octets;
            if (!full && now.isBefore(kept.until)) {
                return;
            }
            octets -= kept.octets;
            oldest.remove();
        }
    }

    private static long size(ValidationAnswer answer) {
        long octets = OCTETS_BESIDE;
        for (Certificate certificate : held(answer)) {
            octets += certificate.der().length();
        }
        // Streams of nothing cost more than the rest of this.
        boolean isPlainYes = answer.tried().isEmpty() && answer.missing().isEmpty();
        return isPlainYes
                ? octets
                : octets + OCTETS_OF_FINDING * answer.findings().count();
    }

    /// The certificates of an answer, each once. A plain yes has those of its path.
    private static Collection<Certificate> held(ValidationAnswer answer) {
        if (answer.tried().isEmpty() && answer.path().isPresent()) {
            return answer.path().get().certificates();
        }
        Set<Certificate> held = new HashSet<>();
        held.add(answer.question().target());
        answer.path().ifPresent(path -> held.addAll(path.certificates()));
        answer.tried().stream()
                .flatMap(path -> path.steps().stream())
                .map(CandidatePath.Step::certificate)
                .forEach(held::add);
        return held;
    }
}
