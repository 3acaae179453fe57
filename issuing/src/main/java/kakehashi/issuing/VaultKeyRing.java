package kakehashi.issuing;

import java.util.List;
import java.util.Optional;
import kakehashi.authority.AuthorityState;
import kakehashi.authority.Halt;
import kakehashi.keys.MacKey;
import kakehashi.keys.Signer;
import kakehashi.keys.Token;
import kakehashi.x509.Bytes;
import kakehashi.x509.SignatureAlgorithm;
import kakehashi.x509.SubjectPublicKeyInfo;
import kakehashi.x509.VerificationKey;

/// The installation's own keys that are in force now, as the chain says; they change while the vault works. The
/// head of the group with a change is signed by the new statement key; everything else goes over when that is
/// committed.
final class VaultKeyRing {
    private final Token token;
    private volatile VaultKeys inForce;
    private volatile Optional<VaultKeys> next = Optional.empty();

    /// @throws Halt when the token does not have the keys that the chain names
    VaultKeyRing(Token token, AuthorityState state) {
        this.token = token;
        this.inForce = named(state);
    }

    private VaultKeys named(AuthorityState state) {
        return VaultKeys.of(token, state.keys().inForce(), state.keys().change())
                .orElseThrow(() -> new Halt("the token's keys are not those that the chain names"));
    }

    /// A change was folded; it holds for the head of this group, and for all else when that is committed.
    void announce(AuthorityState state) {
        next = Optional.of(named(state));
    }

    /// The group with the change is committed.
    void turn() {
        next.ifPresent(keys -> inForce = keys);
        next = Optional.empty();
    }

    /// The key of outcomes.
    Signer statement() {
        return inForce.statement();
    }

    /// The key of the head that is about to be written.
    Signer head() {
        return next.orElse(inForce).statement();
    }

    /// The key of pulses.
    Signer feed() {
        return inForce.feed();
    }

    /// The key of a batch: the one that was in force where it ended.
    Signer feed(SubjectPublicKeyInfo key) {
        return inForce.feed().publicKey().equals(key)
                ? inForce.feed()
                : VaultKeys.signer(token, key)
                        .orElseThrow(
                                () -> new Halt("the token does not have the key of a batch that is not published"));
    }

    /// Whether the feed key made this signature.
    boolean isOfFeed(Bytes content, Bytes signature) {
        return VerificationKey.of(inForce.feed().publicKey())
                .map(key -> key.verifies(SignatureAlgorithm.ED25519.identifier(), content, signature))
                .orElse(false);
    }

    /// Goes on with a sealed state that was read. It may stand under a former key only when the group with the
    /// change was the one being committed.
    ///
    /// @throws Halt when it was sealed under a key whose time is over
    void takeOver(Seal file, Seal.Found found, AuthorityState state) {
        boolean current = file.key().toString().equals(seal().toString());
        boolean before = found.newest().committed().index() < state.keys().index();
        if (!current && !before) {
            throw new Halt("the sealed state stands under a key that the chain has ended");
        }
        file.rekey(seal());
    }

    /// By zone, in the zones' order.
    List<Signer> checkpoints() {
        return inForce.checkpoints();
    }

    MacKey seal() {
        return inForce.seal();
    }
}
