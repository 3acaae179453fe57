package kakehashi.validation;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import kakehashi.contract.OnDemandMaterial;
import kakehashi.contract.OnDemandMaterial.Again;
import kakehashi.contract.OnDemandMaterial.Found;
import kakehashi.contract.OnDemandMaterial.Miss;
import kakehashi.contract.OnDemandMaterial.Missing;
import kakehashi.contract.OnDemandMaterial.Reason;
import kakehashi.x509.Crl;

/// Stands between questions and the outside: only so many wait for it at a time, and what came to them has only so
/// many octets together. Who comes when it is full is told so at once. Questions that need nothing from outside
/// never come here, so nothing slow out there can slow them. Safe for many threads.
final class OutsideDesk {
    private static final int MAX_WAITING = 256;
    private static final long MAX_OCTETS = 256L << 20;
    private static final Miss BUSY = new Miss(
            "",
            new Reason("busy", "外部からの取得が混み合っています。", "Too many requests wait for the outside already."),
            Again.LATER);

    private final OnDemandMaterial outside;
    private final Duration patience;
    private final Semaphore waiting = new Semaphore(MAX_WAITING);
    private final AtomicLong octets = new AtomicLong();
    private final Map<Outcome, LongAdder> counts = Map.of(
            Outcome.FOUND, new LongAdder(),
            Outcome.NOTHING, new LongAdder(),
            Outcome.BUSY, new LongAdder());

    /// What asking came to.
    enum Outcome {
        FOUND,
        NOTHING,
        BUSY
    }

    OutsideDesk(OnDemandMaterial outside, Duration patience) {
        this.outside = outside;
        this.patience = patience;
    }

    /// What a request may wait.
    Patience patience() {
        return new Patience(patience);
    }

    /// What one question took, until it is answered.
    final class Share implements AutoCloseable {
        private long held;

        /// Asks, within the time; never throws for what the outside does.
        Found fetch(Missing missing, Duration time) {
            if (octets.get() > MAX_OCTETS || !waiting.tryAcquire()) {
                counts.get(Outcome.BUSY).increment();
                return new Found(List.of(), List.of(), List.of(), List.of(BUSY));
            }
            try {
                Found found = LongWork.aside(() -> outside.fetch(missing, time));
                take(size(found));
                counts.get(found.isNothing() ? Outcome.NOTHING : Outcome.FOUND).increment();
                return found;
            } finally {
                waiting.release();
            }
        }

        private void take(long more) {
            held += more;
            octets.addAndGet(more);
        }

        @Override
        public void close() {
            take(-held);
        }
    }

    private static long size(Found found) {
        return found.crls().stream()
                        .map(Crl::der)
                        .mapToLong(der -> der.length())
                        .sum()
                + found.certificates().stream()
                        .mapToLong(one -> one.der().length())
                        .sum()
                + found.responses().stream()
                        .mapToLong(one -> one.der().length())
                        .sum();
    }

    /// A place at the desk for one question.
    Share open() {
        return new Share();
    }

    /// How often asking came to what.
    Map<Outcome, Long> counts() {
        Map<Outcome, Long> now = new TreeMap<>();
        counts.forEach((outcome, count) -> now.put(outcome, count.sum()));
        return now;
    }

    /// How many wait at this moment.
    int waiting() {
        return MAX_WAITING - waiting.availablePermits();
    }
}
