package kakehashi.ledger;

import java.sql.SQLException;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/// The database could not do what was asked. A dependency that is down, a conflict that may be tried again, or a
/// mistake of ours; never a "no" of the domain.
///
/// The message names the SQLSTATE and the constraint. It never carries a bound value, nor the driver's or the
/// server's text, nor the driver's exception as its cause: these quote what people entered.
/// Only a start or a migration that fails has a cause; neither binds values of persons.
public final class DatabaseFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /// What can be done about a failure.
    public enum Kind {
        /// The server cannot be reached, is starting, or broke the connection. Later it may be there again.
        UNAVAILABLE,
        /// Two transactions met. The same again may succeed at once.
        CONFLICT,
        /// The role may not do that.
        FORBIDDEN,
        /// The statement is wrong, or the data break a constraint.
        WRONG,
        /// The server or its folder cannot be used as it is; somebody must act.
        NOT_USABLE
    }

    private final Kind kind;
    private final String sqlState;

    private DatabaseFailure(Kind kind, String sqlState, String message) {
        super(message);
        this.kind = kind;
        this.sqlState = sqlState;
    }

    static DatabaseFailure notUsable(String sentence) {
        return new DatabaseFailure(Kind.NOT_USABLE, "", sentence);
    }

    /// What is fit to be told of an exception: the SQLSTATE and names of the schema, from the innermost cause.
    static DatabaseFailure of(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                return ofSql(sql, thrown);
            }
        }
        return withTrace(
                thrown,
                Kind.WRONG,
                "",
                "database access failed: " + thrown.getClass().getName());
    }

    private static DatabaseFailure ofSql(SQLException sql, Throwable thrown) {
        String state = sql.getSQLState() == null ? "" : sql.getSQLState();
        StringBuilder message = new StringBuilder("PostgreSQL answers SQLSTATE ").append(state.isEmpty() ? "–" : state);
        if (sql instanceof PSQLException postgres && postgres.getServerErrorMessage() != null) {
            ServerErrorMessage server = postgres.getServerErrorMessage();
            append(message, " schema ", server.getSchema());
            append(message, " table ", server.getTable());
            append(message, " constraint ", server.getConstraint());
        }
        return withTrace(thrown, kindOf(state), state, message.toString());
    }

    private static void append(StringBuilder message, String label, String name) {
        if (name != null) {
            message.append(label).append(name);
        }
    }

    private static DatabaseFailure withTrace(Throwable thrown, Kind kind, String state, String message) {
        DatabaseFailure failure = new DatabaseFailure(kind, state, message);
        failure.setStackTrace(thrown.getStackTrace());
        return failure;
    }

    /// PostgreSQL, appendix A: classes 08, 53, 57, 58 are about the connection and the server; 40 is about
    /// transactions that met; 42501 and class 28 are about rights.
    private static Kind kindOf(String state) {
        if (state.startsWith("40") || state.equals("55P03")) {
            return Kind.CONFLICT;
        }
        if (state.equals("42501") || state.startsWith("28")) {
            return Kind.FORBIDDEN;
        }
        boolean away = state.isEmpty() || state.matches("(08|53|57|58).*");
        return away ? Kind.UNAVAILABLE : Kind.WRONG;
    }

    /// What can be done about it.
    public Kind kind() {
        return kind;
    }

    /// The five characters of the SQLSTATE, or none.
    public String sqlState() {
        return sqlState;
    }
}
