/// # ledger
///
/// **Purpose.** PostgreSQL for every room that remembers: transactions, migrations and one role per zone; the order
/// book between the zones; the verifiable audit log.
///
/// **Principal.** [kakehashi.ledger.Database], [kakehashi.ledger.OrderBook] and [kakehashi.ledger.AuditLog].
///
/// **May see.** x509 (`Bytes` and DER), files; HikariCP, Jdbi, Flyway, db-scheduler, the PostgreSQL driver and the
/// embedded server; the JDK's HTTP client, to ask witnesses.
///
/// **Never.** Interprets no order: its bytes are opaque here. Holds no signing key: a checkpoint is signed by a
/// function handed in. Reads no wall clock. Lets no bound value into an exception. Serves no request as superuser.
package kakehashi.ledger;
