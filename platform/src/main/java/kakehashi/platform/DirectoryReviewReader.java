package kakehashi.platform;

import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import kakehashi.repository.OutsideDirectory;
import kakehashi.repository.Repository;

/// Reads when outside directories are compared with what is published: `[public.jobs]`.
final class DirectoryReviewReader {
    private static final LocalTime USUAL = LocalTime.of(4, 0);
    private static final Map<String, Repository.Reconciliation> WAYS =
            Map.of("show", Repository.Reconciliation.SHOW, "mend", Repository.Reconciliation.MEND);

    private final ConfigSection open;

    DirectoryReviewReader(ConfigSection open) {
        this.open = open;
    }

    /// Empty without a directory, and where the node has no database: then no node could know of the other's run.
    Optional<Configuration.DirectoryReview> read(
            List<OutsideDirectory> directories, Optional<Configuration.FeedPlace> feed) {
        Optional<ConfigSection> jobs = open.section("jobs");
        Optional<LocalTime> usual = Optional.of(USUAL);
        Optional<LocalTime> at =
                jobs.map(section -> section.time("reconcile", usual)).orElse(usual);
        Repository.Reconciliation what =
                jobs.flatMap(section -> section.word("differences", WAYS)).orElse(Repository.Reconciliation.MEND);
        boolean ofNodes = feed.filter(place -> place instanceof Configuration.FeedPlace.Nodes)
                .isPresent();
        if (ofNodes && jobs.filter(section -> section.has("reconcile")).isPresent()) {
            jobs.orElseThrow()
                    .fault(
                            "reconcile",
                            "他の公開ノードからフィードを取るノードでは、定時の仕事はできません。データベースのある公開ノードに書いてください。",
                            "there is no database: a node that has its feed from other nodes does no jobs. Write it on one"
                                    + " with a database.");
        }
        return directories.isEmpty() || ofNodes
                ? Optional.empty()
                : at.map(time -> new Configuration.DirectoryReview(time, what));
    }
}
