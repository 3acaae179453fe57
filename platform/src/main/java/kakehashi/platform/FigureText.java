package kakehashi.platform;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.function.ToLongFunction;
import kakehashi.ledger.JobState;
import kakehashi.ledger.WitnessState;

/// Figures in the text format of Prometheus (version 0.0.4), of a process without a web server.
final class FigureText {
    private final StringBuilder out = new StringBuilder();

    void family(String name, String help) {
        out.append("# HELP ").append(name).append(' ').append(help).append('\n');
        out.append("# TYPE ").append(name).append(" gauge\n");
    }

    void sample(String name, long value) {
        out.append(name).append(' ').append(value).append('\n');
    }

    /// @param text letters, digits and hyphens
    void sample(String name, String label, String text, long value) {
        out.append(name).append('{').append(label).append("=\"").append(text).append("\"} ");
        out.append(value).append('\n');
    }

    /// The jobs of a zone.
    void jobs(List<JobState> jobs) {
        each(jobs, "kakehashi_job_next_timestamp_seconds", "When the job is due.", job -> seconds(job.next()));
        each(
                jobs,
                "kakehashi_job_last_timestamp_seconds",
                "When the job ended last; 0 before the first time.",
                job -> job.last().map(run -> seconds(run.ended())).orElse(0L));
        each(
                jobs,
                "kakehashi_job_last_duration_seconds",
                "How long it took.",
                job -> job.last()
                        .map(run -> seconds(run.ended()) - seconds(run.began()))
                        .orElse(0L));
        each(
                jobs,
                "kakehashi_job_last_verdict",
                "0 fine, 1 found something, 2 failed.",
                job -> job.last().map(run -> run.result().verdict().ordinal()).orElse(0));
    }

    /// The witnesses of the audit trees.
    void witnesses(Collection<WitnessState> witnesses) {
        family("kakehashi_witness_last_timestamp_seconds", "When the witness cosigned last; 0 before the first time.");
        witnesses.forEach(one -> sample(
                "kakehashi_witness_last_timestamp_seconds",
                "tree",
                one.zone().label() + "\",witness=\""
                        + one.witness().replace("\\", "\\\\").replace("\"", "\\\""),
                one.cosigned().map(FigureText::seconds).orElse(0L)));
    }

    private static long seconds(Instant time) {
        return time.getEpochSecond();
    }

    private void each(List<JobState> jobs, String name, String help, ToLongFunction<JobState> value) {
        family(name, help);
        jobs.forEach(job -> sample(name, "job", job.name(), value.applyAsLong(job)));
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
