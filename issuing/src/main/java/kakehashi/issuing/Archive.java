package kakehashi.issuing;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import kakehashi.contract.Digest;
import kakehashi.contract.Id;
import kakehashi.contract.Position;
import kakehashi.ledger.Database;
import kakehashi.ledger.Feed;
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

    /// The certificate, request, text or CRL with this digest; empty when there is none, or its octets have
    /// another.
    public Optional<Bytes> find(Digest digest) {
        return database.inTransaction(tx -> VaultStore.certificate(tx.handle(), digest)
                        .or(() -> VaultStore.document(tx.handle(), digest))
                        .or(() -> Feed.file(tx, digest.octets())))
                .filter(bytes -> Digest.of(bytes).equals(digest));
    }

    /// A certificate that was issued here, by the SHA-256 digest of its DER.
    public Optional<Certificate> certificate(Digest digest) {
        return find(digest).flatMap(der -> Certificate.parse(der).toOptional());
    }

    /// What the database gives as the outcome that settled the order with this digest: the DER of a
    /// [kakehashi.contract.SignedOutcome], for an [OutcomeCheck]. Nothing of it is verified here.
    public Optional<Bytes> outcome(Digest order) {
        return database.inTransaction(tx -> VaultStore.outcome(tx.handle(), order));
    }

    /// The CRLs that were made, the newest first.
    ///
    /// @param most how many at most
    public List<RecordedCrl> crls(int most) {
        return database.inTransaction(tx -> VaultStore.crls(tx.handle(), most));
    }

    /// The newest CRLs of a CA, all with one CRL number: of everything, of CAs, of shards. What the database has
    /// lost is left out.
    public List<Bytes> newestCrls(Id authority) {
        return database.inTransaction(tx -> VaultStore.newestCrls(tx.handle(), authority).stream()
                .flatMap(digest -> Feed.file(tx, digest.octets()).stream())
                .toList());
    }

    /// What is in force, as the chain says: every entry follows from the one before, under heads that the
    /// installation's own key signed. Nobody compares it with the sealed state, so it may be older than what the
    /// vault knows.
    ///
    /// @param installation the digest of the genesis entry
    /// @throws Halt when the chain is broken
    public VaultFacts facts(Digest installation) {
        ChainLoader loader = new ChainLoader(database, new Documents(database), installation, Optional.empty());
        return VaultFacts.of(database.inTransaction(tx -> {
            EvidenceStore.freeze(tx.handle());
            Position head = VaultStore.head(tx.handle())
                    .map(VaultStore.HeadRow::position)
                    .orElseThrow(() -> new Halt("there is no chain in the database"));
            return loader.replay(tx, head, (entry, key) -> {});
        }));
    }
}
