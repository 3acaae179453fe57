package kakehashi.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
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

    private BookedOrder order(String body) {
        return new BookedOrder(bytes(String.format("%016d", ++last)), "issue", Zone.VAULT, bytes(body));
    }

    private Submission submit(BookedOrder order) {
        return office.inTransaction(tx -> book.submit(tx, order));
    }

    private Optional<TakenOrder> take(Database database) {
        return take(database, LEASE);
    }

    private Optional<TakenOrder> take(Database database, Duration lease) {
        return database.inTransaction(tx -> book.takeMany(tx, 1, lease).stream().findFirst());
    }

    /// On a thread, and so on a connection, of its own.
    private static <T> T elsewhere(Supplier<T> work) {
        return CompletableFuture.supplyAsync(work).join();
    }

    private Settlement settle(Database database, BookedOrder order, String outcome) {
        return database.inTransaction(tx -> book.settleMany(tx, new LinkedHashMap<>(Map.of(order.id(), bytes(outcome))))
                .get(order.id()));
    }

    @Test
    void stampsTheSendersZoneByItsRole() {
        BookedOrder order = order("who");
        assertThat(submit(order)).isEqualTo(new Submission.Accepted());
        assertThat(take(vault)).contains(new TakenOrder(order.id(), "issue", Zone.OFFICE, order.body(), 1));
        settle(vault, order, "done");
    }

    @Test
    void answersTheSameOrderWithTheSameOutcomeAndRefusesOtherBytes() {
        BookedOrder order = order("one");
        submit(order);
        assertThat(submit(order)).isEqualTo(new Submission.Pending());
        assertThat(settle(vault, order, "done")).isEqualTo(Settlement.SETTLED);
        assertThat(submit(order)).isEqualTo(new Submission.Settled(bytes("done")));
        assertThat(submit(new BookedOrder(order.id(), "issue", Zone.VAULT, bytes("other"))))
                .isEqualTo(new Submission.Refused());
        assertThat(submit(new BookedOrder(order.id(), "revoke", Zone.VAULT, order.body())))
                .isEqualTo(new Submission.Refused());
        assertThat(publicZone.<Submission>inTransaction(tx -> book.submit(tx, order)))
                .isEqualTo(new Submission.Refused());
    }

    @Test
    void settlesOnceAndForgetsAfterATime() {
        BookedOrder order = order("once");
        submit(order);
        assertThat(settle(vault, order, "done")).isEqualTo(Settlement.SETTLED);
        assertThat(settle(vault, order, "done")).isEqualTo(Settlement.SAME);
        assertThat(settle(vault, order, "else")).isEqualTo(Settlement.DIFFERENT);
        assertThat(office.<Optional<Bytes>>inTransaction(tx -> book.outcome(tx, order.id())))
                .contains(bytes("done"));
        assertThat(take(vault)).isEmpty();
        assertThat(vault.<Integer>inTransaction(tx -> book.forget(tx, LEASE, 99)))
                .isZero();
        vault.useTransaction(tx -> book.forget(tx, Duration.ZERO, 1_000));
        assertThat(submit(order)).isEqualTo(new Submission.Accepted());
        assertThatThrownBy(() -> office.useTransaction(tx -> book.forget(tx, Duration.ZERO, 1_000)))
                .isInstanceOf(DatabaseFailure.class);
    }

    @Test
    void showsAnOrderToNobodyButItsSenderAndItsReceiver() {
        BookedOrder order = order("private");
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
        BookedOrder order = order("undone");
        assertThatThrownBy(() -> office.useTransaction(tx -> {
                    book.submit(tx, order);
                    throw new IllegalStateException("undone");
                }))
                .hasMessage("undone");
        assertThat(submit(order)).isEqualTo(new Submission.Accepted());
    }

    @Test
    void takesAgainWhatATakerDiedWith() {
        BookedOrder order = order("died");
        submit(order);
        assertThatThrownBy(() -> vault.useTransaction(tx -> {
                    assertThat(book.takeMany(tx, 1, LEASE)).hasSize(1);
                    assertThat(elsewhere(() -> take(vault)))
                            .as("held by the open transaction")
                            .isEmpty();
                    throw new IllegalStateException("the process dies");
                }))
                .hasMessage("the process dies");
        assertThat(take(vault).orElseThrow().attempt()).isEqualTo(1);
        settle(vault, order, "done");
    }

    @Test
    void givesALeasedOrderToNobodyBeforeTheLeaseIsOver() throws InterruptedException {
        BookedOrder order = order("leased");
        submit(order);
        assertThat(take(vault, Duration.ofMillis(300))).isPresent();
        assertThat(take(vault)).isEmpty();
        Thread.sleep(320);
        assertThat(take(vault).orElseThrow().attempt()).isEqualTo(2);
        settle(vault, order, "done");
    }

    @Test
    void setsAsideWhatFailsTooOften() throws InterruptedException {
        BookedOrder order = order("poison");
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
    void takesAndSettlesManyInOneStatementEach() {
        List<BookedOrder> orders = List.of(order("a"), order("b"), order("c"), order("d"));
        orders.forEach(this::submit);
        List<TakenOrder> first = vault.inTransaction(tx -> {
            List<TakenOrder> mine = book.takeMany(tx, 3, LEASE);
            List<TakenOrder> others = elsewhere(() -> vault.inTransaction(other -> book.takeMany(other, 3, LEASE)));
            assertThat(others)
                    .extracting(TakenOrder::id)
                    .containsExactly(orders.get(3).id());
            return mine;
        });
        assertThat(first)
                .extracting(TakenOrder::id)
                .containsExactly(
                        orders.get(0).id(), orders.get(1).id(), orders.get(2).id());
        assertThat(first).extracting(TakenOrder::attempt).containsOnly(1);
        settle(vault, orders.get(1), "before");
        LinkedHashMap<Bytes, Bytes> outcomes = new LinkedHashMap<>();
        outcomes.put(orders.get(3).id(), bytes("3"));
        outcomes.put(orders.get(1).id(), bytes("1"));
        outcomes.put(bytes("0123456789abcdef"), bytes("unknown"));
        outcomes.put(orders.get(0).id(), bytes("0"));
        assertThat(vault.<Map<Bytes, Settlement>>inTransaction(tx -> book.settleMany(tx, outcomes)))
                .containsExactly(
                        Map.entry(orders.get(3).id(), Settlement.SETTLED),
                        Map.entry(orders.get(1).id(), Settlement.DIFFERENT),
                        Map.entry(bytes("0123456789abcdef"), Settlement.UNKNOWN),
                        Map.entry(orders.get(0).id(), Settlement.SETTLED));
        assertThat(office.<Optional<Bytes>>inTransaction(
                        tx -> book.outcome(tx, orders.get(3).id())))
                .contains(bytes("3"));
        settle(vault, orders.get(2), "2");
        assertThatThrownBy(() -> vault.useTransaction(tx -> book.takeMany(tx, 1_001, LEASE)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void setsAsideABatchOfExhaustedOrdersAndAnswersWhatLiesBehindIt() {
        for (int i = 0; i < 3; i++) {
            BookedOrder poison = order("exhausted");
            submit(poison);
            for (int attempt = 1; attempt <= 3; attempt++) {
                take(vault, Duration.ZERO);
            }
        }
        BookedOrder behind = order("behind");
        submit(behind);
        assertThat(vault.<List<TakenOrder>>inTransaction(tx -> book.takeMany(tx, 2, LEASE)))
                .extracting(TakenOrder::id)
                .containsExactly(behind.id());
        List<AsideOrder> aside = vault.inTransaction(book::aside);
        assertThat(aside).hasSizeGreaterThanOrEqualTo(3);
        aside.forEach(order -> vault.useTransaction(tx -> book.reopen(tx, order.id())));
    }

    /// The body of the order has the process halt in its transaction; no exception handler sees it.
    @Test
    void usesUpTheAttemptsOfAnOrderThatKillsItsProcess() throws IOException, InterruptedException {
        BookedOrder deadly = order("halt");
        submit(deadly);
        for (int attempt = 1; attempt <= 3; attempt++) {
            Process killed = HaltingTaker.start(TestServer.SERVER, NAME);
            assertThat(killed.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(killed.exitValue()).isEqualTo(9);
            vault.useTransaction(tx -> assertThat(book.aside(tx)).isEmpty());
            expireLease(deadly);
        }
        assertThat(OrderTaker.workOne(vault, book, (tx, order) -> bytes("never")))
                .isFalse();
        assertThat(vault.<List<AsideOrder>>inTransaction(book::aside))
                .extracting(AsideOrder::id)
                .containsExactly(deadly.id());
        vault.useTransaction(tx -> book.reopen(tx, deadly.id()));
    }

    private static void expireLease(BookedOrder order) {
        try (Connection owner = ServerStore.connect(TestServer.SERVER.ownerAccess(NAME));
                PreparedStatement statement =
                        owner.prepareStatement("UPDATE ledger.orders SET due_at = now() WHERE id = ?")) {
            statement.setBytes(1, order.id().toArray());
            assertThat(statement.executeUpdate()).isEqualTo(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void holdsNoOrderThatWasTakenAgain() {
        submit(order("twice"));
        TakenOrder first = take(vault, Duration.ZERO).orElseThrow();
        TakenOrder second = take(vault, Duration.ZERO).orElseThrow();
        vault.useTransaction(tx -> {
            assertThat(book.hold(tx, first)).isFalse();
            assertThat(book.hold(tx, second)).isTrue();
            assertThat(elsewhere(() -> take(vault)))
                    .as("held, though its lease is over")
                    .isEmpty();
        });
        assertThat(office.<Boolean>inTransaction(tx -> book.hold(tx, second))).isFalse();
    }

    @Test
    void givesNoOrderToTwoTakers() throws InterruptedException {
        int orders = 200;
        List<Bytes> submitted = new ArrayList<>();
        office.useTransaction(tx -> {
            for (int i = 0; i < orders; i++) {
                BookedOrder order = order("many");
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
        BookedOrder order = order("fast");
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
        assertThatThrownBy(() -> new BookedOrder(bytes("short"), "issue", Zone.VAULT, Bytes.EMPTY))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
