package kakehashi.issuing;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import kakehashi.authority.KeyFilter;
import kakehashi.authority.Lookup;
import kakehashi.authority.OwnKeyUse;
import kakehashi.authority.View;
import kakehashi.contract.Digest;
import kakehashi.contract.Id;
import kakehashi.contract.Order;
import kakehashi.contract.SignedOrder;
import kakehashi.ledger.Database;
import kakehashi.x509.Bytes;
import kakehashi.x509.Certificate;
import kakehashi.x509.SerialNumber;
import kakehashi.x509.VerificationKey;

/// The look-ups of decisions, over the database and the token. Rows are not believed: a certificate counts when one
/// of its CA's own keys signed it.
final class VaultLookup implements Lookup {
    private final Database database;
    private final CaKeys keys;
    private final Supplier<View> view;
    private final KeyFilter certified;

    VaultLookup(Database database, CaKeys keys, Supplier<View> view, KeyFilter certified) {
        this.database = database;
        this.keys = keys;
        this.view = view;
        this.certified = certified;
    }

    @Override
    public Optional<Certificate> certificate(Id authority, SerialNumber serial) {
        View.Ca ca = view.get().authorities().get(authority);
        return ca == null
                ? Optional.empty()
                : database.inTransaction(tx -> VaultStore.certificate(tx.handle(), authority, serial))
                        .flatMap(der -> Certificate.parse(der).toOptional())
                        .filter(certificate -> certificate.serialNumber().equals(serial))
                        .filter(certificate -> isIssuedBy(ca, certificate));
    }

    private static boolean isIssuedBy(View.Ca ca, Certificate certificate) {
        return ca.certificates().stream()
                .anyMatch(own -> VerificationKey.of(own.subjectPublicKeyInfo())
                        .map(certificate::isSignedBy)
                        .orElse(false));
    }

    /// The outcome row of a settled order.
    Optional<Bytes> outcome(Digest order) {
        return database.inTransaction(tx -> VaultStore.outcome(tx.handle(), order));
    }

    @Override
    public List<String> subjectsOfKey(Digest key) {
        return certified.maybe(key)
                ? database.inTransaction(tx -> VaultStore.subjectsOfKey(tx.handle(), key))
                : List.of();
    }

    @Override
    public boolean holdsKey(Id authority, Digest key) {
        return keys.holds(authority, key);
    }

    @Override
    public boolean isOpen(Optional<String> token) {
        return keys.isOpen(token);
    }

    @Override
    public boolean holdsOwnKey(OwnKeyUse use, Digest key) {
        return keys.ownLabel(key).filter(label -> VaultKeys.isLabel(label, use)).isPresent();
    }

    @Override
    public boolean holdsEvidence(Digest digest, Predicate<Order> such) {
        return database.inTransaction(tx -> VaultStore.orderFile(tx.handle(), digest))
                .flatMap(file -> SignedOrder.parse(file).toOptional())
                .map(SignedOrder::order)
                .filter(order -> Digest.of(order).equals(digest))
                .flatMap(order -> Order.parse(order).toOptional())
                .filter(such)
                .isPresent();
    }
}
