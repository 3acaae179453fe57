package kakehashi.authority;

import java.util.ArrayList;
import java.util.List;
import kakehashi.contract.AuditedZone;
import kakehashi.contract.Effect;

/// Where the zones' audit trees were cut by a restore, as reconcile ceremonies have it: a fold of the chain.
public final class TreeCuts {
    private record Known(Effect.TreeCut cut, long entry) {}

    private final List<Known> cuts = new ArrayList<>();

    void add(Effect.TreeCut cut, long entry) {
        cuts.add(new Known(cut, entry));
    }

    /// How many times the zone's tree was cut; its log is the one after so many.
    public int of(AuditedZone zone) {
        return (int) cuts.stream().filter(one -> one.cut().zone() == zone).count();
    }

    /// The zones that were cut behind an entry.
    public List<AuditedZone> after(long entry) {
        return cuts.stream()
                .filter(one -> one.entry() > entry)
                .map(one -> one.cut().zone())
                .toList();
    }

    /// The effects that make it anew.
    List<Effect> effects() {
        return cuts.stream().map(one -> (Effect) one.cut()).toList();
    }
}
