package kakehashi.repository;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import kakehashi.contract.CustodianSignature;
import kakehashi.contract.Digest;
import kakehashi.contract.KeyChange;
import kakehashi.contract.Keys;
import kakehashi.contract.KeysBody;
import kakehashi.contract.Position;
import kakehashi.x509.Bytes;
import kakehashi.x509.Parsed;
import kakehashi.x509.PublicKeyAlgorithm;
import kakehashi.x509.SignatureAlgorithm;
import kakehashi.x509.SubjectPublicKeyInfo;
import kakehashi.x509.VerificationKey;

/// The vault's keys as a node knows them: genesis names the first; from then on only the custodians in force name
/// others (docs/adr/0006).
///
/// @param installation digest of the genesis entry
/// @param keys those in force
/// @param latest the last change; empty while those of genesis are in force
record FeedKeys(Digest installation, Keys keys, Optional<KeyChange> latest) {
    static FeedKeys of(InstallationPin pin) {
        return new FeedKeys(pin.installation(), pin.keys(), Optional.empty());
    }

    /// The number of the last change; 0 with genesis.
    long change() {
        return latest.map(KeyChange::change).orElse(0L);
    }

    /// Whether the feed key signed it, with Ed25519.
    boolean isSigned(Bytes statement, Bytes signature) {
        return verifies(keys.feed(), statement, signature);
    }

    /// The keys after a change that custodians signed; empty when it does not follow from these.
    ///
    /// @param last the node's last batch, the one before that with the change
    Optional<FeedKeys> after(Bytes keysBody, Position last) {
        return approved(keysBody).filter(change -> fits(change, last)).map(this::with);
    }

    /// A change that the custodians in force signed, whatever it says about batches.
    Optional<KeyChange> approved(Bytes keysBody) {
        if (!(KeysBody.parse(keysBody) instanceof Parsed.Value<KeysBody>(KeysBody body))
                || !(KeyChange.parse(body.change()) instanceof Parsed.Value<KeyChange>(KeyChange next))) {
            return Optional.empty();
        }
        // Record 6: "`change` rises by one".
        boolean follows = next.installation().equals(installation) && next.change() == change() + 1;
        return follows && signers(body) >= keys.quorum() ? Optional.of(next) : Optional.empty();
    }

    FeedKeys with(KeyChange next) {
        return new FeedKeys(installation, next.keys(), Optional.of(next));
    }

    /// Record 6: where the custodians name `lastBatch`, "its `previous` is `lastBatch`". Where they do not, it is
    /// the new key's own signature over the batch that says where the old key ends.
    private static boolean fits(KeyChange next, Position last) {
        return next.lastBatch().map(last::equals).orElse(true);
    }

    private long signers(KeysBody body) {
        Set<Digest> signed = new HashSet<>();
        for (CustodianSignature one : body.signatures()) {
            keys.custodians().stream()
                    .filter(key -> Digest.of(key.der()).equals(one.custodian()))
                    .filter(key -> verifies(key, body.change(), one.signature()))
                    .forEach(key -> signed.add(one.custodian()));
        }
        return signed.size();
    }

    private static boolean verifies(SubjectPublicKeyInfo key, Bytes message, Bytes signature) {

        SignatureAlgorithm algorithm =
                key.kind() == PublicKeyAlgorithm.P256 ? SignatureAlgorithm.ECDSA_SHA256 : SignatureAlgorithm.ED25519;
        return VerificationKey.of(key)
                .map(made -> made.verifies(algorithm.identifier(), message, signature))
                .orElse(false);
    }
}
