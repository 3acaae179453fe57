package kakehashi.authority;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import kakehashi.contract.CustodianSignature;
import kakehashi.contract.Digest;
import kakehashi.contract.Effect;
import kakehashi.contract.Entry;
import kakehashi.contract.Reconcile;
import kakehashi.x509.Bytes;

/// The groups of reconcile ceremonies, as a reader of the chain checks them (docs/adr/0005): such a group begins
/// where the statement says and may leave indices out, its effects are those that the statement names, and a quorum
/// of custodians signed it.
public final class Ceremonies {
    private record Held(Digest name, Bytes statement, Reconcile reconcile, List<CustodianSignature> signatures) {}

    private final List<Effect> effects = new ArrayList<>();
    private Optional<Held> open = Optional.empty();
    private Optional<Reconcile> last = Optional.empty();

    /// Whether the entry has the index that comes next: one more, or the one that its ceremony jumps to.
    public boolean isNext(Entry entry, AuthorityState before, Function<Digest, Bytes> documents) {
        boolean follows = entry.index() == before.head().index() + 1;
        if (!(entry.cause() instanceof Entry.Cause.Ceremony(Digest name, List<CustodianSignature> signatures))) {
            return follows;
        }
        effects.addAll(entry.effects());
        if (open.filter(held -> held.name().equals(name)).isPresent()) {
            return follows;
        }
        Bytes statement = documents.apply(name);
        Reconcile reconcile = Reconcile.parse(statement)
                .toOptional()
                .orElseThrow(() -> new Halt("a reconcile statement of the chain cannot be read"));
        open = Optional.of(new Held(name, statement, reconcile, signatures));
        return reconcile.installation().equals(before.installation())
                && reconcile.head().equals(before.head())
                && reconcile.epoch() == entry.epoch()
                && reconcile.epoch() > before.epoch()
                && reconcile.index() == entry.index()
                && reconcile.index() > before.head().index();
    }

    /// A group of entries ends.
    ///
    /// @throws Halt when it is of a ceremony that did not decide this
    public void finish(AuthorityState after) {
        last = open.map(Held::reconcile);
        if (open.isPresent()) {
            Held held = open.get();
            if (!Reconcile.digestOf(effects).equals(held.reconcile().effects())) {
                throw new Halt("a reconcile ceremony of the chain decided something else");
            }
            if (!RuleOrders.isSignedByCustodians(
                    held.statement(), held.signatures(), after.keys().inForce())) {
                throw new Halt("a reconcile ceremony of the chain was not signed by a quorum of custodians");
            }
            open = Optional.empty();
            effects.clear();
        }
    }

    /// The ceremony that the last group was of.
    public Optional<Reconcile> last() {
        return last;
    }
}
