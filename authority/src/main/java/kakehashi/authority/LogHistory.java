package kakehashi.authority;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import kakehashi.contract.AuditedZone;
import kakehashi.contract.CustodianSignature;
import kakehashi.contract.Digest;
import kakehashi.contract.Effect;
import kakehashi.contract.Entry;
import kakehashi.contract.Genesis;
import kakehashi.contract.KeyChange;
import kakehashi.contract.Keys;
import kakehashi.contract.KeysBody;
import kakehashi.contract.Reconcile;
import kakehashi.x509.Bytes;
import kakehashi.x509.SubjectPublicKeyInfo;

/// The times of a zone's audit log, proven from genesis: genesis names the first key; from then on only the
/// custodians in force name others (docs/adr/0006, Keys), and only they say that the tree was cut (docs/adr/0008).
/// No server and no database is asked: the entries and documents travel with the export.
public final class LogHistory {
    private final Genesis genesis;
    private final AuditedZone zone;
    private final Map<Digest, Bytes> documents = new HashMap<>();
    private final List<Time> times = new ArrayList<>();
    private final List<Effect> ceremony = new ArrayList<>();
    private Optional<Held> open = Optional.empty();
    private Keys keys;
    private long change;
    private int cuts;

    private record Held(Digest name, List<CustodianSignature> signatures) {}

    /// A time of the log.
    ///
    /// @param key under which its checkpoints stand
    /// @param cuts how many times the tree had been cut then
    /// @param begun the cut that it began with; empty for the first time and after a change of keys
    public record Time(SubjectPublicKeyInfo key, int cuts, Optional<Cut> begun) {}

    /// A cut, and the reconcile order that says so.
    ///
    /// @param order its name and time, for people
    public record Cut(Effect.TreeCut effect, String order) {}

    private LogHistory(Genesis genesis, AuditedZone zone) {
        this.genesis = genesis;
        this.zone = zone;
        this.keys = genesis.keys();
        times.add(new Time(key(), 0, Optional.empty()));
    }

    /// The times of the log, the first one first.
    ///
    /// @param items entries of the chain in their order, and the documents that they name, as [HistoryItems] picks
    /// them
    /// @throws IllegalArgumentException when custodians in force did not sign a change or a cut, or something is
    ///     missing; the message is one English sentence
    public static List<Time> of(Genesis genesis, AuditedZone zone, List<Bytes> items) {
        LogHistory history = new LogHistory(genesis, zone);
        items.forEach(item -> history.documents.put(Digest.of(item), item));
        for (Bytes item : items) {
            Entry.parse(item).toOptional().ifPresent(history::take);
        }
        history.finish();
        return List.copyOf(history.times);
    }

    private SubjectPublicKeyInfo key() {
        return keys.checkpoints().stream()
                .filter(one -> one.zone() == zone)
                .map(Keys.Checkpoint::key)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no key is named for the zone"));
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
        KeyChange next = KeysBody.parse(document(digest))
                .toOptional()
                .filter(body -> RuleOrders.isSignedByCustodians(body.change(), body.signatures(), keys))
                .flatMap(body -> KeyChange.parse(body.change()).toOptional())
                .filter(read -> isOurs(read.installation()) && read.change() == change + 1)
                .orElseThrow(() -> new IllegalArgumentException(
                        "the custodians in force did not sign the change of keys " + (change + 1)));
        keys = next.keys();
        change = next.change();
        if (!key().equals(times.getLast().key())) {
            times.add(new Time(key(), cuts, Optional.empty()));
        }
    }

    /// An installation is called by the entry that genesis and its first node make.
    private boolean isOurs(Digest installation) {
        return genesis.nodes().stream()
                .anyMatch(node -> genesis.entry(node).digest().equals(installation));
    }

    /// A ceremony's entries are over: it decided what its statement names, and a quorum signed that.
    private void finish() {
        if (open.isEmpty()) {
            return;
        }
        Bytes statement = document(open.get().name());
        Reconcile signed = Reconcile.parse(statement)
                .toOptional()
                .filter(read -> isOurs(read.installation())
                        && Reconcile.digestOf(ceremony).equals(read.effects())
                        && RuleOrders.isSignedByCustodians(statement, open.get().signatures(), keys))
                .orElseThrow(
                        () -> new IllegalArgumentException("the custodians in force did not sign a cut of the tree"));
        for (Effect effect : ceremony) {
            if (effect instanceof Effect.TreeCut cut && cut.zone() == zone) {
                cuts++;
                times.add(new Time(key(), cuts, Optional.of(new Cut(cut, signed.id() + " of " + signed.at()))));
            }
        }
        ceremony.clear();
        open = Optional.empty();
    }
}
