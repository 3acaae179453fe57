package kakehashi.authority;

import kakehashi.contract.KeyChange;
import kakehashi.contract.Keys;
import kakehashi.contract.KeysBody;
import kakehashi.x509.Bytes;

/// Follows changes of keys that lost batches tell of: "the custodians in force signed" each (docs/adr/0006), so a
/// custodian who was ended in the lost days signs no reconciliation.
public final class KeyChanges {
    private final AuthorityState state;
    private Keys now;
    private long change;

    KeyChanges(AuthorityState state) {
        this.state = state;
        this.now = state.keys().inForce();
        this.change = state.keys().change();
    }

    /// @throws Halt when the change does not follow from the keys before it
    void take(Bytes body) {
        KeysBody keys = KeysBody.parse(body).toOptional().orElseThrow(KeyChanges::wrong);
        KeyChange next = KeyChange.parse(keys.change()).toOptional().orElseThrow(KeyChanges::wrong);
        boolean follows = next.installation().equals(state.installation())
                && next.change() == change + 1
                && RuleOrders.isSound(next.keys())
                && RuleOrders.isSignedByCustodians(keys.change(), keys.signatures(), now);
        if (!follows) {
            throw wrong();
        }
        now = next.keys();
        change = next.change();
    }

    private static Halt wrong() {
        return new Halt("a lost batch changes the keys otherwise than the custodians in force may");
    }

    /// The number of the last change.
    public long change() {
        return change;
    }

    /// The keys in force.
    public Keys now() {
        return now;
    }
}
