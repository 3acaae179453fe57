package kakehashi.demo;

import java.nio.file.Path;
import kakehashi.ledger.DatabaseAccess;
import kakehashi.ledger.EmbeddedServer;
import kakehashi.terminal.HomeSettings.DatabasePlace;

/// The PostgreSQL server of the demonstration, with a database for each installation.
sealed interface DemoServer extends AutoCloseable permits DemoServer.Own, OutsideDemoServer {
    /// Makes a domain's database; leaves one that exists as it is.
    void createDatabase(DemoDomain domain);

    /// Where a domain's database is.
    DatabasePlace place(DemoDomain domain);

    /// How the owner of a domain's tables reaches them: who has stolen that password, say.
    DatabaseAccess ownerAccess(DemoDomain domain);

    @Override
    void close();

    /// A server of our own in the folder, started.
    static DemoServer own(Path folder) {
        Path home = folder.resolve("postgres");
        return new Own(home, EmbeddedServer.start(home, 0));
    }

    /// A server of our own.
    ///
    /// @param folder where it lies
    record Own(Path folder, EmbeddedServer server) implements DemoServer {
        private static String database(DemoDomain domain) {
            return "demo_" + domain.folder();
        }

        @Override
        public void createDatabase(DemoDomain domain) {
            server.createDatabase(database(domain));
        }

        @Override
        public DatabasePlace place(DemoDomain domain) {
            return new DatabasePlace.Beside(folder, database(domain));
        }

        @Override
        public DatabaseAccess ownerAccess(DemoDomain domain) {
            return server.ownerAccess(database(domain));
        }

        @Override
        public void close() {
            server.close();
        }
    }
}
