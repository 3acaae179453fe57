package kakehashi.collection;

import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import kakehashi.ledger.Database;
import kakehashi.ledger.DatabaseFailure;

/// Keeps what was collected: in files of this node, and in the database where the node has one. The database may be
/// away at any time; then the node goes by itself.
public final class CollectMemory {
    private static final System.Logger LOG = System.getLogger("kakehashi.collection");

    private final CollectSnapshot snapshot;
    private final Optional<Database> database;
    private final Map<String, Long> rounds = new ConcurrentHashMap<>();

    private CollectMemory(CollectSnapshot snapshot, Optional<Database> database) {
        this.snapshot = snapshot;
        this.database = database;
    }

    /// In files only.
    public static CollectMemory inFolder(Path folder) {
        return new CollectMemory(new CollectSnapshot(folder), Optional.empty());
    }

    /// In the database as well, so that several nodes share it.
    public CollectMemory and(Database shared) {
        return new CollectMemory(snapshot, Optional.of(shared));
    }

    /// What the files hold of a domain.
    Optional<CollectSnapshot.Content> fromDisk(String domain) {
        return snapshot.read(domain);
    }

    /// Whether this node is the one to walk through a domain that is due by its own reckoning.
    boolean claim(String domain, Instant now, Instant next) {
        return asked(db -> db.inTransaction(tx -> CollectStore.claim(tx, domain, now, next)))
                .orElse(true);
    }

    /// What another node saved since this one last looked.
    Optional<CollectSnapshot.Content> fromOthers(String domain) {
        return asked(db -> db.inTransaction(tx -> {
                    long round = CollectStore.round(tx, domain);
                    boolean news = round > rounds.getOrDefault(domain, 0L);
                    Optional<CollectSnapshot.Content> content =
                            news ? Optional.of(CollectStore.load(tx, domain)) : Optional.empty();
                    rounds.put(domain, round);
                    return content;
                }))
                .flatMap(content -> content);
    }

    /// Keeps a domain in a file of this node.
    void toDisk(String domain, CollectedDomain content) {
        try {
            snapshot.write(domain, content);
        } catch (java.io.UncheckedIOException e) {
            LOG.log(Level.WARNING, "the snapshot of a collected domain was not written", e);
        }
    }

    /// Keeps a domain for all nodes. May take as long as the database's own limits.
    void save(String domain, CollectedDomain content, List<CollectEvent> events) {
        asked(db -> db.inTransaction(tx -> CollectStore.save(tx, domain, content, events)))
                .ifPresent(round -> rounds.put(domain, round));
    }

    private <T> Optional<T> asked(java.util.function.Function<Database, T> question) {
        try {
            return database.map(question);
        } catch (DatabaseFailure e) {
            boolean passing = e.kind() == DatabaseFailure.Kind.UNAVAILABLE || e.kind() == DatabaseFailure.Kind.CONFLICT;
            Level level = passing ? Level.WARNING : Level.ERROR;
            LOG.log(level, "collecting goes on without the database: " + e.getMessage());
            return Optional.empty();
        }
    }
}
