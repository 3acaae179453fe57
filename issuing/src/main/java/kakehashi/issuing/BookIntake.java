package kakehashi.issuing;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import kakehashi.authority.Halt;
import kakehashi.ledger.DatabaseFailure;
import kakehashi.ledger.OrderBell;
import kakehashi.ledger.TakenOrder;
import kakehashi.ledger.Zone;

/// Takes orders to the vault out of the order book. Each is settled in the commit that settles it in the chain. One
/// that could not be answered comes back after a growing delay, one whose work ended the process when its lease is
/// over; after its attempts it is set aside, where `order aside` shows it and `order reopen` lets it try anew.
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
    private final Queue<Failed> failed = new ConcurrentLinkedQueue<>();
    private volatile boolean closed;

    /// An order that the vault could not answer.
    ///
    /// @param type of the exception; never its message
    private record Failed(TakenOrder order, String type) {}

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
            tellOfThoseAside();
            while (!closed && authority.halted().isEmpty()) {
                putBack();
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
        ticket.answer().whenComplete((outcome, failure) -> {
            room.release();
            // A vault that stops is no fault of the order: that comes back when its lease is over.
            if (failure != null && !(failure instanceof Halt)) {
                failed.add(new Failed(order, failure.getClass().getName()));
            }
        });
        authority.examine(order.body(), ticket);
    }

    /// Puts back what failed, later each time.
    private void putBack() {
        for (Failed one = failed.poll(); one != null; one = failed.poll()) {
            TakenOrder order = one.order();
            String type = one.type();
            try {
                if (parts.database().<Boolean>inTransaction(tx -> parts.book().postpone(tx, order, type))) {
                    log.log(Level.WARNING, "order " + order.id() + " was set aside: " + type);
                }
            } catch (DatabaseFailure e) {
                // It comes back when its lease is over.
                log.log(Level.WARNING, "an order cannot be put back: " + e.getMessage());
            }
        }
    }

    private void tellOfThoseAside() {
        try {
            int aside = parts.database().inTransaction(parts.book()::aside).size();
            if (aside > 0) {
                log.log(Level.WARNING, aside + " orders were set aside and wait for a person (order aside)");
            }
        } catch (DatabaseFailure e) {
            log.log(Level.WARNING, "orders set aside cannot be counted: " + e.getMessage());
        }
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
