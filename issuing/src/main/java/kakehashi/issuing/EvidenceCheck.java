package kakehashi.issuing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kakehashi.authority.AuthorityState;
import kakehashi.authority.Halt;
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
/// Entries come in their order; their rows are asked for many at once, and compared at [#flush] at the latest.
final class EvidenceCheck {
    /// So many orders of a mebibyte each are held in memory at the most.
    private static final int AT_ONCE = 64;

    private record Open(Digest order, Effect.Intended intended) {}

    private record Settled(Effect.OrderSettled effect, long index, SubjectPublicKeyInfo statementKey) {}

    private record Recorded(Effect.Issued effect, long index, Open intent) {
        AuthorityState.SerialKey key() {
            return new AuthorityState.SerialKey(effect.authority(), effect.serial());
        }
    }

    private final Transaction tx;
    private final LongConsumer rest;
    private long worksSince = System.nanoTime();
    private final Map<AuthorityState.SerialKey, Open> open;
    private final Set<Digest> cited = new HashSet<>();
    private final Set<Digest> missing = new HashSet<>();
    private final Set<Entry.Cause.Order> askedOrders = new LinkedHashSet<>();
    private final List<Settled> askedOutcomes = new ArrayList<>();
    private final List<Recorded> askedCertificates = new ArrayList<>();
    private long outcomes;
    private long certificates;
    private long crls;

    /// @param rest gets the nanoseconds that each piece of work took, and may wait
    EvidenceCheck(Transaction tx, LongConsumer rest) {
        this.tx = tx;
        this.rest = rest;
        this.open = new HashMap<>();
    }

    /// Goes on where another left off, in a transaction of its own.
    EvidenceCheck(Transaction tx, EvidenceCheck before, LongConsumer rest) {
        this.tx = tx;
        this.rest = rest;
        this.open = before.open;
    }

    /// Has the rows of an entry checked.
    ///
    /// @param statementKey the key of outcomes
    /// @throws Halt when one differs
    void check(Entry entry, SubjectPublicKeyInfo statementKey) {
        if (entry.cause() instanceof Entry.Cause.Order cause) {
            cited.add(cause.order());
            askedOrders.add(cause);
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
                ask(issued, entry.index());
            } else if (effect instanceof Effect.OrderSettled settled) {
                outcomes++;
                askedOutcomes.add(new Settled(settled, entry.index(), statementKey));
            } else if (effect instanceof Effect.CrlIssued crl) {
                checkCrl(crl, entry.index());
            }
        }
        if (Math.max(askedOrders.size(), Math.max(askedOutcomes.size(), askedCertificates.size())) >= AT_ONCE) {
            flush();
            rest.accept(System.nanoTime() - worksSince);
            worksSince = System.nanoTime();
        }
    }

    private void ask(Effect.Issued issued, long index) {
        certificates++;
        Open intent = Stream.ofNullable(open.remove(new AuthorityState.SerialKey(issued.authority(), issued.serial())))
                .findFirst()
                .orElseThrow(() -> fault("certificates", issued.certificate()));
        askedCertificates.add(new Recorded(issued, index, intent));
    }

    /// Checks what was not checked yet.
    ///
    /// @throws Halt when a row differs
    void flush() {
        Map<Digest, VaultStore.OrderRow> orders = EvidenceStore.orders(
                tx.handle(),
                askedOrders.stream().map(Entry.Cause.Order::order).distinct().toList());
        for (Entry.Cause.Order cause : askedOrders) {
            Optional.ofNullable(orders.get(cause.order()))
                    .ifPresentOrElse(row -> checkOrder(cause, row), () -> missing.add(cause.order()));
        }
        askedOrders.clear();
        Map<Digest, VaultStore.OutcomeRow> found = EvidenceStore.outcomes(
                tx.handle(),
                askedOutcomes.stream().map(settled -> settled.effect().digest()).toList());
        askedOutcomes.forEach(settled -> checkOutcome(
                settled, Optional.ofNullable(found.get(settled.effect().digest()))));
        askedOutcomes.clear();
        Map<AuthorityState.SerialKey, VaultStore.CertificateRow> issued = EvidenceStore.certificates(
                tx.handle(), askedCertificates.stream().map(Recorded::key).toList());
        askedCertificates.forEach(
                recorded -> checkCertificate(recorded, Optional.ofNullable(issued.get(recorded.key()))));
        askedCertificates.clear();
    }

    private void checkOrder(Entry.Cause.Order cause, VaultStore.OrderRow row) {
        SignedOrder folder =
                SignedOrder.parse(row.file()).toOptional().orElseThrow(() -> fault("orders", cause.order()));
        Order order = Order.parse(folder.order()).toOptional().orElseThrow(() -> fault("orders", cause.order()));
        boolean same = Digest.of(folder.order()).equals(cause.order())
                && order.order().equals(row.order())
                && order.kind().name().equals(row.kind())
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

    private static void checkOutcome(Settled asked, Optional<VaultStore.OutcomeRow> found) {
        Effect.OrderSettled settled = asked.effect();
        VaultStore.OutcomeRow row = found.orElseThrow(() -> fault("outcomes", settled.digest()));
        Optional<SignedOutcome> signed = SignedOutcome.parse(row.outcome()).toOptional();
        boolean same = row.orderId().equals(settled.order())
                && row.expiresAt().equals(settled.expiresAt())
                && row.index() == asked.index()
                && signed.filter(s -> Digest.of(s.outcome()).equals(settled.outcome()))
                        .flatMap(s -> VerificationKey.of(asked.statementKey())
                                .filter(key -> key.verifies(
                                        SignatureAlgorithm.ED25519.identifier(), s.outcome(), s.signature())))
                        .isPresent();
        if (!same) {
            throw fault("outcomes", settled.digest());
        }
    }

    private static void checkCertificate(Recorded asked, Optional<VaultStore.CertificateRow> found) {
        Effect.Issued issued = asked.effect();
        Effect.Intended intended = asked.intent().intended();
        VaultStore.CertificateRow row = found.filter(one -> one.digest().equals(issued.certificate()))
                .orElseThrow(() -> fault("certificates", issued.certificate()));
        Optional<Certificate> certificate = Certificate.parse(row.der()).toOptional();
        VaultStore.Origin origin =
                new VaultStore.Origin(asked.intent().order(), (int) intended.item(), intended.key(), asked.index());
        boolean same = Digest.of(row.der()).equals(issued.certificate())
                && certificate
                        .filter(c -> c.subject().toString().equals(row.subject())
                                && c.notAfter().equals(row.notAfter())
                                && c.serialNumber().equals(issued.serial()))
                        .isPresent()
                && row.origin().equals(origin);
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
        flush();
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
