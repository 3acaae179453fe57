package kakehashi.issuing;

import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import kakehashi.authority.AuthorityState;
import kakehashi.authority.Examination;
import kakehashi.authority.Halt;
import kakehashi.authority.HistoryItems;
import kakehashi.authority.Lookup;
import kakehashi.authority.OrderJudge;
import kakehashi.authority.OrderProspect;
import kakehashi.authority.OrderRule;
import kakehashi.authority.Planner;
import kakehashi.authority.VaultFacts;
import kakehashi.authority.View;
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
        return VaultFacts.of(state(installation));
    }

    /// What the vault would answer to an order as far as the chain tells: which approvals are missing, which do not
    /// count and why, or what else stands against it. The chain is believed as in [#facts]; no token is looked
    /// into.
    ///
    /// @param order a [kakehashi.contract.SignedOrder]
    /// @param now the time for which it is judged
    /// @throws Halt when the chain is broken
    public OrderProspect prospect(Digest installation, Bytes order, Instant now) {
        AuthorityState state = state(installation);
        View view = View.of(state);
        Lookup lookup = new ReviewLookup(new IssuedCertificates(database, () -> view, state.certifiedKeys()), Set.of());
        Examination examination = new Examination(installation, state.officers());
        Planner planner = new Planner(state.officers(), examination, lookup, () -> OrderReview.ANY);
        return examination
                .examine(order, state.rules())
                .map(grounds -> new OrderJudge(state, lookup).judge(planner.plan(grounds, view, now), now))
                .map(decided -> OrderProspect.of(decided.verdict()))
                .orElseGet(() -> new OrderProspect(OrderProspect.Standing.NOT_YET, List.of(OrderRule.MALFORMED.id())));
    }

    private AuthorityState state(Digest installation) {
        ChainLoader loader = new ChainLoader(database, new Documents(database), installation, Optional.empty());
        return database.inTransaction(tx -> {
            EvidenceStore.freeze(tx.handle());
            Position head = VaultStore.head(tx.handle())
                    .map(VaultStore.HeadRow::position)
                    .orElseThrow(() -> new Halt("there is no chain in the database"));
            return loader.replay(tx, head, (entry, key) -> {});
        });
    }

    /// What proves the keys and the cuts of the audit logs to one who has genesis: the entries of the chain that
    /// changed keys, those of reconcile ceremonies that found trees cut, and the documents that they name.
    public List<Bytes> logHistory() {
        return database.inTransaction(tx -> {
            EvidenceStore.freeze(tx.handle());
            HistoryItems items = new HistoryItems(digest -> VaultStore.document(tx.handle(), digest));
            VaultStore.eachGroup(tx.handle(), 0, group -> items.take(group.entries()));
            return items.all();
        });
    }
}
