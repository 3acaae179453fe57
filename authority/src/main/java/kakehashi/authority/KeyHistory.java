package kakehashi.authority;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import kakehashi.contract.Digest;
import kakehashi.contract.Effect;
import kakehashi.contract.KeyChange;
import kakehashi.contract.Keys;
import kakehashi.x509.SubjectPublicKeyInfo;

/// The installation's own keys and its custodians: those in force, and those that were. The thread that folds the
/// chain is the only one to touch it.
public final class KeyHistory {
    private final List<Digest> bodies = new ArrayList<>();
    private final Set<SubjectPublicKeyInfo> former = new HashSet<>();
    private Keys keys;
    private long change;
    private long index;

    KeyHistory(Keys first) {
        this.keys = first;
    }

    /// @param body digest of the whole body, signatures and all
    /// @param entry the index of the entry that changes them
    public void change(Digest body, KeyChange next, long entry) {
        own(keys).forEach(former::add);
        keys = next.keys();
        own(keys).forEach(former::remove);
        change = next.change();
        index = entry;
        bodies.add(body);
    }

    /// The keys in force.
    public Keys inForce() {
        return keys;
    }

    /// The number of the last change; 0 with the keys of genesis.
    public long change() {
        return change;
    }

    /// The entry of the last change.
    public long index() {
        return index;
    }

    /// Whether the key was in force and is not any more.
    boolean isFormer(SubjectPublicKeyInfo key) {
        return former.contains(key);
    }

    /// The keys that lie in the token.
    public static Stream<SubjectPublicKeyInfo> own(Keys keys) {
        return Stream.concat(
                Stream.of(keys.statement(), keys.feed()),
                keys.checkpoints().stream().map(Keys.Checkpoint::key));
    }

    /// The effects that make it anew.
    List<Effect> effects() {
        return bodies.stream().map(body -> (Effect) new Effect.Keys(body)).toList();
    }
}
