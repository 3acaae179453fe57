package kakehashi.issuing;

import java.util.Optional;
import kakehashi.contract.Digest;
import kakehashi.contract.Effect;
import kakehashi.contract.Entry;
import kakehashi.contract.Id;
import kakehashi.ledger.Database;
import kakehashi.x509.Bytes;
import kakehashi.x509.Certificate;
import kakehashi.x509.DerReader;
import kakehashi.x509.SerialNumber;

/// Which certificates the chain says were issued. A row alone says nothing, even with a genuine certificate in it:
/// the entry that it names must have recorded it.
final class IssuedRows {
    private final Database database;

    IssuedRows(Database database) {
        this.database = database;
    }

    /// The certificate under this number, when an entry of the chain recorded it.
    Optional<Certificate> find(Id authority, SerialNumber serial) {
        return database.inTransaction(tx -> EvidenceStore.certificate(tx.handle(), authority, serial)
                .filter(found -> VaultStore.groupWith(
                                tx.handle(), found.origin().index())
                        .filter(group -> records(group, found))
                        .isPresent())
                .flatMap(found -> Certificate.parse(found.der()).toOptional()));
    }

    private static boolean records(VaultStore.GroupRow group, VaultStore.CertificateRow row) {
        Digest certificate = Digest.of(row.der());
        DerReader reader = new DerReader(group.entries());
        while (reader.hasNext()) {
            Bytes entry = reader.any();
            boolean recorded = Entry.parse(entry).orElseThrow().effects().stream()
                    .anyMatch(effect -> effect instanceof Effect.Issued(var authority, var serial, var digest, var seen)
                            && authority.equals(row.authority())
                            && serial.equals(row.serial())
                            && digest.equals(certificate));
            if (recorded) {
                return true;
            }
        }
        return false;
    }
}
