package kakehashi.issuing;

import java.util.ArrayList;
import java.util.List;
import kakehashi.authority.AuthorityState;
import kakehashi.authority.Chain;
import kakehashi.authority.Halt;
import kakehashi.authority.ReconcilePlan;
import kakehashi.contract.CustodianSignature;
import kakehashi.contract.Digest;
import kakehashi.contract.Effect;
import kakehashi.contract.Entry;
import kakehashi.contract.Head;
import kakehashi.contract.Reconcile;
import kakehashi.contract.SignedHead;
import kakehashi.ledger.AuditEvent;
import kakehashi.ledger.AuditWriter;
import kakehashi.ledger.Feed;
import kakehashi.ledger.Transaction;
import kakehashi.ledger.Zone;
import kakehashi.x509.Bytes;

/// Writes the one group of a reconcile ceremony: its entries under a signed head, the statement, the lost batches,
/// all in one transaction.
final class ReconcileWriter {
    private static final int MOST_EFFECTS = 4_000;

    private final VaultParts parts;
    private final Documents documents;
    private final Chain chain;

    ReconcileWriter(VaultParts parts, Documents documents, Chain chain) {
        this.parts = parts;
        this.documents = documents;
        this.chain = chain;
    }

    /// Writes, and folds what was written into the chain's state.
    ///
    /// @throws Halt when the database is not as it was found
    void write(ReconcilePlan plan, List<CustodianSignature> signatures, ReconcilePlan.Found found) {
        AuthorityState state = chain.state();
        Reconcile statement = plan.statement();
        long epochBefore = state.epoch();
        Bytes der = statement.der();
        documents.add(der);
        plan.documents().forEach(documents::add);
        Group group = new Group(statement.at());
        Entry.Cause cause = new Entry.Cause.Ceremony(Digest.of(der), signatures);
        for (List<Effect> effects : portions(plan)) {
            long index = state.head().equals(statement.head())
                    ? statement.index()
                    : state.head().index() + 1;
            Entry entry = new Entry(index, state.head().digest(), statement.epoch(), statement.at(), cause, effects);
            chain.feed().accept(entry, entry.digest(), state);
            state.apply(entry);
            group.entry(index, entry.der(), entry.digest(), effects);
        }
        Bytes head = new Head(state.installation(), state.epoch(), state.head()).der();
        Bytes signed = new SignedHead(
                        head, new VaultKeyRing(parts.token(), state).statement().sign(head))
                .der();
        VaultStore.GroupRow row =
                new VaultStore.GroupRow(group.first(), state.head().index(), group.entries(), signed);
        AuditWriter audit = new AuditWriter(Zone.VAULT, state.installation().octets(), parts.clock());
        List<AuditEvent> events = List.copyOf(group.events());
        parts.database().useTransaction(tx -> {
            requireHead(tx, new VaultStore.HeadRow(statement.head(), epochBefore));
            VaultStore.addDocument(tx.handle(), der);
            plan.documents().forEach(document -> VaultStore.addDocument(tx.handle(), document));
            VaultStore.addGroup(tx.handle(), row);
            VaultStore.moveHead(tx.handle(), new VaultStore.HeadRow(state.head(), state.epoch()));
            ProjectionStore.write(tx.handle(), new Projection(state).of(group.effects()));
            publish(tx, found);
            audit.append(tx, events);
        });
    }

    /// What was lost is published again, as it was signed.
    private static void publish(Transaction tx, ReconcilePlan.Found found) {
        found.records().batches().forEach(lost -> Feed.publish(tx, lost.batch().number(), lost.signed()));
        found.records().crls().forEach(crl -> Feed.publishFile(tx, crl.crl().der()));
    }

    private static void requireHead(Transaction tx, VaultStore.HeadRow expected) {
        VaultStore.HeadRow row =
                VaultStore.lockHead(tx.handle()).orElseThrow(() -> new Halt("the chain's head row is gone"));
        if (!row.equals(expected)) {
            throw new Halt("somebody wrote to the chain meanwhile");
        }
    }

    /// What is taken up and what is told, each in as many entries as it needs: an intent is closed in a later entry
    /// than the one that makes it.
    private static List<List<Effect>> portions(ReconcilePlan plan) {
        List<List<Effect>> portions = new ArrayList<>();
        for (List<Effect> effects : List.of(plan.taken(), plan.told())) {
            for (int from = 0; from < effects.size(); from += MOST_EFFECTS) {
                portions.add(effects.subList(from, Math.min(effects.size(), from + MOST_EFFECTS)));
            }
        }
        return portions;
    }
}
