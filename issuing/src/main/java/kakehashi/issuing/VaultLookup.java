package kakehashi.issuing;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import kakehashi.authority.KeyFilter;
import kakehashi.authority.Lookup;
import kakehashi.authority.OwnKeyUse;
import kakehashi.authority.Sought;
import kakehashi.authority.View;
import kakehashi.contract.Digest;
import kakehashi.contract.Id;
import kakehashi.contract.Order;
import kakehashi.contract.SignedOrder;
import kakehashi.ledger.Database;
import kakehashi.profiles.KeyIdentity;
import kakehashi.x509.Bytes;
import kakehashi.x509.Certificate;
import kakehashi.x509.Name;
import kakehashi.x509.SerialNumber;

/// The look-ups of decisions, over the database and the token.
final class VaultLookup implements Lookup {
    private final Database database;
    private final CaKeys keys;
    private final IssuedCertificates issued;
    private final AbsenceProof absence;

    VaultLookup(Database database, CaKeys keys, Supplier<View> view, KeyFilter certified, AbsenceProof absence) {
        this.absence = absence;
        this.database = database;
        this.keys = keys;
        this.issued = new IssuedCertificates(database, view, certified);
    }

    @Override
    public Optional<Certificate> certificate(Id authority, SerialNumber serial) {
        return issued.find(authority, serial);
    }

    /// The outcome row of a settled order.
    Optional<Bytes> outcome(Digest order) {
        return database.inTransaction(tx -> VaultStore.outcome(tx.handle(), order));
    }

    @Override
    public boolean isProvenAbsent(Id authority, SerialNumber serial) {
        return absence.holds(new Sought.OfNumber(authority, serial));
    }

    @Override
    public Optional<List<Name>> subjectsOfKey(KeyIdentity key) {
        return issued.subjectsOfKey(key)
                .or(() -> Optional.of(List.<Name>of()).filter(none -> absence.holds(new Sought.OfKey(key))));
    }

    @Override
    public boolean isRequestUsed(KeyIdentity key, Digest request) {
        return issued.isRequestUsed(key, request);
    }

    /// A key is certified now: what was shown about it holds no more.
    void certified(KeyIdentity key) {
        absence.forget(new Sought.OfKey(key));
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
