package kakehashi.ledger;

import java.nio.file.Path;

/// A process that starts a server and dies without stopping it, as if it were killed.
final class HaltingServer {
    private HaltingServer() {}

    /// @param arguments the server's folder
    public static void main(String[] arguments) {
        EmbeddedServer server = EmbeddedServer.start(Path.of(arguments[0]), 0);
        server.createDatabase("kept");
        Migrations.run(server.ownerAccess("kept"), EmbeddedServerRestartTest.ROOMS);
        try (Database vault = Database.open(server.access(Zone.VAULT, "kept"), 1)) {
            vault.useTransaction(tx -> tx.handle().execute("INSERT INTO safe.secrets VALUES ('kept', 1)"));
        }
        Runtime.getRuntime().halt(9);
    }
}
