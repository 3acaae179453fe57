package kakehashi.authority;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import kakehashi.contract.Batch;
import kakehashi.contract.Change;
import kakehashi.contract.Digest;
import kakehashi.contract.Effect;
import kakehashi.contract.Entry;
import kakehashi.contract.Id;
import kakehashi.contract.Limits;
import kakehashi.contract.Position;
import kakehashi.contract.Reconcile;
import kakehashi.revocation.Revocation;
import kakehashi.x509.Bytes;
import kakehashi.x509.SerialNumber;
import kakehashi.x509.SubjectPublicKeyInfo;

/// Makes the batches for the public zone. A batch is a function of the chain: of the entries since the last effect
/// `batch`, in their order, so that after a crash the same octets come again (docs/adr/0006).
public final class FeedMaker {
    /// A batch that has its end.
    ///
    /// @param key the feed key in force there, which signs it; the new one where the batch changes it
    public record Ended(Batch batch, SubjectPublicKeyInfo key) {}

    /// A batch ends here. "65,535 items, 4 MiB" (record 6) are then not met by one entry more: that brings 4,096
    /// effects, or a document of 1 MiB.
    private static final int MOST_ITEMS = 4_096;

    private static final int MOST_OCTETS = Limits.BODY / 2;

    /// More than an item takes beside the document in it.
    private static final int OCTETS_OF_ITEM = 160;

    /// The digest that the first batch names as the one before it.
    public static final Digest NONE = new Digest(Bytes.wrap(new byte[Digest.OCTETS]));

    private final Digest installation;
    private final Function<Digest, Bytes> documents;
    private List<Batch.Item> items = new ArrayList<>();
    private int octets;
    private Position last = new Position(0, NONE);
    private Position lastChain = new Position(0, NONE);

    public FeedMaker(Digest installation, Function<Digest, Bytes> documents) {
        this.installation = installation;
        this.documents = documents;
    }

    /// Goes on after a batch that is known.
    ///
    /// @param chain the entry that ended it
    void resume(Position batch, Position chain) {
        last = batch;
        lastChain = chain;
        items = new ArrayList<>();
        octets = 0;
    }

    /// Number and digest of the last batch; 0 before the first.
    public Position last() {
        return last;
    }

    /// The entry that ended the last batch.
    public Position lastChain() {
        return lastChain;
    }

    /// Whether something waits for the next batch.
    public boolean hasItems() {
        return !items.isEmpty();
    }

    /// Whether the next batch must end before another entry: it might outgrow what nodes read.
    public boolean isFull() {
        return items.size() >= MOST_ITEMS || octets >= MOST_OCTETS;
    }

    /// Takes an entry in, before the state folds it: what an open intent knows is asked there.
    ///
    /// @return the batch that ends with this entry
    public List<Ended> accept(Entry entry, Digest digest, AuthorityState before) {
        List<Ended> batches = new ArrayList<>(0);
        TakenChanges taken = TakenChanges.of(entry, before);
        for (Effect effect : entry.effects()) {
            if (effect instanceof Effect.Batch && entry.cause() instanceof Entry.Cause.Ceremony ceremony) {
                // What was taken up from lost batches is known outside; numbers go on behind the last of them.
                resume(reconcile(ceremony).batch(), new Position(entry.index(), digest));
                before.lastBatch(last);
            } else if (effect instanceof Effect.Batch(long number, Instant at)) {
                Batch batch =
                        new Batch(installation, number, last.digest(), new Position(entry.index(), digest), at, items);
                last = new Position(number, batch.digest());
                lastChain = batch.chain();
                items = new ArrayList<>();
                octets = 0;
                before.lastBatch(last);
                batches.add(new Ended(batch, before.keys().inForce().feed()));
            } else {
                accept(effect, taken, before);
            }
        }
        return batches;
    }

