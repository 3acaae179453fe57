package kakehashi.ledger;

import java.util.Locale;

/// A zone of the house. Each has one PostgreSQL role, which may see its own schemas and the orders that concern it.
public enum Zone {
    /// Signs; nobody can connect to it.
    VAULT,
    /// Where officers work.
    OFFICE,
    /// Answers relying parties.
    PUBLIC;

    /// The zone's name in the database: `vault`, `office`, `public`.
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// The PostgreSQL role that the zone's processes log in with.
    public String role() {
        return "kakehashi_" + label();
    }

    /// The zone of a label.
    ///
    /// @throws IllegalArgumentException when no zone is called so
    public static Zone ofLabel(String label) {
        return valueOf(label.toUpperCase(Locale.ROOT));
    }
}
