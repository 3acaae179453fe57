package kakehashi.platform;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import kakehashi.ledger.DatabaseAccess;
import kakehashi.ledger.DatabaseFailure;
import kakehashi.ledger.Job;
import kakehashi.ledger.JobBoard;
import kakehashi.ledger.JobResult;
import kakehashi.ledger.JobState;
import kakehashi.ledger.Jobs;
import kakehashi.ledger.Zone;

/// `kakehashi jobs list` and `kakehashi jobs run NAME`: how the jobs of a running installation stand, and one of
/// them now. A job runs in its zone's process, never here. Exit code 0 when all is well, 1 when a job found
/// something or failed.
final class JobsVerb {
    static final String USAGE = """
            jobs list [--config FILE] [--json] [--zone vault|public]
            jobs run NAME [--wait SECONDS] [--config FILE] [--json] [--zone vault|public]
            jobs run audit-review --zone vault
            jobs list --config /etc/kakehashi/kakehashi.toml --json""";
    private static final int NOT_WELL = 1;
    private static final String USUAL_WAIT = "600";
    private static final long LOOK_MILLIS = 500;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'JST'").withZone(Jobs.JAPAN);

    private final Operator operator;
    private final InstantSource clock;

    JobsVerb(Operator operator, InstantSource clock) {
        this.operator = operator;
        this.clock = clock;
    }

    /// A job and whose it is.
    private record Shown(Zone zone, JobState job) {}

    int run(List<String> args) {
        Arguments given = Arguments.of(args, Set.of("--json"), Set.of("--config", "--zone", "--wait"));
        boolean list = given.words().equals(List.of("list"));
        boolean one = given.words().size() == 2 && given.words().getFirst().equals("run");
        boolean fits = given.unknown().isEmpty()
                && Set.of("vault", "public", "").contains(given.value("--zone").orElse(""))
                && given.value("--wait").orElse(USUAL_WAIT).matches("[0-9]{1,6}");
        if (!fits || list == one) {
            return operator.usage(USAGE);
        }
        try {
            return list ? list(given) : runNow(given, given.words().get(1));
        } catch (ServeRefusal e) {
            return operator.refused("jobs", e);
        } catch (DatabaseFailure e) {
            return operator.refused("jobs", away(e.getMessage()));
        }
    }

    private static ServeRefusal away(String why) {
        return new ServeRefusal(
                ServeRefusal.UNAVAILABLE,
                why + "。設備が動いているか、[public.database] の接続先を確かめてください。",
                why + ". Look whether the installation runs, and at [public.database].");
    }

    private List<Zone> zones(Arguments given) {
        return given.value("--zone").map(Zone::ofLabel).map(List::of).orElse(List.of(Zone.VAULT, Zone.PUBLIC));
    }

    /// The boards of the zones that are configured here.
    private List<Board> boards(Arguments given) {
        Path file = Path.of(given.value("--config").orElse(ConfigFile.USUAL));
        List<Zone> zones = zones(given);
        Configuration configuration = ConfigFile.whole(file, Set.copyOf(zones));
        List<Board> boards = new ArrayList<>();
        for (Zone zone : zones) {
            access(zone, configuration).ifPresent(database -> boards.add(new Board(zone, JobBoard.of(zone, database))));
        }
        if (boards.isEmpty()) {
            throw new ServeRefusal(
                    ServeRefusal.CONFIGURATION,
                    file + " には、データベースを使う区画がありません。",
                    file + " has no zone with a database.");
        }
        return boards;
    }

    private record Board(Zone zone, JobBoard jobs) {}

    private static JobBoard reached(Zone zone, Supplier<DatabaseAccess> database) {
        try {
            database.get();
            return JobBoard.of(zone, database);
        } catch (IllegalStateException e) {
            throw away(e.getMessage());
        }
    }

