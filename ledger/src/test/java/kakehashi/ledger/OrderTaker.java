package kakehashi.ledger;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import kakehashi.x509.Bytes;

/// A zone at the other end of the book, for tests: takes its orders as they come, and settles each in the
/// transaction of the handler's work.
///
/// Woken by the bell, or after a second without it. A handler's exception undoes its work, and the order comes back
/// after a growing delay until it is set aside.
final class OrderTaker implements AutoCloseable {
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration LEASE = Duration.ofMinutes(1);

    private final Logger log = System.getLogger(OrderTaker.class.getName());
    private final Database database;
    private final OrderBook book;
    private final OrderHandler handler;
    private final Semaphore wakes = new Semaphore(0);
    private final OrderBell bell;
    private final List<Thread> workers;
    private volatile boolean closed;

    private OrderTaker(Database database, Zone zone, OrderBook book, OrderHandler handler, int workers) {
        this.database = database;
        this.book = book;
        this.handler = handler;
        this.workers = IntStream.range(0, workers)
                .mapToObj(i -> Thread.ofVirtual().name("order-taker-" + i).unstarted(this::work))
                .toList();
        this.bell = OrderBell.listen(database, zone, this::ring);
    }

    /// Starts taking.
    ///
    /// @param zone the zone of the database's role
    /// @param workers how many orders are worked at a time, at most the connections of the pool
    static OrderTaker start(Database database, Zone zone, OrderBook book, OrderHandler handler, int workers) {
        OrderTaker taker = new OrderTaker(database, zone, book, handler, workers);
        taker.workers.forEach(Thread::start);
        return taker;
    }

    private void work() {
        while (!closed) {
            try {
                while (!closed && workOne(database, book, handler)) {
                    // The next one, while there are orders.
                }
            } catch (RuntimeException e) {
                log.log(Level.WARNING, "orders cannot be taken: " + e.getClass().getName());
            }
            await();
        }
    }

    /// One permit a worker is enough: whoever wakes takes until nothing is due.
    private void ring() {
        wakes.release(Math.max(0, workers.size() - wakes.availablePermits()));
    }

    private void await() {
        try {
            wakes.tryAcquire(POLL.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            closed = true;
        }
    }

    /// Takes and works at most one order.
    ///
    /// It is taken in a transaction of its own, which counts the attempt before the work begins; so an order whose
    /// work kills the process uses up its attempts like any other, and is set aside after the last.
    ///
    /// @return false when none was due
    static boolean workOne(Database database, OrderBook book, OrderHandler handler) {
        Optional<TakenOrder> taken = database.inTransaction(
                tx -> book.takeMany(tx, 1, LEASE).stream().findFirst());
        taken.ifPresent(order -> work(database, order, book, handler));
        return taken.isPresent();
    }

    private static void work(Database database, TakenOrder order, OrderBook book, OrderHandler handler) {
        try {
            database.useTransaction(tx -> {
                if (book.hold(tx, order)) {
                    settleOrPostpone(tx, order, book, handler);
                }
            });
        } catch (DatabaseFailure e) {
            // Not committed, or nobody knows: whoever holds it finds out.
            database.useTransaction(tx -> {
                if (book.hold(tx, order)) {
                    postpone(tx, order, book, e);
                }
            });
        }
    }

    private static void settleOrPostpone(Transaction tx, TakenOrder order, OrderBook book, OrderHandler handler) {
        AtomicReference<Bytes> outcome = new AtomicReference<>(Bytes.EMPTY);
        Optional<RuntimeException> failure = tx.attempt(() -> outcome.set(handler.handle(tx, order)));
        if (failure.isPresent()) {
            postpone(tx, order, book, failure.get());
        } else {
            book.settleMany(tx, new LinkedHashMap<>(Map.of(order.id(), outcome.get())));
        }
    }

    private static void postpone(Transaction tx, TakenOrder order, OrderBook book, RuntimeException failure) {
        book.postpone(tx, order, failure.getClass().getName());
    }

    /// Stops taking, and waits until the orders at work are settled or put back.
    @Override
    public void close() {
        closed = true;
        bell.close();
        wakes.release(workers.size());
        try {
            for (Thread worker : workers) {
                worker.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
