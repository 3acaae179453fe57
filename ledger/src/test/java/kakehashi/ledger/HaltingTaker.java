package kakehashi.ledger;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/// A process that takes one order of the vault and dies at its work, as if it were killed.
final class HaltingTaker {
    private HaltingTaker() {}

    static Process start(EmbeddedServer server, String database) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        HaltingTaker.class.getName(),
                        Integer.toString(server.port()),
                        database,
                        TestServer.FOLDER
                                .resolve("secrets")
                                .resolve(Zone.VAULT.role())
                                .toString())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /// @param arguments port, database, file of the password
    public static void main(String[] arguments) {
        DatabaseAccess.Login login = new DatabaseAccess.Login(Zone.VAULT.role(), Password.read(Path.of(arguments[2])));
        DatabaseAccess access = new DatabaseAccess(
                "127.0.0.1", Integer.parseInt(arguments[0]), arguments[1], login, new Transport.Loopback());
        OrderBook book = new OrderBook(new RetryPlan(3, Duration.ofMillis(2), Duration.ofMillis(4)));
        try (Database vault = Database.open(access, 2)) {
            OrderTaker.workOne(vault, book, (tx, order) -> {
                Runtime.getRuntime().halt(9);
                return order.id();
            });
        }
    }
}
