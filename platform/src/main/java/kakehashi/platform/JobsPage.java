package kakehashi.platform;

import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import kakehashi.console.CommonOptions;
import kakehashi.console.Console;
import kakehashi.console.ExitCode;
import kakehashi.console.JsonText;
import kakehashi.console.Phrase;
import kakehashi.ledger.JobResult;
import kakehashi.ledger.JobState;
import kakehashi.ledger.Jobs;
import kakehashi.ledger.Zone;

/// How jobs stand, for a person, or as JSON: `jobs` with `zone`, `name`, `next`, and where there are, `running` and
/// `last` (`node`, `began`, `ended`, `verdict`, `sentence`).
///
/// @param zone whose the job is
/// @param job how it stands
record JobsPage(Zone zone, JobState job) {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'JST'").withZone(Jobs.JAPAN);

    /// Shows them, and answers whether all is well with what was run last.
    static ExitCode show(Console console, CommonOptions common, List<JobsPage> jobs) {
        if (common.json()) {
            console.out()
                    .println(JsonText.of(
                            Map.of("jobs", jobs.stream().map(JobsPage::json).toList())));
        } else if (jobs.isEmpty()) {
            console.line(new Phrase("予定された仕事はありません。", "no job is planned."));
        } else {
            jobs.forEach(one -> one.show(console));
        }
        return jobs.stream().allMatch(JobsPage::isWell) ? ExitCode.YES : ExitCode.NO;
    }

    private boolean isWell() {
        return job.last()
                .map(run -> run.result().verdict() == JobResult.Verdict.FINE)
                .orElse(true);
    }

    private void show(Console console) {
        console.line(job.name() + " (" + zone.label() + ")");
        console.line(new Phrase("  次回    %s", "  next     %s").with(TIME.format(job.next())));
        job.running().ifPresent(node -> console.line(new Phrase("  実行中  %s", "  running  %s").with(node)));
        if (job.last().isEmpty()) {
            console.line(new Phrase("  前回    まだ実行されていません", "  last     has not run yet"));
        }
        job.last().ifPresent(run -> {
            console.line(new Phrase("  前回    %s  ", "  last     %s  ")
                    .with(TIME.format(run.ended()))
                    .then(words(run.result().verdict())));
            console.line(
                    new Phrase("  結果    %s", "  result   %s").with(run.result().sentence()));
        });
    }

    private static Phrase words(JobResult.Verdict verdict) {
        return switch (verdict) {
            case FINE -> new Phrase("正常", verdict.label());
            case FOUND -> new Phrase("要確認", verdict.label());
            case FAILED -> new Phrase("失敗", verdict.label());
        };
    }

    private Map<String, Object> json() {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("zone", zone.label());
        document.put("name", job.name());
        document.put("next", job.next().toString());
        job.running().ifPresent(node -> document.put("running", node));
        job.last().ifPresent(run -> document.put("last", json(run)));
        return document;
    }

    private static Map<String, Object> json(JobState.Run run) {
        Map<String, Object> last = new LinkedHashMap<>();
        last.put("node", run.node());
        last.put("began", run.began().toString());
        last.put("ended", run.ended().toString());
        last.put("verdict", run.result().verdict().label());
        last.put("sentence", run.result().sentence());
        return last;
    }
}
