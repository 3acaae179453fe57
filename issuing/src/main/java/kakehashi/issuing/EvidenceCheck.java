package kakehashi.issuing;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kakehashi.authority.AuthorityState;
import kakehashi.contract.Digest;
import kakehashi.contract.Effect;
import kakehashi.contract.Entry;
import kakehashi.contract.Order;
import kakehashi.contract.Signed;
import kakehashi.contract.SignedOrder;
import kakehashi.contract.SignedOutcome;
import kakehashi.ledger.Feed;
import kakehashi.ledger.Transaction;
import kakehashi.x509.Bytes;
import kakehashi.x509.Certificate;
import kakehashi.x509.SignatureAlgorithm;
import kakehashi.x509.SubjectPublicKeyInfo;
import kakehashi.x509.VerificationKey;

/// Compares the rows that entries name by digest with those digests: evidence, outcomes, certificates, CRLs.
/// Entries come in their order.
final class EvidenceCheck {
    private record Open(Digest order, Effect.Intended intended) {}

    private final Transaction tx;
    private final Map<AuthorityState.SerialKey, Open> open;
    private final Set<Digest> cited = new HashSet<>();
    private final Set<Digest> missing = new HashSet<>();
    private long outcomes;
    private long certificates;
    private long crls;

    EvidenceCheck(Transaction tx) {
        this.tx = tx;
        this.open = new HashMap<>();
    }

    /// Goes on where another left off, in a transaction of its own.
    EvidenceCheck(Transaction tx, EvidenceCheck before) {
        this.tx = tx;
        this.open = before.open;
    }

    /// Checks the rows of an entry.
    ///
    /// @param statementKey the key of outcomes
    /// @throws Halt when one differs
    void check(Entry entry, SubjectPublicKeyInfo statementKey) {
        if (entry.cause() instanceof Entry.Cause.Order cause) {
            checkOrder(cause);
        }
        for (Effect effect : entry.effects()) {
            if (effect instanceof Effect.Intended intended
                    && entry.cause() instanceof Entry.Cause.Order(Digest order, var f, var a, var s)) {
                open.put(
                        new AuthorityState.SerialKey(intended.authority(), intended.serial()),
                        new Open(order, intended));
            } else if (effect instanceof Effect.Burnt burnt) {
                open.remove(new AuthorityState.SerialKey(burnt.authority(), burnt.serial()));
            } else if (effect instanceof Effect.Issued issued) {
                checkCertificate(issued, entry.index());
            } else if (effect instanceof Effect.OrderSettled settled) {
                checkOutcome(settled, entry.index(), statementKey);
            } else if (effect instanceof Effect.CrlIssued crl) {
                checkCrl(crl, entry.index());
            }
        }
    }

    private void checkOrder(Entry.Cause.Order cause) {
        cited.add(cause.order());
        Optional<VaultStore.OrderRow> row = EvidenceStore.order(tx.handle(), cause.order());
        if (row.isEmpty()) {
            missing.add(cause.order());
            return;
        }
        SignedOrder folder =
                SignedOrder.parse(row.get().file()).toOptional().orElseThrow(() -> fault("orders", cause.order()));
        Order order = Order.parse(folder.order()).toOptional().orElseThrow(() -> fault("orders", cause.order()));
        boolean same = Digest.of(folder.order()).equals(cause.order())
                && order.order().equals(row.get().order())
                && order.kind().name().equals(row.get().kind())
                && cause.filing().equals(folder.filing().flatMap(EvidenceCheck::statement))
                && hasSubscriber(folder, cause.subscriber())
                && hasApprovals(folder, cause.approvals());
        if (!same) {
            throw fault("orders", cause.order());
        }
    }

    private static Optional<Digest> statement(Bytes signed) {
        return Signed.parse(signed).toOptional().map(s -> Digest.of(s.statement()));
    }

    /// What came when the order was taken again lies among the documents: another proof of the subscriber's, and
    /// approvals.
    private boolean hasSubscriber(SignedOrder folder, Optional<Digest> subscriber) {
        return subscriber.equals(folder.subscriber().map(Digest::of))
                || subscriber.filter(this::isDocument).isPresent();
    }

