package kakehashi.issuing;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import kakehashi.authority.KeyFilter;
import kakehashi.authority.View;
import kakehashi.contract.Digest;
import kakehashi.contract.Id;
import kakehashi.ledger.Database;
import kakehashi.x509.Certificate;
import kakehashi.x509.SerialNumber;
import kakehashi.x509.VerificationKey;

/// The certificates in the database. Rows are not believed: one counts when one of its CA's own keys signed it.
///
/// @param view the CAs
/// @param certified the keys that certificates were ever intended for
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

    /// For which subjects a key was certified before, as text.
    List<String> subjectsOfKey(Digest key) {
        return certified.maybe(key)
                ? database.inTransaction(tx -> VaultStore.subjectsOfKey(tx.handle(), key))
                : List.of();
    }
}
