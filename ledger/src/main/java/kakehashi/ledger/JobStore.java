package kakehashi.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// The tables of jobs: a zone's plan, which the scheduler writes, and the last run of each.
final class JobStore {
    private static final String RECORD = """
            INSERT INTO ledger.job_runs (zone, job, node, began_at, ended_at, verdict, sentence)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (zone, job) DO UPDATE
               SET node = excluded.node, began_at = excluded.began_at, ended_at = excluded.ended_at,
                   verdict = excluded.verdict, sentence = excluded.sentence""";
    private static final String STATES = """
            SELECT p.task_name, p.execution_time, p.picked, p.picked_by,
                   r.node, r.began_at, r.ended_at, r.verdict, r.sentence
              FROM ledger.jobs_%s p LEFT JOIN ledger.job_runs r ON r.zone = ? AND r.job = p.task_name
             ORDER BY p.task_name""";

    private JobStore() {}

    /// The scheduler's table of a zone.
    static String table(Zone zone) {
        return "ledger.jobs_" + zone.label();
    }

    static void record(Handle handle, Zone zone, String job, JobState.Run run) {
        handle.execute(
                RECORD,
                zone.label(),
                job,
                run.node(),
                run.began().atOffset(ZoneOffset.UTC),
                run.ended().atOffset(ZoneOffset.UTC),
                run.result().verdict().label(),
                run.result().sentence());
    }

    static List<JobState> states(Handle handle, Zone zone) {
        return handle.select(String.format(STATES, zone.label()), zone.label())
                .map((row, context) -> state(row))
                .list();
    }

    private static JobState state(ResultSet row) throws SQLException {
        Optional<String> running = row.getBoolean("picked")
                ? Optional.of(Optional.ofNullable(row.getString("picked_by")).orElse(""))
                : Optional.empty();
        Optional<JobState.Run> last = row.getString("node") == null ? Optional.empty() : Optional.of(run(row));
        return new JobState(row.getString("task_name"), time(row, "execution_time"), running, last);
    }

    private static JobState.Run run(ResultSet row) throws SQLException {
        return new JobState.Run(
                row.getString("node"),
                time(row, "began_at"),
                time(row, "ended_at"),
                new JobResult(JobResult.Verdict.ofLabel(row.getString("verdict")), row.getString("sentence")));
    }

    private static Instant time(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
