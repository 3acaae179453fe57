package kakehashi.authority;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import kakehashi.contract.Digest;
import kakehashi.contract.Effect;
import kakehashi.contract.Entry;
import kakehashi.x509.Bytes;
import kakehashi.x509.DerReader;

/// Picks out of the chain what [LogHistory] reads.
public final class HistoryItems {
    private final Function<Digest, Optional<Bytes>> documents;
    private final List<Bytes> items = new ArrayList<>();

    /// @param documents by their digests; what is gone is left out, and then not proven
    public HistoryItems(Function<Digest, Optional<Bytes>> documents) {
        this.documents = documents;
    }

    /// The entries of one group; those of a ceremony are all in one.
    public void take(Bytes entries) {
        List<Bytes> ders = new ArrayList<>();
        List<Entry> read = new ArrayList<>();
        DerReader reader = new DerReader(entries);
        while (reader.hasNext()) {
            Bytes der = reader.any();
            ders.add(der);
            read.add(Entry.parse(der).orElseThrow());
        }
        boolean matters =
                read.stream().flatMap(entry -> entry.effects().stream()).anyMatch(HistoryItems::matters);
        for (int i = 0; matters && i < read.size(); i++) {
            Entry entry = read.get(i);
            if (entry.cause() instanceof Entry.Cause.Ceremony(Digest name, var signatures)) {
                items.add(ders.get(i));
                document(name);
            } else if (entry.effects().stream().anyMatch(HistoryItems::matters)) {
                items.add(ders.get(i));
            }
            entry.effects().forEach(this::changed);
        }
    }

    private static boolean matters(Effect effect) {
        return effect instanceof Effect.Keys || effect instanceof Effect.TreeCut;
    }

    private void changed(Effect effect) {
        if (effect instanceof Effect.Keys(Digest digest)) {
            document(digest);
        }
    }

    private void document(Digest digest) {
        documents.apply(digest).filter(bytes -> !items.contains(bytes)).ifPresent(items::add);
    }

    /// What was picked.
    public List<Bytes> all() {
        return List.copyOf(items);
    }
}
