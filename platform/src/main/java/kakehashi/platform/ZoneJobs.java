package kakehashi.platform;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import kakehashi.console.ExitCode;
import kakehashi.console.InputProblem;
import kakehashi.console.Phrase;
import kakehashi.ledger.DatabaseAccess;
import kakehashi.ledger.DatabaseFailure;
import kakehashi.ledger.JobBoard;
import kakehashi.ledger.Zone;

/// The jobs of a zone of a running installation.
///
/// @param zone whose they are
/// @param board where they stand
record ZoneJobs(Zone zone, JobBoard board) {
    /// Those of the zones that are configured here.
    ///
    /// @throws InputProblem when none is
    static List<ZoneJobs> of(Path file, List<Zone> zones) {
        Configuration configuration = ConfigFile.whole(file, Set.copyOf(zones));
        List<ZoneJobs> jobs = new ArrayList<>();
        for (Zone zone : zones) {
            access(zone, configuration)
                    .ifPresent(database -> jobs.add(new ZoneJobs(zone, JobBoard.of(zone, database))));
        }
        if (jobs.isEmpty()) {
            throw new InputProblem(
                    ExitCode.MALFORMED,
                    file.toString(),
                    new Phrase("データベースを使う区画がありません。", "has no zone with a database."),
                    new Phrase(
                            "区画を動かす計算機の設定を --config で指定してください。",
                            "Name the configuration of a machine that runs one with --config."));
        }
        return jobs;
    }

    private static Optional<Supplier<DatabaseAccess>> access(Zone zone, Configuration configuration) {
        return switch (zone) {
            case VAULT -> configuration.vault().map(vault -> VaultAccess.of(vault.home()));
            case PUBLIC -> configuration.relying().flatMap(open -> FeedAccess.of(open.feed()));
            case OFFICE -> Optional.empty();
        };
    }

    /// The problem of whoever cannot reach the database.
    static InputProblem away(Path file, DatabaseFailure why) {
        return new InputProblem(
                ExitCode.UNAVAILABLE,
                file.toString(),
                Phrase.same(String.valueOf(why.getMessage())),
                new Phrase(
                        "設備が動いているか、[public.database] の接続先を確かめてください。",
                        "Look whether the installation runs, and at [public.database]."));
    }
}
