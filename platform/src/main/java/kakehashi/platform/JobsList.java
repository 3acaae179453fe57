package kakehashi.platform;

import java.util.List;
import java.util.concurrent.Callable;
import kakehashi.console.CommonOptions;
import kakehashi.console.Console;
import kakehashi.ledger.DatabaseFailure;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `kakehashi jobs list`: how the jobs of a running installation stand. Exit code 1 when a job found something or
/// failed.
@Command(name = "list")
final class JobsList implements Callable<Integer> {
    private final Console console;

    @Mixin
    private CommonOptions common;

    @Mixin
    private ConfigPlace place;

    JobsList(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        try {
            List<JobsPage> jobs = ZoneJobs.of(place.file(), place.zones()).stream()
                    .flatMap(one -> one.board().list().stream().map(job -> new JobsPage(one.zone(), job)))
                    .toList();
            return JobsPage.show(console, common, jobs).number();
        } catch (DatabaseFailure e) {
            throw ZoneJobs.away(place.file(), e);
        }
    }
}
