package kakehashi.issuing;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import kakehashi.authority.Halt;
import kakehashi.authority.RuleOrders;
import kakehashi.contract.Digest;
import kakehashi.contract.Effect;
import kakehashi.contract.Entry;
import kakehashi.contract.Genesis;
import kakehashi.contract.KeyChange;
import kakehashi.contract.Keys;
import kakehashi.contract.KeysBody;
import kakehashi.contract.Order;
import kakehashi.contract.Outcome;
import kakehashi.contract.SignedOrder;
import kakehashi.contract.SignedOutcome;
import kakehashi.ledger.Database;
import kakehashi.ledger.Transaction;
import kakehashi.x509.Bytes;
import kakehashi.x509.DerReader;
import kakehashi.x509.SignatureAlgorithm;
import kakehashi.x509.SubjectPublicKeyInfo;
import kakehashi.x509.VerificationKey;

/// Believes an outcome when the vault signed it, for this installation and this very order. What the database says
/// became of an order is the word of whoever owns the database.
///
/// The statement key is that of the genesis which the installation's digest names, or of the last change of keys
/// that the custodians in force signed. An outcome under a key of before is believed when it settles nothing, or
/// when the chain, whose heads stand under the key of now, says that it settled the order.
public final class OutcomeCheck {
    /// What came of looking.
    public sealed interface Checked {
        /// It is the vault's, about this order.
        record Believed(Outcome outcome) implements Checked {}

        /// It is not.
        record Doubted(Doubt why) implements Checked {}
    }

    /// Why an outcome is not believed.
    public enum Doubt {
        /// It cannot be read.
        UNREADABLE,
        /// It is of another installation.
        OTHER_INSTALLATION,
        /// It is about another order.
        OTHER_ORDER,
        /// The vault did not sign it, as far as the pinned genesis and signed changes of keys tell.
        NOT_SIGNED
    }

    private final Database database;
    private final Digest installation;

    /// @param database under the vault's role; nothing in it is believed but by digest or signature
    /// @param installation the digest of the genesis entry, as it is pinned
    public OutcomeCheck(Database database, Digest installation) {
        this.database = database;
        this.installation = installation;
    }

    /// Looks at an outcome.
    ///
    /// @param signed the DER of a [SignedOutcome], as it was found
    /// @param order the order that it is to be about. A folder that the vault could not read is known by the digest
    /// of the whole, and nothing is settled then
    public Checked check(Bytes signed, SignedOrder order) {
        Optional<SignedOutcome> sealed = SignedOutcome.parse(signed).toOptional();
        Optional<Outcome> read =
                sealed.flatMap(one -> Outcome.parse(one.outcome()).toOptional());
        if (read.isEmpty()) {
            return new Checked.Doubted(Doubt.UNREADABLE);
        }
        Outcome outcome = read.get();
        if (!outcome.installation().equals(installation)) {
            return new Checked.Doubted(Doubt.OTHER_INSTALLATION);
        }
        boolean settles = outcome.entry().isPresent() || outcome.result() instanceof Outcome.Result.Done;
        boolean about = outcome.order().equals(Digest.of(order.order()))
                || !settles && outcome.order().equals(Digest.of(order.der()));
        if (!about) {
            return new Checked.Doubted(Doubt.OTHER_ORDER);
        }
        return isSigned(sealed.get(), outcome, settles)
                ? new Checked.Believed(outcome)
                : new Checked.Doubted(Doubt.NOT_SIGNED);
    }

    private boolean isSigned(SignedOutcome sealed, Outcome outcome, boolean settles) {
        List<SubjectPublicKeyInfo> keys = database.inTransaction(this::keys);
        for (int i = keys.size() - 1; i >= 0; i--) {
            if (verifies(keys.get(i), sealed)) {
                return i == keys.size() - 1 || !settles || isInChain(sealed, outcome);
            }
        }
        return false;
    }

    private static boolean verifies(SubjectPublicKeyInfo key, SignedOutcome sealed) {
        return VerificationKey.of(key)
                .map(one -> one.verifies(SignatureAlgorithm.ED25519.identifier(), sealed.outcome(), sealed.signature()))
                .orElse(false);
    }

    /// The statement keys, oldest first; none when the genesis that is pinned is not there.
    private List<SubjectPublicKeyInfo> keys(Transaction tx) {
        List<SubjectPublicKeyInfo> statements = new ArrayList<>();
        Optional<Keys> first = genesis(tx).map(Genesis::keys);
        if (first.isEmpty()) {
            return statements;
        }
        Keys inForce = first.get();
        statements.add(inForce.statement());
        for (KeysBody body : changes(tx)) {
            Optional<KeyChange> next = KeyChange.parse(body.change()).toOptional();
            if (next.isPresent() && follows(body, next.get(), inForce, statements.size())) {
                inForce = next.get().keys();
                statements.add(inForce.statement());
            }
        }
        return statements;
    }

    private boolean follows(KeysBody body, KeyChange next, Keys inForce, long number) {
        return next.installation().equals(installation)
                && next.change() == number
                && RuleOrders.isSound(next.keys())
                && RuleOrders.isSignedByCustodians(body.change(), body.signatures(), inForce);
    }

    private Optional<Genesis> genesis(Transaction tx) {
        return VaultStore.firstGroup(tx.handle())
                .flatMap(OutcomeCheck::firstEntry)
                .filter(der -> Digest.of(der).equals(installation))
                .flatMap(der -> Entry.parse(der).toOptional())
                .flatMap(entry -> entry.cause() instanceof Entry.Cause.Genesis(Digest genesis)
                        ? document(tx, genesis)
                        : Optional.empty())
                .flatMap(bytes -> Genesis.parse(bytes).toOptional());
    }

    private static Optional<Bytes> firstEntry(VaultStore.GroupRow group) {
        DerReader reader = new DerReader(group.entries());
        return reader.hasNext() ? Optional.of(reader.any()) : Optional.empty();
    }

    private static Optional<Bytes> document(Transaction tx, Digest digest) {
        return VaultStore.document(tx.handle(), digest)
                .filter(bytes -> Digest.of(bytes).equals(digest));
    }

    /// Changes of keys that the vault carried out, in their order. Each proves itself; a row that is missing makes
    /// this reader believe the keys before it.
    private static List<KeysBody> changes(Transaction tx) {
        return EvidenceStore.ordersOfKeys(tx.handle()).stream()
                .flatMap(file -> SignedOrder.parse(file).toOptional().stream())
                .flatMap(folder -> Order.parse(folder.order()).toOptional().stream())
                .map(Order::body)
                .filter(body -> document(tx, Digest.of(body)).isPresent())
                .flatMap(body -> KeysBody.parse(body).toOptional().stream())
                .toList();
    }

    private boolean isInChain(SignedOutcome sealed, Outcome outcome) {
        Digest digest = Digest.of(sealed.outcome());
        AtomicBoolean found = new AtomicBoolean();
        ChainLoader loader = new ChainLoader(database, new Documents(database), installation, Optional.empty());
        database.useTransaction(tx -> {
            EvidenceStore.freeze(tx.handle());
            VaultStore.HeadRow head =
                    VaultStore.head(tx.handle()).orElseThrow(() -> new Halt("there is no chain in the database"));
            loader.replay(
                    tx,
                    head.position(),
                    (entry, key) -> entry.effects().stream()
                            .filter(effect -> effect instanceof Effect.OrderSettled settled
                                    && settled.digest().equals(outcome.order())
                                    && settled.outcome().equals(digest))
                            .forEach(effect -> found.set(true)));
        });
        return found.get();
    }
}
