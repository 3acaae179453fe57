package kakehashi.collection;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import kakehashi.collection.CollectedSource.Had;
import kakehashi.collection.CollectedSource.Trouble;
import kakehashi.ledger.RoomSchema;
import kakehashi.ledger.Transaction;
import kakehashi.ledger.Zone;
import kakehashi.x509.Bytes;
import kakehashi.x509.Crl;
import org.jdbi.v3.core.Handle;

/// The rows of what was collected, shared by the public nodes: one of them walks through a domain, the others read.
final class CollectStore {
    /// Where the room's migrations lie.
    static final RoomSchema SCHEMA = new RoomSchema("collection", Zone.PUBLIC, "kakehashi/collection/migrations");

    private CollectStore() {}

    private static OffsetDateTime time(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }

    /// Whether this node is the one to walk; no other gets the same answer before the next round is due.
    static boolean claim(Transaction tx, String domain, Instant now, Instant next) {
        return tx.handle()
                        .createUpdate("""
                INSERT INTO collection.collected_domains (name, next_round, round) VALUES (:name, :next, 0)
                ON CONFLICT (name) DO UPDATE SET next_round = :next
                WHERE collection.collected_domains.next_round <= :now""")
                        .bind("name", domain)
                        .bind("next", time(next))
                        .bind("now", time(now))
                        .execute()
                == 1;
    }

    /// The number of the last round that was saved; 0 before the first.
    static long round(Transaction tx, String domain) {
        return tx.handle()
                .select("SELECT round FROM collection.collected_domains WHERE name = ?", domain)
                .mapTo(Long.class)
                .findOne()
                .orElse(0L);
    }

    /// Puts a domain in the place of what was there.
    ///
    /// @return the number of this round
    static long save(Transaction tx, String domain, CollectedDomain content, List<CollectEvent> events) {
        Handle handle = tx.handle();
        long round =
                handle.createQuery("""
                INSERT INTO collection.collected_domains (name, next_round, round) VALUES (:name, '-infinity', 1)
                ON CONFLICT (name) DO UPDATE SET round = collection.collected_domains.round + 1
                RETURNING round""").bind("name", domain).mapTo(Long.class).one();
        handle.execute("DELETE FROM collection.collected_sources WHERE domain = ?", domain);
        content.sources().values().forEach(source -> saveSource(handle, domain, source));
        saveCrls(handle, domain, content.crls());
        saveEvents(handle, events);
        return round;
    }

    private static void saveSource(Handle handle, String domain, CollectedSource source) {
        handle.execute(
                """
                INSERT INTO collection.collected_sources
                    (domain, place, tried_at, had_at, tag, failure, detail, failures)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)""",
                domain,
                source.place(),
                time(source.triedAt()),
                source.had().map(had -> time(had.at())).orElse(null),
                source.had().flatMap(Had::tag).orElse(null),
                source.trouble().map(trouble -> trouble.failure().label()).orElse(null),
                source.trouble().map(Trouble::detail).orElse(null),
                source.trouble().map(Trouble::times).orElse(0));
        int number = 0;
        for (Bytes piece : source.pieces()) {
            handle.execute("""
                INSERT INTO collection.collected_pieces (domain, place, number, octets) VALUES (?, ?, ?, ?)""", domain, source.place(), number++, piece.toArray());
        }
    }

    private static void saveCrls(Handle handle, String domain, List<Crl> crls) {
        String kept = crls.stream().map(crl -> crl.fingerprint().toString()).collect(Collectors.joining(","));
        handle.execute("""
                DELETE FROM collection.collected_crls
                WHERE domain = ? AND NOT encode(digest, 'hex') = ANY (string_to_array(?, ','))""", domain, kept);
        for (Crl crl : crls) {
            handle.execute(
                    """
                INSERT INTO collection.collected_crls (domain, digest, issuer, this_update, next_update, crl)
                VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (domain, digest) DO NOTHING""",
                    domain,
                    crl.fingerprint().toArray(),
                    CollectEvent.fit(crl.issuer().toString()),
                    time(crl.thisUpdate()),
                    crl.nextUpdate().map(CollectStore::time).orElse(null),
                    crl.der().toArray());
        }
    }

    private static void saveEvents(Handle handle, List<CollectEvent> events) {
        for (CollectEvent event : events) {
            handle.execute(
                    """
                INSERT INTO collection.collection_events (at, domain, what, subject, detail)
                VALUES (?, ?, ?, ?, ?)""", time(event.at()), event.domain(), event.what().label(), event.subject(), event.detail());
        }
    }

    /// What was saved last; without sources before the first time.
    static CollectSnapshot.Content load(Transaction tx, String domain) {
        Map<String, List<Bytes>> pieces = new LinkedHashMap<>();
        tx.handle()
                .select("""
                SELECT place, octets FROM collection.collected_pieces WHERE domain = ? ORDER BY place, number""", domain)
                .map((row, context) -> Map.entry(row.getString("place"), Bytes.wrap(row.getBytes("octets"))))
                .forEach(one -> pieces.computeIfAbsent(one.getKey(), place -> new ArrayList<>())
                        .add(one.getValue()));
        Map<String, CollectedSource> sources = new LinkedHashMap<>();
        tx.handle()
                .select("""
                SELECT place, tried_at, had_at, tag, failure, detail, failures
                FROM collection.collected_sources WHERE domain = ?""", domain)
                .map((row, context) -> source(row, pieces))
                .forEach(source -> sources.put(source.place(), source));
        return new CollectSnapshot.Content(sources, crls(tx, domain));
    }

    private static CollectedSource source(ResultSet row, Map<String, List<Bytes>> pieces) throws SQLException {
        String place = row.getString("place");
        OffsetDateTime had = row.getObject("had_at", OffsetDateTime.class);
        String failure = row.getString("failure");
        return new CollectedSource(
                place,
                row.getObject("tried_at", OffsetDateTime.class).toInstant(),
                had == null
                        ? Optional.empty()
                        : Optional.of(new Had(
                                had.toInstant(),
                                Optional.ofNullable(row.getString("tag")),
                                pieces.getOrDefault(place, List.of()))),
                failure == null
                        ? Optional.empty()
                        : Optional.of(new Trouble(
                                FetchFailure.ofLabel(failure), row.getString("detail"), row.getInt("failures"))));
    }

    private static List<Crl> crls(Transaction tx, String domain) {
        return tx
                .handle()
                .select("SELECT crl FROM collection.collected_crls WHERE domain = ? ORDER BY this_update", domain)
                .map((row, context) -> Crl.parse(Bytes.wrap(row.getBytes("crl"))))
                .list()
                .stream()
                .flatMap(crl -> crl.toOptional().stream())
                .toList();
    }
}