    private boolean hasApprovals(SignedOrder folder, List<Digest> approvals) {
        Set<Digest> there = folder.approvals().stream().map(Digest::of).collect(Collectors.toSet());
        return approvals.stream().allMatch(digest -> there.contains(digest) || isDocument(digest));
    }

    private boolean isDocument(Digest digest) {
        return VaultStore.document(tx.handle(), digest)
                .filter(bytes -> Digest.of(bytes).equals(digest))
                .isPresent();
    }

    private void checkOutcome(Effect.OrderSettled settled, long index, SubjectPublicKeyInfo statementKey) {
        outcomes++;
        VaultStore.OutcomeRow row = EvidenceStore.outcome(tx.handle(), settled.digest())
                .orElseThrow(() -> fault("outcomes", settled.digest()));
        Optional<SignedOutcome> signed = SignedOutcome.parse(row.outcome()).toOptional();
        boolean same = row.orderId().equals(settled.order())
                && row.expiresAt().equals(settled.expiresAt())
                && row.index() == index
                && signed.filter(s -> Digest.of(s.outcome()).equals(settled.outcome()))
                        .flatMap(s -> VerificationKey.of(statementKey)
                                .filter(key -> key.verifies(
                                        SignatureAlgorithm.ED25519.identifier(), s.outcome(), s.signature())))
                        .isPresent();
        if (!same) {
            throw fault("outcomes", settled.digest());
        }
    }

    private void checkCertificate(Effect.Issued issued, long index) {
        certificates++;
        Open intent = Stream.ofNullable(open.remove(new AuthorityState.SerialKey(issued.authority(), issued.serial())))
                .findFirst()
                .orElseThrow(() -> fault("certificates", issued.certificate()));
        VaultStore.CertificateRow row = EvidenceStore.certificate(tx.handle(), issued.authority(), issued.serial())
                .filter(found -> found.digest().equals(issued.certificate()))
                .map(EvidenceStore.FoundCertificate::row)
                .orElseThrow(() -> fault("certificates", issued.certificate()));
        Optional<Certificate> certificate = Certificate.parse(row.der()).toOptional();
        boolean same = Digest.of(row.der()).equals(issued.certificate())
                && certificate
                        .filter(c -> c.subject().toString().equals(row.subject())
                                && c.notAfter().equals(row.notAfter())
                                && c.serialNumber().equals(issued.serial()))
                        .isPresent()
                && row.origin()
                        .equals(new VaultStore.Origin(
                                intent.order(),
                                (int) intent.intended().item(),
                                intent.intended().key(),
                                index));
        if (!same) {
            throw fault("certificates", issued.certificate());
        }
    }

    private void checkCrl(Effect.CrlIssued crl, long index) {
        crls++;
        boolean row = EvidenceStore.crl(tx.handle(), crl.authority(), crl.number(), crl.digest())
                .filter(found -> found.octets() == crl.octets() && found.index() == index)
                .isPresent();
        boolean file = Feed.file(tx, crl.digest().octets())
                .filter(bytes -> Digest.of(bytes).equals(crl.digest()))
                .isPresent();
        if (!row || !file) {
            throw fault("crls", crl.digest());
        }
    }

    /// Whether what is not there was erased, and nothing is there that no entry names. After all entries only.
    ///
    /// @throws Halt when not
    void finish(Set<Digest> erased) {
        missing.removeAll(erased);
        if (!missing.isEmpty()) {
            throw fault("orders", missing.iterator().next());
        }
        long orders = cited.stream().filter(digest -> !erased.contains(digest)).count();
        EvidenceStore.Counts found = EvidenceStore.counts(tx.handle());
        EvidenceStore.Counts expected = new EvidenceStore.Counts(orders, outcomes, certificates, crls);
        if (!found.equals(expected)) {
            throw new Halt("rows and chain differ: " + found + " instead of " + expected);
        }
    }

    private static Halt fault(String table, Digest digest) {
        return new Halt("a row of issuing." + table + " is not what the chain says, or is missing: " + digest);
    }
}
