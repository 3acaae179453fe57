package kakehashi.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DatabaseTest {
    private static final String NAME = "database_test";
    private static final List<RoomSchema> ROOMS = List.of(
            new RoomSchema("safe", Zone.VAULT, "kakehashi/ledger/rooms/safe"),
            new RoomSchema("desk", Zone.OFFICE, "kakehashi/ledger/rooms/desk"));

    private Database vault;
    private Database office;

    @BeforeAll
    void open() {
        TestServer.prepare(NAME, ROOMS);
        vault = TestServer.open(Zone.VAULT, NAME);
        office = TestServer.open(Zone.OFFICE, NAME);
    }

    @AfterAll
    void close() {
        vault.close();
        office.close();
    }

    private static int count(Transaction tx, String table) {
        return tx.handle()
                .createQuery("SELECT count(*) FROM " + table)
                .mapTo(Integer.class)
                .one();
    }

    private static void execute(Database database, String sql) {
        database.useTransaction(tx -> tx.handle().execute(sql));
    }

    @Test
    void commitsTheWholeOfTheWork() {
        vault.useTransaction(tx -> tx.handle().execute("INSERT INTO safe.secrets VALUES ('one', 1)"));
        assertThat(vault.<Integer>inTransaction(tx -> count(tx, "safe.secrets WHERE name = 'one'")))
                .isEqualTo(1);
    }

    @Test
    void leavesNothingOfWorkThatFails() {
        assertThatThrownBy(() -> vault.useTransaction(tx -> {
                    tx.handle().execute("INSERT INTO safe.secrets VALUES ('two', 2)");
                    throw new IllegalStateException("the work's own");
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the work's own");
        assertThat(vault.<Integer>inTransaction(tx -> count(tx, "safe.secrets WHERE name = 'two'")))
                .isZero();
    }

    @Test
    void undoesAnAttemptAndGoesOn() {
        vault.useTransaction(tx -> {
            assertThat(tx.attempt(() -> tx.handle().execute("INSERT INTO safe.secrets VALUES ('three', NULL)")))
                    .isPresent();
            tx.handle().execute("INSERT INTO safe.secrets VALUES ('four', 4)");
        });
        assertThat(vault.<Integer>inTransaction(tx -> count(tx, "safe.secrets WHERE name IN ('three', 'four')")))
                .isEqualTo(1);
    }

    @Test
    void namesTheConstraintButNoBoundValue() {
        String secret = "Yamada-Hanako";
        String insert = "INSERT INTO safe.secrets VALUES (?, 5)";
        vault.useTransaction(tx -> tx.handle().execute(insert, secret));
        DatabaseFailure failure = catchThrowableOfType(
                DatabaseFailure.class,
                () -> vault.useTransaction(tx -> tx.handle().execute(insert, secret)));
        StringWriter everything = new StringWriter();
        failure.printStackTrace(new PrintWriter(everything));
        assertThat(failure.kind()).isEqualTo(DatabaseFailure.Kind.WRONG);
        assertThat(everything.toString()).contains("23505", "secrets_pkey").doesNotContain(secret);
        DatabaseFailure text = catchThrowableOfType(
                DatabaseFailure.class,
                () -> vault.useTransaction(tx -> tx.handle()
                        .select("SELECT CAST(CAST(? AS text) AS integer)", secret)
                        .mapTo(Integer.class)
                        .one()));
        assertThat(text)
                .hasMessageContaining("22P02")
                .hasMessageNotContaining(secret)
                .hasNoCause();
    }

    @Test
    void keepsTheOfficeOutOfTheVaultsSchema() {
        for (String sql : List.of(
                "SELECT * FROM safe.secrets",
                "INSERT INTO safe.secrets VALUES ('office', 1)",
                "CREATE TABLE safe.mine (x int)",
                "SELECT * FROM ledger.orders",
                "INSERT INTO ledger.orders (id, kind, from_zone, to_zone, body)"
                        + " VALUES (sha256('')::bytea, 'issue', 'vault', 'public', '')",
                "UPDATE ledger.zones SET zone = 'vault' WHERE role = 'kakehashi_office'",
                "SET ROLE kakehashi_vault",
                "SET SESSION AUTHORIZATION kakehashi_vault",
                "CREATE TABLE public.mine (x int)",
                "CREATE TEMPORARY TABLE mine (x int)",
                "CREATE SCHEMA mine",
                "SELECT pg_read_file('/etc/passwd')",
                "COPY desk.papers TO PROGRAM 'cat'")) {
            DatabaseFailure failure = catchThrowableOfType(DatabaseFailure.class, () -> execute(office, sql));
            assertThat(failure).as(sql).isNotNull();
            assertThat(failure.kind()).as(sql).isEqualTo(DatabaseFailure.Kind.FORBIDDEN);
        }
        execute(office, "INSERT INTO desk.papers VALUES ('own')");
    }

    @Test
    void grantsARoomNoMoreThanItsMigrationsDo() {
        assertThatThrownBy(() -> execute(vault, "DELETE FROM safe.secrets"))
                .isInstanceOfSatisfying(
                        DatabaseFailure.class,
                        failure -> assertThat(failure.kind()).isEqualTo(DatabaseFailure.Kind.FORBIDDEN));
    }

    @Test
    void runsNoMigrationTwice() {
        assertThat(Migrations.run(TestServer.SERVER.ownerAccess(NAME), ROOMS)).isZero();
    }

    @Test
    void refusesARoleThatAdministersTheServer() {
        DatabaseAccess.Login superuser =
                new DatabaseAccess.Login("postgres", Password.read(TestServer.FOLDER.resolve("secrets/postgres")));
        assertThatThrownBy(() ->
                        Database.open(TestServer.SERVER.access(Zone.VAULT, NAME).as(superuser), 1))
                .isInstanceOf(DatabaseFailure.class)
                .hasMessageContaining("must not be superuser");
    }

    @Test
    void refusesAWrongPasswordAndAConnectionWithoutTlsToAnotherMachine() {
        DatabaseAccess access = TestServer.SERVER.access(Zone.VAULT, NAME);
        DatabaseAccess.Login wrong = new DatabaseAccess.Login("kakehashi_vault", Password.of("wrong"));
        assertThatThrownBy(() -> Database.open(access.as(wrong), 1)).hasMessageContaining("28P01");
        assertThatThrownBy(() -> new DatabaseAccess("db.example", 5432, NAME, access.login(), new Transport.Loopback()))
                .hasMessageContaining("needs TLS");
        assertThat(access.toString()).doesNotContain(access.login().password().text());
    }
}