    private void accept(Effect effect, TakenChanges taken, AuthorityState before) {
        switch (effect) {
            case Effect.Issued issued -> issued(issued, before);
            case Effect.Burnt burnt -> burnt(burnt, before);
            case Effect.Revoked revoked when taken.takes(revoked) -> revoked(revoked, before);
            case Effect.Held held
            when taken.takes(held) -> status(held.authority(), held.serial(), new Change.Held(held.at()));
            case Effect.Released released
            when taken.takes(released) ->
                status(released.authority(), released.serial(), new Change.Released(released.at()));
            case Effect.Revoked again -> {}
            case Effect.Held again -> {}
            case Effect.Released again -> {}
            case Effect.CrlIssued crl ->
                add(new Batch.Item.Crl(crl.authority(), crl.number(), crl.digest(), crl.octets()));
            case Effect.Authority certificate -> certificate(certificate);
            case Effect.Pair pair -> pair(pair);
            case Effect.Policy policy -> policy(policy);
            case Effect.Keys(Digest digest) -> add(new Batch.Item.Keys(document(digest)));
            case Effect.OrderSettled e -> {}
            case Effect.Officer e -> {}
            case Effect.OfficerEnded e -> {}
            case Effect.CredentialEnded e -> {}
            case Effect.Profile e -> {}
            case Effect.Rules e -> {}
            case Effect.Authorisation e -> {}
            case Effect.AuthorisationUsed e -> {}
            case Effect.AuthorisationStopped e -> {}
            case Effect.Intended e -> {}
            case Effect.CrlIntended e -> {}
            case Effect.AuthorityKey e -> {}
            case Effect.Erased e -> {}
            case Effect.Node e -> {}
            case Effect.TreeCut e -> {}
            case Effect.Alone e -> {}
            case Effect.Batch e -> {}
        }
    }

    private Reconcile reconcile(Entry.Cause.Ceremony ceremony) {
        return Reconcile.parse(documents.apply(ceremony.reconcile())).orElseThrow();
    }

    private void issued(Effect.Issued issued, AuthorityState before) {
        Instant notAfter = intent(before, issued.authority(), issued.serial()).notAfter();
        status(
                issued.authority(),
                issued.serial(),
                new Change.Issued(issued.certificate(), notAfter, issued.visibility()));
    }

    private void revoked(Effect.Revoked revoked, AuthorityState before) {
        status(
                revoked.authority(),
                revoked.serial(),
                new Change.Revoked(since(revoked, before), revoked.reason(), revoked.invalidity()));
    }

    private void certificate(Effect.Authority effect) {
        add(
                effect.inForce() == Effect.InForce.YES
                        ? new Batch.Item.Certificate(effect.authority(), document(effect.certificate()))
                        : new Batch.Item.Withdrawn(new Batch.Withdrawal.Certificate(effect.certificate())));
    }

    private void pair(Effect.Pair effect) {
        add(
                effect.inForce() == Effect.InForce.YES
                        ? new Batch.Item.Pair(effect.caseId(), document(effect.digest()))
                        : new Batch.Item.Withdrawn(new Batch.Withdrawal.Pair(effect.caseId())));
    }

    private void policy(Effect.Policy effect) {
        add(
                effect.inForce() == Effect.InForce.YES
                        ? new Batch.Item.Policy(effect.policy(), document(effect.digest()))
                        : new Batch.Item.Withdrawn(new Batch.Withdrawal.Policy(effect.policy())));
    }

    /// A certificate that was on hold stays revoked since it was put there, on CRLs and here.
    private static Instant since(Effect.Revoked revoked, AuthorityState before) {
        return listed(before, revoked.authority(), revoked.serial()).orElse(revoked.at());
    }

    private static Optional<Instant> listed(AuthorityState before, Id authority, SerialNumber serial) {
        return before.find(authority)
                .flatMap(issuer -> issuer.revocations().status(serial))
                .map(Revocation::at);
    }

    private void burnt(Effect.Burnt burnt, AuthorityState before) {
        AuthorityState.OpenIntent open = before.openIntent(burnt.authority(), burnt.serial());
        Instant since = listed(before, burnt.authority(), burnt.serial()).orElse(open.at());
        status(
                burnt.authority(),
                burnt.serial(),
                new Change.Burnt(since, open.intended().notAfter()));
    }

    private static Effect.Intended intent(AuthorityState before, Id authority, SerialNumber serial) {
        return before.openIntent(authority, serial).intended();
    }

    private void status(Id authority, SerialNumber serial, Change change) {
        add(new Batch.Item.Status(authority, serial, change));
    }

    private void add(Batch.Item item) {
        items.add(item);
        octets += OCTETS_OF_ITEM;
    }

    private Bytes document(Digest digest) {
        Bytes document = documents.apply(digest);
        octets += document.length();
        return document;
    }
}
