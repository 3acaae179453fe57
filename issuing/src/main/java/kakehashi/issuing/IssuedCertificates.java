package kakehashi.issuing;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import kakehashi.authority.KeyFilter;
import kakehashi.authority.SubscriberRequest;
import kakehashi.authority.View;
import kakehashi.contract.Digest;
import kakehashi.contract.Id;
import kakehashi.ledger.Database;
import kakehashi.profiles.KeyIdentity;
import kakehashi.x509.Certificate;
import kakehashi.x509.Name;
import kakehashi.x509.SerialNumber;
import kakehashi.x509.VerificationKey;

/// The certificates in the database. Rows are not believed: one counts when one of its CA's own keys signed it.
///
/// @param view the CAs
/// @param certified the keys that were ever certified
record IssuedCertificates(Database database, Supplier<View> view, KeyFilter certified) {
    /// The certificate that this CA issued under this number.
    Optional<Certificate> find(Id authority, SerialNumber serial) {
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

    /// For which subjects a key was certified before; empty when it perhaps was, and no row shows it.
    Optional<List<Name>> subjectsOfKey(KeyIdentity key) {
        if (isNew(key)) {
            return Optional.of(List.of());
        }
        List<Name> subjects = database.inTransaction(tx -> VaultStore.certificatesOfKey(tx.handle(), key)).stream()
                .flatMap(row -> genuine(row, key).stream())
                .map(Certificate::subject)
                .toList();
        return Optional.of(subjects).filter(some -> !some.isEmpty());
    }

    private boolean isNew(KeyIdentity key) {
        return !certified.maybe(key.key()) && !certified.maybe(key.written());
    }

    private Optional<Certificate> genuine(VaultStore.OfKey row, KeyIdentity key) {
        return Stream.ofNullable(view.get().authorities().get(row.authority()))
                .flatMap(ca -> Certificate.parse(row.der()).toOptional().stream()
                        .filter(certificate -> isIssuedBy(ca, certificate)))
                .filter(certificate ->
                        KeyIdentity.of(certificate.subjectPublicKeyInfo()).key().equals(key.key()))
                .findFirst();
    }

    /// Whether a certificate was issued for this PKCS#10 request of the key. A row that is gone costs a use of an
    /// authorisation by whoever has an old request; the scrubber finds it.
    boolean isRequestUsed(KeyIdentity key, Digest request) {
        return !isNew(key)
                && database.inTransaction(tx -> VaultStore.ordersOfKey(tx.handle(), key)).stream()
                        .anyMatch(file -> SubscriberRequest.isIn(file, request));
    }
}
