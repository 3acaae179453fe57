package kakehashi.platform;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import kakehashi.ledger.DatabaseAccess;
import kakehashi.ledger.EmbeddedServer;
import kakehashi.ledger.Password;
import kakehashi.ledger.Transport;
import kakehashi.ledger.Zone;

/// How a public node reaches the database of the vault's feed, under the role of its zone.
final class FeedAccess {
    private static final String DATABASE = "kakehashi";

    private FeedAccess() {}

    /// Empty where the feed comes from other nodes. The server of a home may have another port after each start, so
    /// it is asked for each time.
    static Optional<Supplier<DatabaseAccess>> of(Configuration.FeedPlace place) {
        return switch (place) {
            case Configuration.FeedPlace.Server server -> Optional.of(() -> access(server));
            case Configuration.FeedPlace.OfHome(Path server) -> Optional.of(() -> access(server));
            case Configuration.FeedPlace.Nodes nodes -> Optional.empty();
        };
    }

    private static DatabaseAccess access(Configuration.FeedPlace.Server server) {
        return new DatabaseAccess(
                server.host(),
                server.port(),
                server.database(),
                new DatabaseAccess.Login(Zone.PUBLIC.role(), Password.read(server.password())),
                server.roots().<Transport>map(Transport.VerifiedTls::new).orElseGet(Transport.Loopback::new));
    }

    private static DatabaseAccess access(Path server) {
        return EmbeddedServer.reach(server, Zone.PUBLIC, DATABASE)
                .orElseThrow(() -> new IllegalStateException("no server runs in " + server));
    }
}
