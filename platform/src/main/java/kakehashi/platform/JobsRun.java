package kakehashi.platform;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import kakehashi.console.CommonOptions;
import kakehashi.console.Console;
import kakehashi.console.ExitCode;
import kakehashi.console.InputProblem;
import kakehashi.console.Phrase;
import kakehashi.ledger.DatabaseFailure;
import kakehashi.ledger.Job;
import kakehashi.ledger.JobState;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `kakehashi jobs run NAME`: one job now. It runs in its zone's process, never here. Exit code 1 when it found
/// something or failed.
@Command(name = "run")
final class JobsRun implements Callable<Integer> {
    private static final long LOOK_MILLIS = 500;

    private final Console console;

    @Mixin
    private CommonOptions common;

    @Mixin
    private ConfigPlace place;

    @Parameters(paramLabel = "NAME", descriptionKey = "jobs.name")
    private String name;

    @Option(names = "--wait", paramLabel = "SECONDS", descriptionKey = "jobs.wait")
    private int wait = 600;

    JobsRun(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        try {
            for (ZoneJobs jobs : Job.isName(name) ? ZoneJobs.of(place.file(), place.zones()) : List.<ZoneJobs>of()) {
                Optional<JobState> before = jobs.board().find(name);
                if (before.isPresent()) {
                    jobs.board().runNow(name, console.clock().instant());
                    JobsPage after = new JobsPage(jobs.zone(), awaited(jobs, before.get()));
                    return JobsPage.show(console, common, List.of(after)).number();
                }
            }
        } catch (DatabaseFailure e) {
            throw ZoneJobs.away(place.file(), e);
        }
        throw new InputProblem(
                ExitCode.USAGE,
                name,
                new Phrase("この名前の仕事は予定されていません。", "no job of this name is planned."),
                new Phrase("kakehashi jobs list で名前を確かめてください。", "kakehashi jobs list tells their names."));
    }

    private JobState awaited(ZoneJobs jobs, JobState before) {
        Instant end = console.clock().instant().plusSeconds(wait);
        Optional<Instant> last = before.last().map(JobState.Run::ended);
        try {
            do {
                Optional<JobState> now = jobs.board().find(before.name());
                boolean ended = now.flatMap(JobState::last)
                        .map(JobState.Run::ended)
                        .filter(time -> !Optional.of(time).equals(last))
                        .isPresent();
                if (ended) {
                    return now.get();
                }
                TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
            } while (console.clock().instant().isBefore(end));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new InputProblem(
                ExitCode.UNAVAILABLE,
                before.name(),
                new Phrase("%s 秒のうちに終わりませんでした。", "has not ended in %s s.").with(wait),
                new Phrase(
                                "serve %s が動いていれば続いています。jobs list で確かめてください。",
                                "Where serve %s runs, it goes on: jobs list tells.")
                        .with(jobs.zone().label()));
    }
}
