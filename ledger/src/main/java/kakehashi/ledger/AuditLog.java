package kakehashi.ledger;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import kakehashi.x509.Bytes;
import org.jdbi.v3.core.Handle;

/// The sequencer of a zone's audit tree: the one writer that puts state changes and their leaves into one commit.
///
/// Works that arrive together are written as a group: each runs in turn, one that fails is undone with its events,
/// then the tree's head row is locked, the events of all are numbered without a gap, and everything commits at
/// once. A caller is answered after that commit. Several processes of a zone take turns by the row lock.
public final class AuditLog implements AutoCloseable {
    private static final int MOST_IN_GROUP = 256;
    private static final long IDLE_MILLIS = 200;

    private final Database database;
    private final AuditWriter writer;
    private final LinkedBlockingQueue<Work<?>> queue = new LinkedBlockingQueue<>();
    private final Thread thread;
    private volatile boolean closed;

    private AuditLog(Database database, AuditWriter writer) {
        this.database = database;
        this.writer = writer;
        this.thread = Thread.ofPlatform()
                .daemon()
                .name("audit-of-" + writer.zone().label())
                .unstarted(this::write);
    }

    /// Starts the writer.
    ///
    /// @param zone the zone of the database's role
    /// @param installation the digest of the genesis entry, 32 octets
    public static AuditLog open(Database database, Zone zone, Bytes installation, InstantSource clock) {
        AuditLog log = new AuditLog(database, new AuditWriter(zone, installation, clock));
        log.thread.start();
        return log;
    }

    /// The tree that this writes.
    public AuditTree tree() {
        return new AuditTree(writer.zone());
    }

    /// Runs the work in the next group and answers its result after the commit. An exception of the work passes
    /// through; then nothing of it is left, neither state nor leaf. Work must not call this method itself,
    /// and waits for nothing: the whole zone waits with it.
    ///
    /// @throws DatabaseFailure when the group was not committed
    /// @throws IllegalStateException when the log is closed, or somebody changed the tree's head row
    public <T> T inTransaction(Function<AuditedTransaction, T> work) {
        Work<T> waiting = new Work<>(work, new CompletableFuture<>(), new AtomicReference<>());
        queue.add(waiting);
        if (closed) {
            refuseTheRest();
        }
        try {
            return waiting.answer.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException own) {
                throw own;
            }
            throw new IllegalStateException("audited work broke off", e.getCause());
        }
    }

    private record Work<T>(
            Function<AuditedTransaction, T> work, CompletableFuture<T> answer, AtomicReference<T> result) {
        Optional<RuntimeException> run(AuditedTransaction tx) {
            return tx.attempt(() -> result.set(work.apply(tx)));
        }

        void succeed() {
            answer.complete(result.get());
        }
    }

    private void write() {
        while (!closed || !queue.isEmpty()) {
            List<Work<?>> group = nextGroup();
            try {
                if (!group.isEmpty()) {
                    List<Work<?>> done = database.withHandle(handle -> writeGroup(handle, group));
                    done.forEach(Work::succeed);
                }
            } catch (RuntimeException | Error e) {
                group.forEach(work -> work.answer.completeExceptionally(e));
            }
        }
    }

    private List<Work<?>> nextGroup() {
        List<Work<?>> group = new ArrayList<>();
        try {
            Work<?> first = queue.poll(IDLE_MILLIS, TimeUnit.MILLISECONDS);
            if (first != null) {
                group.add(first);
                queue.drainTo(group, MOST_IN_GROUP - 1);
            }
        } catch (InterruptedException e) {
            closed = true;
        }
        return group;
    }

    /// The works that succeeded, if the transaction commits.
    private List<Work<?>> writeGroup(Handle handle, List<Work<?>> group) {
        List<Work<?>> done = new ArrayList<>();
        List<AuditEvent> events = new ArrayList<>();
        for (Work<?> work : group) {
            AuditedTransaction tx = new AuditedTransaction(handle, writer.zone());
            Optional<RuntimeException> failure = work.run(tx);
            if (failure.isPresent()) {
                work.answer.completeExceptionally(fit(failure.get()));
            } else {
                done.add(work);
                events.addAll(tx.events());
            }
        }
        if (!events.isEmpty()) {
            writer.append(new Transaction(handle), events);
        }
        return done;
    }

    /// Exceptions of the database are told without what they quote, as [Database] does.
    private static RuntimeException fit(RuntimeException thrown) {
        return thrown instanceof org.jdbi.v3.core.JdbiException ? DatabaseFailure.of(thrown) : thrown;
    }

    private void refuseTheRest() {
        for (Work<?> left = queue.poll(); left != null; left = queue.poll()) {
            left.answer.completeExceptionally(new IllegalStateException("the audit log is closed"));
        }
    }

    /// Writes what waits and stops.
    @Override
    public void close() {
        closed = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        refuseTheRest();
    }
}
