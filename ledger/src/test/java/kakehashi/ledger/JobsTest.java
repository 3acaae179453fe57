package kakehashi.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import kakehashi.x509.Bytes;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class JobsTest {
    private static final String NAME = "jobs_test";
    private static final Bytes INSTALLATION = Bytes.EMPTY.sha256();
    private static final InstantSource CLOCK = InstantSource.system();
    private static final Duration POLL = Duration.ofMillis(50);
    private static final Duration LONGEST = Duration.ofSeconds(20);

    private final JobBoard board = JobBoard.of(Zone.VAULT, () -> TestServer.SERVER.access(Zone.VAULT, NAME));
    private Database vault;
    private Database office;

    @BeforeAll
    void open() {
        TestServer.prepare(NAME, List.of());
        vault = TestServer.open(Zone.VAULT, NAME);
        office = TestServer.open(Zone.OFFICE, NAME);
    }

    @AfterAll
    void close() {
        vault.close();
        office.close();
    }

    private Jobs start(String node, Job... jobs) {
        return Jobs.start(board, new Jobs.Node(node, INSTALLATION), List.of(jobs), CLOCK, POLL);
    }

    /// A time of day that does not come while the test runs.
    private static LocalTime notNow() {
        return LocalTime.ofInstant(CLOCK.instant(), Jobs.JAPAN).plusHours(12).withNano(0);
    }

    private JobState await(String job, java.util.function.Predicate<JobState> until) {
        Instant end = CLOCK.instant().plus(LONGEST);
        while (CLOCK.instant().isBefore(end)) {
            Optional<JobState> found = board.find(job).filter(until);
            if (found.isPresent()) {
                return found.get();
            }
            LockSupport.parkNanos(POLL.toNanos() / 2);
        }
        throw new AssertionError(job + " is " + board.find(job));
    }

    private static void awaitWrong(Jobs jobs, String words) {
        Instant end = CLOCK.instant().plus(LONGEST);
        while (jobs.wrong().filter(wrong -> wrong.contains(words)).isEmpty()
                && CLOCK.instant().isBefore(end)) {
            LockSupport.parkNanos(POLL.toNanos() / 2);
        }
        assertThat(jobs.wrong().orElseThrow()).contains("troubled", words);
    }

    private static boolean isIdle(JobState job) {
        return job.running().isEmpty() && job.last().isPresent();
    }

    @Test
    void runsAJobOnOneOfTwoNodesAndLeavesARowAndALeaf() throws InterruptedException {
        AtomicInteger runs = new AtomicInteger();
        CountDownLatch go = new CountDownLatch(1);
        Job job = new Job("counted", notNow(), () -> {
            awaitLatch(go);
            return JobResult.fine("run " + runs.incrementAndGet());
        });
        long leaves = leaves();
        try (Jobs first = start("node-1", job);
                Jobs second = start("node-2", job)) {
            JobState planned = await("counted", state -> true);
            assertThat(planned.last()).isEmpty();
            assertThat(LocalTime.ofInstant(planned.next(), Jobs.JAPAN)).isEqualTo(job.at());
            assertThat(board.runNow("counted", CLOCK.instant())).isEqualTo(JobBoard.Asked.DUE);

            // Both nodes look many times while one is at it.
            JobState running = await("counted", state -> state.running().isPresent());
            TimeUnit.MILLISECONDS.sleep(6 * POLL.toMillis());
            assertThat(board.runNow("counted", CLOCK.instant())).isEqualTo(JobBoard.Asked.RUNNING);
            go.countDown();
            JobState ended = await("counted", JobsTest::isIdle);
            assertThat(runs).hasValue(1);
            assertThat(ended.next()).isEqualTo(planned.next());
            assertThat(ended.last().orElseThrow().node())
                    .isEqualTo(running.running().orElseThrow());
            assertThat(ended.last().orElseThrow().result()).isEqualTo(JobResult.fine("run 1"));
            assertThat(first.wrong()).isEmpty();
            assertThat(second.wrong()).isEmpty();
            assertThat(List.of(first.names(), second.names())).containsOnly(List.of("counted"));
        }
        assertThat(leaves()).isEqualTo(leaves + 1);
    }

    @Test
    void tellsOfAJobThatFoundSomethingOrBrokeOff() {
        AtomicInteger runs = new AtomicInteger();
        Job job = new Job("troubled", notNow(), () -> {
            if (runs.incrementAndGet() == 1) {
                throw new IllegalStateException("no disk");
            }
            return JobResult.found("entry 7 does not follow");
        });
        try (Jobs jobs = start("node-1", job)) {
            await("troubled", state -> true);
            board.runNow("troubled", CLOCK.instant());
            JobState failed = await("troubled", JobsTest::isIdle);
            assertThat(failed.last().orElseThrow().result())
                    .isEqualTo(JobResult.failed("IllegalStateException: no disk"));
            awaitWrong(jobs, "no disk");

            board.runNow("troubled", CLOCK.instant());
            await(
                    "troubled",
                    state ->
                            isIdle(state) && state.last().orElseThrow().result().verdict() == JobResult.Verdict.FOUND);
            awaitWrong(jobs, "entry 7 does not follow");
        }
    }

    @Test
    void asksAnewWhereTheDatabaseIs() {
        AtomicInteger asked = new AtomicInteger();
        JobBoard late = JobBoard.of(Zone.VAULT, () -> {
            if (asked.incrementAndGet() == 1) {
                throw new IllegalStateException("no server runs");
            }
            return TestServer.SERVER.access(Zone.VAULT, NAME);
        });
        assertThatThrownBy(late::list).isInstanceOf(DatabaseFailure.class);
        assertThat(late.list()).isNotNull();
    }

    @Test
    void keepsAZoneFromThePlanOfAnotherAndObjectsFromTheScheduler() {
        try (Jobs jobs = start("node-1", new Job("guarded", notNow(), () -> JobResult.fine("well")))) {
            await("guarded", state -> true);
            for (String statement : List.of(
                    "SELECT * FROM ledger.jobs_vault",
                    "UPDATE ledger.jobs_vault SET execution_time = now()",
                    "DELETE FROM ledger.jobs_vault",
                    "INSERT INTO ledger.job_runs VALUES ('vault', 'guarded', '', now(), now(), 'fine', '')")) {
                assertThatThrownBy(() -> office.useTransaction(tx -> tx.handle().execute(statement)))
                        .isInstanceOf(DatabaseFailure.class);
            }
            int visible = office.inTransaction(tx -> tx.handle()
                    .select("SELECT count(*) FROM ledger.job_runs WHERE zone = 'vault'")
                    .mapTo(Integer.class)
                    .one());
            assertThat(visible).isZero();

            // What the scheduler would make Java objects of cannot even be stored.
            assertThatThrownBy(() -> vault.useTransaction(
                            tx -> tx.handle().execute("UPDATE ledger.jobs_vault SET task_data = '\\xaced'::bytea")))
                    .isInstanceOf(DatabaseFailure.class);
            assertThat(jobs.names()).containsExactly("guarded");
            byte[] object = Bytes.ofHex("aced0005").toArray();
            assertThat(JobBoard.NO_DATA.deserialize(Object.class, object)).isNull();
        }
    }

    @Test
    void knowsNoJobThatNobodyPlanned() {
        assertThat(board.runNow("nobody-has-it", CLOCK.instant())).isEqualTo(JobBoard.Asked.UNKNOWN);
        assertThatThrownBy(() -> new Job("Not a name", LocalTime.NOON, () -> JobResult.fine("")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private long leaves() {
        return vault.inTransaction(tx -> new AuditTree(Zone.VAULT).head(tx))
                .orElseThrow()
                .size();
    }

    private static void awaitLatch(CountDownLatch latch) {
        try {
            latch.await(LONGEST.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
