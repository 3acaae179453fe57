package kakehashi.platform;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import kakehashi.ledger.DatabaseAccess;
import kakehashi.ledger.Job;
import kakehashi.ledger.JobBoard;
import kakehashi.ledger.JobResult;
import kakehashi.ledger.JobState;
import kakehashi.ledger.Jobs;
import kakehashi.ledger.Zone;
import kakehashi.repository.DirectoryDifference;
import kakehashi.repository.Repository;
import kakehashi.repository.RepositoryFailure;
import kakehashi.web.HealthCheck;
import kakehashi.web.Metrics;

/// The jobs of a public node: each night one of the nodes compares the outside directories with what is published.
///
/// @param database where the plan is, under the role of the public zone; asked each time
/// @param review when, and whether differences are mended
public record PublicJobs(Supplier<DatabaseAccess> database, Configuration.DirectoryReview review) {
    static final String RECONCILE = "reconcile";
    private static final int MOST_TOLD = 5;

    Jobs start(Repository repository, Jobs.Node node, InstantSource clock) {
        return Jobs.start(
                JobBoard.of(Zone.PUBLIC, database),
                node,
                List.of(new Job(RECONCILE, review.at(), () -> reconcile(repository))),
                clock);
    }

    /// A name that no other process of the zone has.
    static String nodeName() {
        String process = "#" + ProcessHandle.current().pid();
        try {
            return InetAddress.getLocalHost().getHostName() + process;
        } catch (UnknownHostException e) {
            return "public" + process;
        }
    }

    /// Compares the outside directories of a repository with what is published, and mends them where that was
    /// asked.
    public JobResult reconcile(Repository repository) {
        if (repository.feed().freshness().batch() == 0) {
            return JobResult.failed("nothing was published yet");
        }
        try {
            Map<String, List<DirectoryDifference>> found = repository.reconcile(review.what());
            long differences = found.values().stream().mapToLong(List::size).sum();
            String places = String.join(", ", found.keySet());
            if (differences == 0) {
                return JobResult.fine(places + " are as published");
            }
            String entries = String.join(
                    "; ",
                    found.values().stream()
                            .flatMap(List::stream)
                            .map(DirectoryDifference::entry)
                            .limit(MOST_TOLD)
                            .toList());
            String mended =
                    review.what() == Repository.Reconciliation.MEND ? " differences mended in " : " differences in ";
            return JobResult.found(differences + mended + places + ", first: " + entries);
        } catch (RepositoryFailure e) {
            return JobResult.failed(e.getMessage());
        }
    }

    /// An alarm of these jobs.
    static HealthCheck alarm(Supplier<Optional<Jobs>> jobs) {
        return new HealthCheck("jobs", () -> jobs.get().flatMap(Jobs::wrong));
    }

    /// Offers when each job runs next and ran last, and what came of it.
    static void measure(Jobs jobs, Metrics metrics) {
        for (String name : jobs.names()) {
            Gauge gauge = new Gauge(jobs, name, metrics);
            gauge.offer(
                    "next_timestamp_seconds",
                    "When the job is due.",
                    job -> job.next().getEpochSecond());
            gauge.offer(
                    "last_timestamp_seconds",
                    "When the job ended last; 0 before the first time.",
                    job -> job.last().map(run -> run.ended().getEpochSecond()).orElse(0L));
            gauge.offer(
                    "last_verdict",
                    "0 fine, 1 found something, 2 failed.",
                    job -> job.last()
                            .map(run -> run.result().verdict().ordinal())
                            .orElse(0));
        }
    }

    private record Gauge(Jobs jobs, String job, Metrics metrics) {
        void offer(String name, String help, ToDoubleFunction<JobState> value) {
            metrics.gauge(
                    "kakehashi_job_" + name,
                    help,
                    Map.of("job", job),
                    () -> jobs.states().stream()
                            .filter(state -> state.name().equals(job))
                            .mapToDouble(value)
                            .findFirst()
                            .orElse(0));
        }
    }
}
