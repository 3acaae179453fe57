package kakehashi.issuing;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import kakehashi.authority.Lookup;
import kakehashi.authority.OwnKeyUse;
import kakehashi.contract.Digest;
import kakehashi.contract.Id;
import kakehashi.contract.Order;
import kakehashi.profiles.KeyIdentity;
import kakehashi.x509.Certificate;
import kakehashi.x509.Name;
import kakehashi.x509.SerialNumber;

/// The look-ups of somebody who judges an order again, long after. The token may have lost keys that it held, and
/// evidence may be erased: what only these could say is taken as it was decided.
final class ReviewLookup implements Lookup {
    private final IssuedCertificates issued;
    private final Set<Digest> erased;

    /// @param issued the certificates, which prove themselves
    /// @param erased what the entry erases
    ReviewLookup(IssuedCertificates issued, Set<Digest> erased) {
        this.issued = issued;
        this.erased = erased;
    }

    @Override
    public Optional<Certificate> certificate(Id authority, SerialNumber serial) {
        return issued.find(authority, serial);
    }

    @Override
    public boolean isProvenAbsent(Id authority, SerialNumber serial) {
        return true;
    }

    @Override
    public Optional<List<Name>> subjectsOfKey(KeyIdentity key) {
        return Optional.of(issued.subjectsOfKey(key).orElse(List.of()));
    }

    @Override
    public boolean isRequestUsed(KeyIdentity key, Digest request) {
        return false;
    }

    @Override
    public boolean holdsKey(Id authority, Digest key) {
        return true;
    }

    @Override
    public boolean isOpen(Optional<String> token) {
        return true;
    }

    @Override
    public boolean holdsOwnKey(OwnKeyUse use, Digest key) {
        return true;
    }

    @Override
    public boolean holdsEvidence(Digest digest, Predicate<Order> such) {
        return erased.contains(digest);
    }
}
