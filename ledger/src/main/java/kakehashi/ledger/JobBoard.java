package kakehashi.ledger;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.exceptions.ExecutionException;
import com.github.kagkarlsson.scheduler.exceptions.TaskInstanceCurrentlyExecutingException;
import com.github.kagkarlsson.scheduler.exceptions.TaskInstanceNotFoundException;
import com.github.kagkarlsson.scheduler.serializer.Serializer;
import com.github.kagkarlsson.scheduler.task.TaskInstanceId;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.shaded.jdbc.SQLRuntimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.statement.StatementExceptions;

/// The jobs of a zone as its database has them: read by people and metrics, on any node and beside it.
public final class JobBoard {
    /// "task_data" is the database's word, and the scheduler would make Java objects of it. No job has any.
    static final Serializer NO_DATA = new Serializer() {
        @Override
        public byte[] serialize(Object data) {
            return null;
        }

        @Override
        public <T> T deserialize(Class<T> type, byte[] octets) {
            return null;
        }
    };

    private static final int ATTEMPTS = 5;

    private final Zone zone;
    private final JobConnections connections;
    private final Jdbi jdbi;

    private JobBoard(Zone zone, JobConnections connections) {
        this.zone = zone;
        this.connections = connections;
        this.jdbi = Jdbi.create(connections);
        jdbi.getConfig(StatementExceptions.class).setMessageRendering(StatementExceptions.MessageRendering.NONE);
    }

    /// What comes of asking for a run at once.
    public enum Asked {
        /// It is due now; the next node that looks takes it.
        DUE,
        /// A node is at it already.
        RUNNING,
        /// No node has ever had such a job.
        UNKNOWN
    }

    /// The board of a zone.
    ///
    /// @param access where the database is, under the role of that zone; asked each time
    public static JobBoard of(Zone zone, Supplier<DatabaseAccess> access) {
        return new JobBoard(zone, new JobConnections(access));
    }

    /// Every job that any node of the zone has planned, by name.
    ///
    /// @throws DatabaseFailure when the database fails or is away
    public List<JobState> list() {
        try {
            return jdbi.inTransaction(handle -> JobStore.states(handle, zone));
        } catch (JdbiException e) {
            throw DatabaseFailure.of(e);
        }
    }

    /// One job; empty when no node has planned it.
    ///
    /// @throws DatabaseFailure when the database fails or is away
    public Optional<JobState> find(String name) {
        return list().stream().filter(job -> job.name().equals(name)).findFirst();
    }

    /// Makes a job due now. It runs where the zone's process runs, not here.
    ///
    /// @throws DatabaseFailure when the database fails or is away
    public Asked runNow(String name, Instant now) {
        SchedulerClient client = SchedulerClient.Builder.create(connections)
                .tableName(JobStore.table(zone))
                .serializer(NO_DATA)
                .build();
        for (int attempt = 1; ; attempt++) {
            try {
                return runNow(client, name, now);
            } catch (ExecutionException e) {
                // A node planned or took it between two of our statements.
                if (attempt == ATTEMPTS) {
                    return Asked.RUNNING;
                }
            }
        }
    }

    private static Asked runNow(SchedulerClient client, String name, Instant now) {
        try {
            return client.reschedule(TaskInstanceId.of(name, RecurringTask.INSTANCE), now) ? Asked.DUE : Asked.RUNNING;
        } catch (TaskInstanceCurrentlyExecutingException e) {
            return Asked.RUNNING;
        } catch (TaskInstanceNotFoundException e) {
            return Asked.UNKNOWN;
        } catch (SQLRuntimeException e) {
            throw DatabaseFailure.of(e);
        }
    }

    JobConnections connections() {
        return connections;
    }

    Jdbi jdbi() {
        return jdbi;
    }

    Zone zone() {
        return zone;
    }
}
