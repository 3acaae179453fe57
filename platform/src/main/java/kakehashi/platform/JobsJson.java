package kakehashi.platform;

import java.util.List;
import java.util.stream.Collectors;
import kakehashi.ledger.JobState;
import kakehashi.ledger.Zone;

/// Jobs as JSON, in a process whose folder has no library for it: `jobs` with `zone`, `name`, `next`, and where
/// there are, `running` and `last` (`node`, `began`, `ended`, `verdict`, `sentence`).
final class JobsJson {
    private static final char FIRST_PRINTABLE = 0x20;

    private JobsJson() {}

    static String text(List<String> jobs) {
        return "{\"jobs\":[" + String.join(",", jobs) + "]}";
    }

    static String of(Zone zone, JobState job) {
        String running =
                job.running().map(node -> ",\"running\":" + quoted(node)).orElse("");
        String last = job.last().map(run -> ",\"last\":" + of(run)).orElse("");
        return "{\"zone\":" + quoted(zone.label()) + ",\"name\":" + quoted(job.name()) + ",\"next\":"
                + quoted(job.next().toString()) + running + last + "}";
    }

    private static String of(JobState.Run run) {
        return "{\"node\":" + quoted(run.node()) + ",\"began\":"
                + quoted(run.began().toString()) + ",\"ended\":"
                + quoted(run.ended().toString()) + ",\"verdict\":"
                + quoted(run.result().verdict().label()) + ",\"sentence\":"
                + quoted(run.result().sentence()) + "}";
    }

    private static String quoted(String text) {
        return text.chars().mapToObj(JobsJson::escaped).collect(Collectors.joining("", "\"", "\""));
    }

    private static String escaped(int c) {
        if (c == '"' || c == '\\') {
            return "\\" + (char) c;
        }
        return c < FIRST_PRINTABLE ? String.format("\\u%04x", c) : String.valueOf((char) c);
    }
}
