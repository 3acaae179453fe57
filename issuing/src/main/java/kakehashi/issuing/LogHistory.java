package kakehashi.issuing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import kakehashi.authority.RuleOrders;
import kakehashi.contract.CustodianSignature;
import kakehashi.contract.Digest;
import kakehashi.contract.Effect;
import kakehashi.contract.Entry;
import kakehashi.contract.Genesis;
import kakehashi.contract.KeyChange;
import kakehashi.contract.Keys;
import kakehashi.contract.KeysBody;
import kakehashi.contract.Reconcile;
import kakehashi.ledger.CheckpointKey;
import kakehashi.ledger.CheckpointSigner;
import kakehashi.ledger.LogEra;
import kakehashi.ledger.Zone;
import kakehashi.x509.Bytes;

/// The times of a zone's log, proven from genesis: genesis names the first key; from then on only the custodians in
/// force name others (docs/adr/0006, Keys), and only they say that the tree was cut (docs/adr/0005). No server and
/// no database is asked: the entries and documents travel with the export.
public final class LogHistory {
    private final Genesis genesis;
    private final Zone zone;
    private final Map<Digest, Bytes> documents = new HashMap<>();
    private final List<LogEra> eras = new ArrayList<>();
    private final List<Effect> ceremony = new ArrayList<>();
    private Optional<Held> open = Optional.empty();
    private Keys keys;
    private long change;
    private int cuts;

    private record Held(Digest name, List<CustodianSignature> signatures) {}

    private LogHistory(Genesis genesis, Zone zone) {
        this.genesis = genesis;
        this.zone = zone;
        this.keys = genesis.keys();
        eras.add(LogEra.only(key()));
    }

    /// The times of the log.
    ///
    /// @param items entries of the chain in their order, and the documents that they name, as
    /// [Archive#logHistory] answers them
    /// @throws IllegalArgumentException when custodians in force did not sign a change or a cut, or something is
    ///     missing; the message is one English sentence
    public static List<LogEra> of(Genesis genesis, Zone zone, List<Bytes> items) {
        LogHistory history = new LogHistory(genesis, zone);
        items.forEach(item -> history.documents.put(Digest.of(item), item));
        for (Bytes item : items) {
            Entry.parse(item).toOptional().ifPresent(history::take);
        }
        history.finish();
        return List.copyOf(history.eras);
    }

    private CheckpointKey key() {
        String origin = CheckpointSigner.origin(genesis.origin(), zone, cuts);
        return keys.checkpoints().stream()
                .filter(one -> one.zone() == Checkpoints.zone(zone))
                .flatMap(one -> CheckpointKey.ofPublicKey(origin, one.key()).stream())
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no Ed25519 key is named for the zone"));
    }

    private void take(Entry entry) {
        if (entry.cause() instanceof Entry.Cause.Ceremony(Digest name, List<CustodianSignature> signatures)) {
            if (open.filter(held -> held.name().equals(name)).isEmpty()) {
                finish();
                open = Optional.of(new Held(name, signatures));
            }
            ceremony.addAll(entry.effects());
        } else {
            finish();
        }
        for (Effect effect : entry.effects()) {
            if (effect instanceof Effect.Keys(Digest digest)) {
                change(digest);
            }
        }
    }

    private Bytes document(Digest digest) {
        return Optional.ofNullable(documents.get(digest))
                .orElseThrow(() -> new IllegalArgumentException("a document of the log's history is missing"));
    }

    private void change(Digest digest) {
        Optional<KeyChange> next = KeysBody.parse(document(digest))
                .toOptional()
                .filter(body -> RuleOrders.isSignedByCustodians(body.change(), body.signatures(), keys))
                .flatMap(body -> KeyChange.parse(body.change()).toOptional())
                .filter(read -> isOurs(read.installation()) && read.change() == change + 1);
        KeyChange read = next.orElseThrow(() -> new IllegalArgumentException(
                "the custodians in force did not sign the change of keys " + (change + 1)));
        keys = read.keys();
        change = read.change();
        if (!key().equals(eras.getLast().key())) {
            eras.add(LogEra.only(key()));
        }
    }

    /// An installation is called by the entry that genesis and its first node make.
    private boolean isOurs(Digest installation) {
        return genesis.nodes().stream()
                .anyMatch(node -> Founding.entryOf(genesis, node).digest().equals(installation));
    }

    /// A ceremony's entries are over: it decided what its statement names, and a quorum signed that.
    private void finish() {
        if (open.isEmpty()) {
            return;
        }
        Bytes statement = document(open.get().name());
        Optional<Reconcile> reconcile = Reconcile.parse(statement)
                .toOptional()
                .filter(read -> isOurs(read.installation())
                        && Ceremonies.digest(ceremony).equals(read.effects())
                        && RuleOrders.isSignedByCustodians(statement, open.get().signatures(), keys));
        Reconcile read = reconcile.orElseThrow(
                () -> new IllegalArgumentException("the custodians in force did not sign a cut of the tree"));
        for (Effect effect : ceremony) {
            if (effect instanceof Effect.TreeCut cut && cut.zone() == Checkpoints.zone(zone)) {
                cuts++;
                LogEra.Cut told = new LogEra.Cut(
                        cut.kept(),
                        cut.signed(),
                        cut.root().octets(),
                        name(read.id().toString(), read.at()));
                eras.add(new LogEra(key(), Optional.of(told)));
            }
        }
        ceremony.clear();
        open = Optional.empty();
    }

    private static String name(String id, Instant at) {
        return id + " of " + at;
    }
}
