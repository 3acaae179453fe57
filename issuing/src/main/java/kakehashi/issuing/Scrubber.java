package kakehashi.issuing;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import kakehashi.authority.AuthorityState;
import kakehashi.authority.Halt;
import kakehashi.authority.ReviewOutcome;
import kakehashi.contract.Digest;
import kakehashi.contract.Position;
import kakehashi.ledger.Database;
import kakehashi.ledger.DatabaseFailure;
import kakehashi.ledger.Transaction;

/// Compares all rows with the chain, all the time: "the tail every minute, the whole once a day" (record 4). What
/// it reads is one frozen state of the database; a difference stops the vault.
final class Scrubber implements AutoCloseable {
    private static final Duration TAIL = Duration.ofMinutes(1);
    private static final Duration WHOLE = Duration.ofDays(1);
    private static final long LONGEST_REST = TimeUnit.SECONDS.toNanos(1);
    private static final long LONGEST_CLOSE = TimeUnit.SECONDS.toMillis(10);

    private final Logger log = System.getLogger(Scrubber.class.getName());
    private final IssuingAuthority authority;
    private final Database database;
    private final Digest installation;
    private final Thread thread;
    private Optional<ChainLoader> done = Optional.empty();
    private Optional<EvidenceCheck> evidence = Optional.empty();
    private volatile boolean closing;

    /// What is compared.
    private enum Reach {
        TAIL,
        WHOLE
    }

    /// How much of a core comparing may take.
    private enum Pace {
        /// As much as it can: somebody waits.
        FAST,
        /// Half of it at the most: orders go before.
        GENTLE
    }

    Scrubber(IssuingAuthority authority, Database database, Digest installation) {
        this.authority = authority;
        this.database = database;
        this.installation = installation;
        this.thread = Thread.ofPlatform().daemon().name("vault-scrubber").unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    private void run() {
        long lastWhole = System.nanoTime();
        try {
            while (authority.halted().isEmpty()) {
                TimeUnit.MILLISECONDS.sleep(TAIL.toMillis());
                boolean all = System.nanoTime() - lastWhole > WHOLE.toNanos();
                lastWhole = all ? System.nanoTime() : lastWhole;
                Optional<String> difference = compareAll(all ? Reach.WHOLE : Reach.TAIL, Pace.GENTLE);
                difference.ifPresent(sentence -> authority.stopSigning(new Halt(sentence)));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Compares everything. A first difference is told in a sentence.
    Optional<String> whole() {
        return compareAll(Reach.WHOLE, Pace.FAST);
    }

    /// Compares what was added since the last time, and the registers that people look at. The first time it is the
    /// whole.
    Optional<String> tail() {
        return compareAll(Reach.TAIL, Pace.FAST);
    }

    private synchronized Optional<String> compareAll(Reach reach, Pace pace) {
        if (reach == Reach.WHOLE) {
            done = Optional.empty();
        }
        return scrub(pace);
    }

    private Optional<String> scrub(Pace pace) {
        try {
            Position committed = authority.askCommitted(AuthorityState::head);
            database.useTransaction(tx -> compare(tx, committed, pace));
            return Optional.empty();
        } catch (Halt e) {
            done = Optional.empty();
            return Optional.of(e.getMessage());
        } catch (DatabaseFailure e) {
            done = Optional.empty();
            if (!closing) {
                log.log(Level.WARNING, "rows could not be compared: " + e.getMessage());
            }
            return Optional.empty();
        } catch (CancellationException e) {
            done = Optional.empty();
            return Optional.empty();
        } catch (RuntimeException e) {
            done = Optional.empty();
            return Optional.of("rows could not be read: " + e.getClass().getName());
        }
    }

    /// Rests after so much work when nobody waits for it.
    ///
    /// @throws CancellationException instead, when the vault is being closed
    private void rest(Pace pace, long nanos) {
        if (pace == Pace.GENTLE && closing) {
            throw new CancellationException("the vault is being closed");
        }
        if (pace == Pace.GENTLE) {
            LockSupport.parkNanos(Math.min(nanos, LONGEST_REST));
        }
    }

    private void compare(Transaction tx, Position committed, Pace pace) {
        EvidenceStore.freeze(tx.handle());
        boolean all = done.isEmpty();
        EvidenceCheck check = evidence.filter(before -> !all)
                .map(before -> new EvidenceCheck(tx, before, nanos -> rest(pace, nanos)))
                .orElseGet(() -> new EvidenceCheck(tx, nanos -> rest(pace, nanos)));
        ChainLoader loader = done.orElseGet(
                () -> new ChainLoader(database, new Documents(database), installation, Optional.empty()));
        AuthorityState state = loader.replay(tx, committed, check::check);
        check.flush();
        Projection projection = new Projection(state);
        projection.differenceOfRegisters(tx.handle()).ifPresent(Scrubber::differ);
        if (all) {
            projection.differenceOfRevocations(tx.handle()).ifPresent(Scrubber::differ);
            check.finish(state.erased());
        }
        done = Optional.of(loader);
        evidence = Optional.of(check);
    }

    /// Judges every order again. What is found stops nothing: it is for whoever asked.
    synchronized ReviewOutcome review() {
        Position committed = authority.askCommitted(AuthorityState::head);
        return database.inTransaction(tx -> {
            EvidenceStore.freeze(tx.handle());
            ChainReview review = new ChainReview(tx, new OrderReview(database));
            ChainLoader loader = new ChainLoader(database, new Documents(database), installation, Optional.empty());
            loader.reviewedBy(review::review);
            AuthorityState state = loader.replay(tx, committed, (entry, key) -> {});
            List<ReviewOutcome.Finding> findings = new ArrayList<>(review.findings());
            review.missing().stream()
                    .filter(digest -> !state.erased().contains(digest))
                    .forEach(digest ->
                            findings.add(new ReviewOutcome.Finding(0, "the evidence of an order is gone: " + digest)));
            return new ReviewOutcome(committed.index() + 1, review.judged(), findings);
        });
    }

    private static void differ(String sentence) {
        throw new Halt(sentence);
    }

    @Override
    public void close() {
        closing = true;
        thread.interrupt();
        try {
            thread.join(LONGEST_CLOSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
