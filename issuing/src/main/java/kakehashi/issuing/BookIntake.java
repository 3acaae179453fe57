package kakehashi.issuing;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import kakehashi.ledger.DatabaseFailure;
import kakehashi.ledger.OrderBell;
import kakehashi.ledger.TakenOrder;
import kakehashi.ledger.Zone;

/// Takes orders to the vault out of the order book. Each is settled in the commit that settles it in the chain; one
/// that the vault could not answer comes back when its lease is over.
public final class BookIntake implements AutoCloseable {
    private static final int MOST_AT_ONCE = 64;
    private static final int MOST_AT_WORK = 256;
    private static final Duration LEASE = Duration.ofMinutes(1);
    private static final long POLL_MILLIS = 1_000;

    private final Logger log = System.getLogger(BookIntake.class.getName());
    private final IssuingAuthority authority;
    private final VaultParts parts;
    private final Semaphore room = new Semaphore(MOST_AT_WORK);
    private final Semaphore wakes = new Semaphore(0);
    private final OrderBell bell;
    private final Thread thread;
    private volatile boolean closed;

    private BookIntake(IssuingAuthority authority, VaultParts parts) {
        this.authority = authority;
        this.parts = parts;
        this.thread = Thread.ofPlatform().daemon().name("vault-intake").unstarted(this::run);
        this.bell = OrderBell.listen(parts.database(), Zone.VAULT, this::ring);
    }

    /// Starts taking orders for an open vault.
    public static BookIntake start(IssuingAuthority authority, VaultParts parts) {
        BookIntake intake = new BookIntake(authority, parts);
        intake.thread.start();
        return intake;
    }

    private void ring() {
        if (wakes.availablePermits() == 0) {
            wakes.release();
        }
    }

    private void run() {
        try {
            while (!closed && authority.halted().isEmpty()) {
                if (take() == 0) {
                    wakes.tryAcquire(POLL_MILLIS, TimeUnit.MILLISECONDS);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Takes what is due and there is room for.
    private int take() throws InterruptedException {
        room.acquire();
        int permits = 1;
        while (permits < MOST_AT_ONCE && room.tryAcquire()) {
            permits++;
        }
        int most = permits;
        List<TakenOrder> taken = List.of();
        try {
            taken = parts.database().inTransaction(tx -> parts.book().takeMany(tx, most, LEASE));
        } catch (DatabaseFailure e) {
            log.log(Level.WARNING, "orders cannot be taken: " + e.getMessage());
        } finally {
            room.release(most - taken.size());
        }
        taken.forEach(this::handOver);
        return taken.size();
    }

    private void handOver(TakenOrder order) {
        Ticket ticket = Ticket.ofBook(order.id());
        ticket.answer().whenComplete((outcome, failure) -> room.release());
        authority.examine(order.body(), ticket);
    }

    /// Stops taking; orders at work are still settled.
    @Override
    public void close() {
        closed = true;
        ring();
        bell.close();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
