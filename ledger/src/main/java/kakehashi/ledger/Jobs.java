package kakehashi.ledger;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.jdbc.PostgreSqlJdbcCustomization;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.Daily;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import kakehashi.x509.Bytes;
import kakehashi.x509.DerWriter;
import kakehashi.x509.Tag;

/// The nightly jobs of a zone's process. Every node of the zone plans them, the database's row decides who runs
/// one: each run is taken by exactly one node, and taken again by another when that one has died at it.
///
/// What came of a run is written with a leaf of the zone's audit tree, in one transaction. A database that is away
/// keeps no process from starting or working: jobs are planned when it is back.
public final class Jobs implements AutoCloseable {
    /// By whose clock jobs are planned.
    public static final ZoneId JAPAN = ZoneId.of("Asia/Tokyo");

    private static final System.Logger LOG = System.getLogger(Jobs.class.getName());
    private static final Duration POLL = Duration.ofSeconds(5);
    private static final Duration HEARTBEAT = Duration.ofMinutes(1);
    private static final int HEARTBEATS_MISSED = 6;
    private static final Duration SHUTDOWN = Duration.ofSeconds(5);
    private static final Duration LOOK = Duration.ofSeconds(10);
    /// A day, and as long as a job may take beside that.
    private static final Duration OVERDUE = Duration.ofHours(6);

    private final JobBoard board;
    private final String node;
    private final AuditWriter audit;
    private final List<Job> jobs;
    private final InstantSource clock;
    private final Duration poll;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread keeper;
    private volatile Optional<Scheduler> scheduler = Optional.empty();
    private volatile List<JobState> states = List.of();

    Jobs(JobBoard board, Node node, List<Job> jobs, InstantSource clock, Duration poll) {
        this.board = board;
        this.node = node.name();
        this.audit = new AuditWriter(board.zone(), node.installation(), clock);
        this.jobs = List.copyOf(jobs);
        this.clock = clock;
        this.poll = poll;
        this.keeper = Thread.ofPlatform()
                .daemon()
                .name("jobs-of-" + board.zone().label())
                .unstarted(this::keep);
    }

    /// Who runs jobs here.
    ///
    /// @param name of the node, as people see it
    /// @param installation the digest of the genesis entry, 32 octets
    public record Node(String name, Bytes installation) {}

    /// Plans the jobs and runs those that are due, until it is closed.
    ///
    /// @param board of the zone
    public static Jobs start(JobBoard board, Node node, List<Job> jobs, InstantSource clock) {
        return start(board, node, jobs, clock, POLL);
    }

    static Jobs start(JobBoard board, Node node, List<Job> jobs, InstantSource clock, Duration poll) {
        Jobs made = new Jobs(board, node, jobs, clock, poll);
        made.keeper.start();
        return made;
    }

    /// The jobs as the database has them.
    public JobBoard board() {
        return board;
    }

    /// The names of the jobs that this node has.
    public List<String> names() {
        return jobs.stream().map(Job::name).toList();
    }

    /// Plans once the database is there, and from then on looks how the jobs stand.
    private void keep() {
        boolean told = false;
        try {
            do {
                Optional<RuntimeException> failure = planAndLook();
                if (failure.isPresent()) {
                    Level level = told ? Level.DEBUG : Level.WARNING;
                    LOG.log(
                            level,
                            "jobs cannot be planned or read: {0}",
                            failure.get().getMessage());
                }
                told = failure.isPresent();
            } while (!closed.await(LOOK.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Optional<RuntimeException> planAndLook() {
        try {
            if (scheduler.isEmpty()) {
                plan();
            }
            look();
            return Optional.empty();
        } catch (RuntimeException e) {
            return Optional.of(e);
        }
    }

    private void look() {
        List<String> own = names();
        states = board.list().stream().filter(job -> own.contains(job.name())).toList();
    }

    /// How the jobs of this node stood when the database was last asked, at most ten seconds ago while it is there.
    public List<JobState> states() {
        return states;
    }

    /// The scheduler that the database was away for is thrown away: it plans in its start.
    private void plan() {
        Scheduler made = scheduler();
        try {
            made.start();
        } catch (RuntimeException e) {
            made.stop();
            throw e;
        }
        scheduler = Optional.of(made);
    }

    private Scheduler scheduler() {
        return Scheduler.create(board.connections())
                .startTasks(jobs.stream().map(this::task).toList())
                .tableName(JobStore.table(board.zone()))
                .jdbcCustomization(new PostgreSqlJdbcCustomization(false, false))
                .serializer(JobBoard.NO_DATA)
                .clock(clock::instant)
                .schedulerName(new SchedulerName.Fixed(node))
                .threads(1)
                .pollingInterval(poll)
                .heartbeatInterval(HEARTBEAT)
                .missedHeartbeatsLimit(HEARTBEATS_MISSED)
                .shutdownMaxWait(SHUTDOWN)
                .build();
    }

    private RecurringTask<Void> task(Job job) {
        return Tasks.recurring(job.name(), new Daily(JAPAN, job.at())).execute((task, context) -> run(job));
    }

    private void run(Job job) {
        Instant began = clock.instant();
        JobResult result;
        try {
            result = job.work().get();
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "the job " + job.name() + " broke off", e);
            result = JobResult.failed(e.getClass().getSimpleName() + ": " + e.getMessage());
        }
        Level level = result.verdict() == JobResult.Verdict.FINE ? Level.INFO : Level.ERROR;
        LOG.log(level, "job {0}: {1}: {2}", job.name(), result.verdict().label(), result.sentence());
        record(job, new JobState.Run(node, began, clock.instant(), result));
    }

    private void record(Job job, JobState.Run run) {
        Bytes payload = DerWriter.write(w -> w.sequence(s -> s.utf8String(Tag.UTF8_STRING, job.name())
                .utf8String(Tag.UTF8_STRING, run.node())
                .utf8String(Tag.UTF8_STRING, run.result().verdict().label())
                .utf8String(Tag.UTF8_STRING, run.result().sentence())));
        board.jdbi().useTransaction(handle -> {
            JobStore.record(handle, board.zone(), job.name(), run);
            audit.append(new Transaction(handle), List.of(new AuditEvent.Salted(AuditKind.JOB, payload)));
        });
        look();
    }

    /// Why people must look at the jobs of this node: one found something or failed, or has not run for long; empty
    /// when none. It asks no database: it says what [#states] say.
    public Optional<String> wrong() {
        Instant now = clock.instant();
        return states.stream().flatMap(job -> wrong(job, now).stream()).findFirst();
    }

    private static Optional<String> wrong(JobState job, Instant now) {
        if (job.next().plus(OVERDUE).isBefore(now)) {
            return Optional.of("the job " + job.name() + " was due at " + job.next() + " and has not ended");
        }
        return job.last()
                .filter(run -> run.result().verdict() != JobResult.Verdict.FINE)
                .map(run -> "the job " + job.name() + " of " + run.ended() + ": "
                        + run.result().sentence());
    }

    /// Plans nothing more. A job at work has five seconds to end; another node, or this one after its start, takes
    /// it again.
    @Override
    public void close() {
        closed.countDown();
        keeper.interrupt();
        try {
            keeper.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        scheduler.ifPresent(Scheduler::stop);
    }
}