    private static Optional<Supplier<DatabaseAccess>> access(Zone zone, Configuration configuration) {
        return switch (zone) {
            case VAULT -> configuration.vault().map(vault -> VaultAccess.of(vault.home()));
            case PUBLIC -> configuration.relying().flatMap(open -> FeedAccess.of(open.feed()));
            case OFFICE -> Optional.empty();
        };
    }

    private int list(Arguments given) {
        List<Shown> all = new ArrayList<>();
        for (Board board : boards(given)) {
            board.jobs().list().forEach(job -> all.add(new Shown(board.zone(), job)));
        }
        show(all, given);
        return all.stream().allMatch(one -> isWell(one.job())) ? 0 : NOT_WELL;
    }

    private static boolean isWell(JobState job) {
        return job.last()
                .map(run -> run.result().verdict() == JobResult.Verdict.FINE)
                .orElse(true);
    }

    private int runNow(Arguments given, String name) {
        for (Board board : Job.isName(name) ? boards(given) : List.<Board>of()) {
            Optional<JobState> before = board.jobs().find(name);
            if (before.isPresent()) {
                board.jobs().runNow(name, clock.instant());
                JobState after = awaited(board, before.get(), given);
                show(List.of(new Shown(board.zone(), after)), given);
                return isWell(after) ? 0 : NOT_WELL;
            }
        }
        throw new ServeRefusal(
                ServeRefusal.USAGE,
                "「" + name + "」という仕事は予定されていません。kakehashi jobs list で名前を確かめてください。",
                "no job " + name + " is planned. kakehashi jobs list tells their names.");
    }

    private JobState awaited(Board board, JobState before, Arguments given) {
        Duration longest =
                Duration.ofSeconds(Long.parseLong(given.value("--wait").orElse(USUAL_WAIT)));
        Instant end = clock.instant().plus(longest);
        Optional<Instant> last = before.last().map(JobState.Run::ended);
        try {
            do {
                Optional<JobState> now = board.jobs().find(before.name());
                boolean ended = now.flatMap(JobState::last)
                        .map(JobState.Run::ended)
                        .filter(time -> !Optional.of(time).equals(last))
                        .isPresent();
                if (ended) {
                    return now.get();
                }
                TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
            } while (clock.instant().isBefore(end));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new ServeRefusal(
                ServeRefusal.UNAVAILABLE,
                before.name() + " は " + longest.toSeconds() + " 秒のうちに終わりませんでした。" + "serve "
                        + board.zone().label() + " が動いていれば続いています。jobs list で確かめてください。",
                before.name() + " has not ended in " + longest.toSeconds() + " s. Where serve "
                        + board.zone().label() + " runs, it goes on: jobs list tells.");
    }

    private void show(List<Shown> jobs, Arguments given) {
        if (given.has("--json")) {
            operator.out()
                    .println(JobsJson.text(jobs.stream()
                            .map(one -> JobsJson.of(one.zone(), one.job()))
                            .toList()));
            return;
        }
        if (jobs.isEmpty()) {
            operator.say("予定された仕事はありません。", "no job is planned.");
        }
        jobs.forEach(one -> show(one.zone(), one.job()));
    }

    private void show(Zone zone, JobState job) {
        operator.out().println(job.name() + " (" + zone.label() + ")");
        operator.say("  次回: " + TIME.format(job.next()), "  next: " + TIME.format(job.next()));
        job.running().ifPresent(node -> operator.say("  実行中: " + node, "  running on: " + node));
        if (job.last().isEmpty()) {
            operator.say("  まだ実行されていません", "  has not run yet");
        }
        job.last().ifPresent(run -> {
            operator.say(
                    "  前回: " + TIME.format(run.ended()) + " "
                            + japanese(run.result().verdict()),
                    "  last: " + TIME.format(run.ended()) + " "
                            + run.result().verdict().label());
            operator.out().println("  " + run.result().sentence());
        });
    }

    private static String japanese(JobResult.Verdict verdict) {
        return switch (verdict) {
            case FINE -> "正常";
            case FOUND -> "要確認";
            case FAILED -> "失敗";
        };
    }
}
