package kakehashi.issuing;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import kakehashi.contract.Digest;
import kakehashi.contract.Id;
import kakehashi.contract.SignedOutcome;
import kakehashi.ledger.Database;
import kakehashi.x509.Bytes;
import kakehashi.x509.Certificate;

/// What came of orders, to be read by people: certificates, requests and texts by their digests, outcomes, and
/// which CRLs were made. It is the database's word; what it answers proves itself by its digest or signature.
public final class Archive {
    private final Database database;

    /// A CRL that was made.
    ///
    /// @param authority whose
    /// @param number its CRL number
    /// @param digest of its DER
    /// @param octets how long it is
    /// @param entry the entry of the chain that recorded it
    public record RecordedCrl(Id authority, BigInteger number, Digest digest, long octets, long entry) {}

    /// @param database under the vault's role
    public Archive(Database database) {
        this.database = database;
    }

    /// The certificate, request or text with this digest; empty when there is none, or its octets have another.
    public Optional<Bytes> find(Digest digest) {
        return database.inTransaction(tx ->
                        VaultStore.certificate(tx.handle(), digest).or(() -> VaultStore.document(tx.handle(), digest)))
                .filter(bytes -> Digest.of(bytes).equals(digest));
    }

    /// A certificate that was issued here, by the SHA-256 digest of its DER.
    public Optional<Certificate> certificate(Digest digest) {
        return find(digest).flatMap(der -> Certificate.parse(der).toOptional());
    }

    /// The outcome that settled the order with this digest. Its signature is not verified.
    public Optional<SignedOutcome> outcome(Digest order) {
        return database.inTransaction(tx -> VaultStore.outcome(tx.handle(), order))
                .flatMap(der -> SignedOutcome.parse(der).toOptional());
    }

    /// The CRLs that were made, the newest first.
    ///
    /// @param most how many at most
    public List<RecordedCrl> crls(int most) {
        return database.inTransaction(tx -> VaultStore.crls(tx.handle(), most));
    }
}
