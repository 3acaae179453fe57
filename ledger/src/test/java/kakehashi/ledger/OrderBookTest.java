package kakehashi.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import kakehashi.x509.Bytes;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OrderBookTest {
    private static final String NAME = "order_book_test";
    private static final Duration LEASE = Duration.ofMinutes(1);

    private final OrderBook book = new OrderBook(new RetryPlan(3, Duration.ofMillis(2), Duration.ofMillis(4)));
    private Database vault;
    private Database office;
    private Database publicZone;
    private int last;

    @BeforeAll
    void open() {
        TestServer.prepare(NAME, List.of());
        vault = TestServer.open(Zone.VAULT, NAME);
        office = TestServer.open(Zone.OFFICE, NAME);
        publicZone = TestServer.open(Zone.PUBLIC, NAME);
    }

    @AfterAll
    void close() {
        vault.close();
        office.close();
        publicZone.close();
    }

    /// Nothing due is left for the next test.
    @AfterEach
    void settleTheRest() {
        OrderHandler settle = (tx, order) -> bytes("rest");
        while (OrderTaker.workOne(vault, book, settle)) {
            // until nothing is due
        }
    }

    private static Bytes bytes(String text) {
        return Bytes.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    private Order order(String body) {
        return new Order(bytes(String.format("%016d", ++last)), "issue", Zone.VAULT, bytes(body));
    }

    private Submission submit(Order order) {
        return office.inTransaction(tx -> book.submit(tx, order));
    }

    private Optional<TakenOrder> take(Database database) {
        return database.inTransaction(tx -> book.take(tx, LEASE));
    }

    private Settlement settle(Database database, Order order, String outcome) {
        return database.inTransaction(tx -> book.settle(tx, order.id(), bytes(outcome)));
    }

    @Test
    void stampsTheSendersZoneByItsRole() {
        Order order = order("who");
        assertThat(submit(order)).isEqualTo(new Submission.Accepted());
        assertThat(take(vault)).contains(new TakenOrder(order.id(), "issue", Zone.OFFICE, order.body(), 1));
        settle(vault, order, "done");
    }

    @Test
    void answersTheSameOrderWithTheSameOutcomeAndRefusesOtherBytes() {
        Order order = order("one");
        submit(order);
        assertThat(submit(order)).isEqualTo(new Submission.Pending());
        assertThat(settle(vault, order, "done")).isEqualTo(Settlement.SETTLED);
        assertThat(submit(order)).isEqualTo(new Submission.Settled(bytes("done")));
        assertThat(submit(new Order(order.id(), "issue", Zone.VAULT, bytes("other"))))
                .isEqualTo(new Submission.Refused());
        assertThat(submit(new Order(order.id(), "revoke", Zone.VAULT, order.body())))
                .isEqualTo(new Submission.Refused());
        assertThat(publicZone.<Submission>inTransaction(tx -> book.submit(tx, order)))
                .isEqualTo(new Submission.Refused());
    }

    @Test
    void settlesOnce() {
        Order order = order("once");
        submit(order);
        assertThat(settle(vault, order, "done")).isEqualTo(Settlement.SETTLED);
        assertThat(settle(vault, order, "done")).isEqualTo(Settlement.SAME);
        assertThat(settle(vault, order, "else")).isEqualTo(Settlement.DIFFERENT);
        assertThat(office.<Optional<Bytes>>inTransaction(tx -> book.outcome(tx, order.id())))
                .contains(bytes("done"));
        assertThat(take(vault)).isEmpty();
    }

    @Test
    void showsAnOrderToNobodyButItsSenderAndItsReceiver() {
        Order order = order("private");
        submit(order);
        assertThat(take(office)).isEmpty();
        assertThat(take(publicZone)).isEmpty();
        assertThat(settle(office, order, "forged")).isEqualTo(Settlement.UNKNOWN);
        assertThat(settle(vault, order, "done")).isEqualTo(Settlement.SETTLED);
        assertThat(publicZone.<Optional<Bytes>>inTransaction(tx -> book.outcome(tx, order.id())))
                .isEmpty();
    }

    @Test
    void writesNoOrderWhoseTransactionFails() {
        Order order = order("undone");
        assertThatThrownBy(() -> office.useTransaction(tx -> {
                    book.submit(tx, order);
                    throw new IllegalStateException("undone");
                }))
                .hasMessage("undone");
        assertThat(submit(order)).isEqualTo(new Submission.Accepted());
    }

    @Test
    void takesAgainWhatATakerDiedWith() {
        Order order = order("died");
        submit(order);
        assertThatThrownBy(() -> vault.useTransaction(tx -> {
                    assertThat(book.take(tx, LEASE)).isPresent();
                    assertThat(take(vault)).as("held by the open transaction").isEmpty();
                    throw new IllegalStateException("the process dies");
                }))
                .hasMessage("the process dies");
        assertThat(take(vault).orElseThrow().attempt()).isEqualTo(1);
        settle(vault, order, "done");
    }

    @Test
    void givesALeasedOrderToNobodyBeforeTheLeaseIsOver() throws InterruptedException {
        Order order = order("leased");
        submit(order);
        assertThat(vault.<Optional<TakenOrder>>inTransaction(tx -> book.take(tx, Duration.ofMillis(300))))
                .isPresent();
        assertThat(take(vault)).isEmpty();
        Thread.sleep(320);
        assertThat(take(vault).orElseThrow().attempt()).isEqualTo(2);
        settle(vault, order, "done");
    }

    @Test
    void setsAsideWhatFailsTooOften() throws InterruptedException {
        Order order = order("poison");
        submit(order);
        Queue<Integer> attempts = new ConcurrentLinkedQueue<>();
        OrderHandler poison = (tx, taken) -> {
            attempts.add(taken.attempt());
            tx.handle().execute("SELECT 1 / 0");
            return Bytes.EMPTY;
        };
        for (int i = 0; i < 100 && attempts.size() < 3; i++) {
            OrderTaker.workOne(vault, book, poison);
            Thread.sleep(5);
        }
        assertThat(attempts).containsExactly(1, 2, 3);
        assertThat(take(vault)).isEmpty();
        List<AsideOrder> aside = vault.inTransaction(book::aside);
        assertThat(aside).singleElement().satisfies(lying -> {
            assertThat(lying.id()).isEqualTo(order.id());
            assertThat(lying.attempts()).isEqualTo(3);
            assertThat(lying.failure()).endsWith("UnableToExecuteStatementException");
        });
        assertThat(office.<List<AsideOrder>>inTransaction(book::aside)).isEmpty();
        assertThat(settle(vault, order, "done")).isEqualTo(Settlement.NOT_OPEN);
        assertThat(vault.<Boolean>inTransaction(tx -> book.reopen(tx, order.id())))
                .isTrue();
        assertThat(settle(vault, order, "done")).isEqualTo(Settlement.SETTLED);
    }

    @Test
    void givesNoOrderToTwoTakers() throws InterruptedException {
        int orders = 200;
        List<Bytes> submitted = new ArrayList<>();
        office.useTransaction(tx -> {
            for (int i = 0; i < orders; i++) {
                Order order = order("many");
                submitted.add(order.id());
                book.submit(tx, order);
            }
        });
        Queue<Bytes> worked = new ConcurrentLinkedQueue<>();
        Set<Bytes> atWork = ConcurrentHashMap.newKeySet();
        CountDownLatch left = new CountDownLatch(orders);
        OrderHandler handler = (tx, order) -> {
            assertThat(atWork.add(order.id())).isTrue();
            worked.add(order.id());
            left.countDown();
            return order.id();
        };
        OrderTaker one = OrderTaker.start(vault, Zone.VAULT, book, handler, 3);
        OrderTaker two = OrderTaker.start(vault, Zone.VAULT, book, handler, 3);
        try (one;
                two) {
            assertThat(left.await(20, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(worked).containsExactlyInAnyOrderElementsOf(submitted);
    }

    @Test
    void wakesTheReceiverAndTheSender() throws InterruptedException {
        AtomicLong took = new AtomicLong();
        CountDownLatch done = new CountDownLatch(5);
        OrderHandler handler = (tx, order) -> Bytes.EMPTY;
        try (OrderTaker taker = OrderTaker.start(vault, Zone.VAULT, book, handler, 1)) {
            Thread.sleep(700);
            assertThat(taker).isNotNull();
            for (int i = 0; i < 5; i++) {
                took.addAndGet(roundTrip(done));
            }
            assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
        }
        // A poll alone would take half a second on average; the target is 200 ms on a quiet machine.
        assertThat(took.get() / 5).as("milliseconds from commit to outcome").isLessThan(400);
    }

    private long roundTrip(CountDownLatch done) throws InterruptedException {
        CountDownLatch settled = new CountDownLatch(1);
        Order order = order("fast");
        OrderBell bell = OrderBell.listen(office, Zone.OFFICE, () -> {
            if (office.<Optional<Bytes>>inTransaction(tx -> book.outcome(tx, order.id()))
                    .isPresent()) {
                settled.countDown();
            }
        });
        try (bell) {
            Thread.sleep(150);
            long start = System.nanoTime();
            submit(order);
            settled.await(5, TimeUnit.SECONDS);
            done.countDown();
            return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
        }
    }

    @Test
    void spreadsDelaysBetweenHalfAndTheWhole() {
        RetryPlan plan = RetryPlan.USUAL;
        java.util.Random random = new java.util.Random(1);
        for (int attempt = 1; attempt < 60; attempt++) {
            long most = Math.min(300_000, 1_000L << Math.min(attempt - 1, 20));
            assertThat(plan.delayAfter(attempt, random).toMillis()).isBetween(most / 2, most);
        }
    }

    @Test
    void refusesWhatIsNoOrder() {
        assertThatThrownBy(() -> new Order(bytes("short"), "issue", Zone.VAULT, Bytes.EMPTY))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
