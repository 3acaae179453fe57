package kakehashi.issuing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import kakehashi.authority.AuthorityState;
import kakehashi.authority.EntryRules;
import kakehashi.authority.ReviewOutcome;
import kakehashi.contract.Digest;
import kakehashi.contract.Effect;
import kakehashi.contract.Entry;
import kakehashi.contract.Id;
import kakehashi.contract.Position;
import kakehashi.ledger.Transaction;
import kakehashi.x509.Certificate;
import kakehashi.x509.VerificationKey;

/// Judges the chain again, entry by entry: "its signatures verify, and the effects are exactly those that the state
/// before the entry derives from the cause" (record 4, An entry proves itself). Links, heads and digests are
/// [ChainLoader]'s and [EvidenceCheck]'s. What stands here is found, and stops nothing.
final class ChainReview {
    private static final int MOST_FINDINGS = 100;

    private final Transaction tx;
    private final OrderReview orders;
    private final Map<Id, List<Certificate>> ofOrder = new HashMap<>();
    private final List<ReviewOutcome.Finding> findings = new ArrayList<>();
    private final Set<Digest> missing = new HashSet<>();
    private long judged;

    ChainReview(Transaction tx, OrderReview orders) {
        this.tx = tx;
        this.orders = orders;
    }

    List<ReviewOutcome.Finding> findings() {
        return List.copyOf(findings);
    }

    /// How many orders were judged again.
    long judged() {
        return judged;
    }

    /// Orders whose evidence was not there; each must have been erased.
    Set<Digest> missing() {
        return Set.copyOf(missing);
    }

    /// @param before the state that the entry meets
    void review(Entry entry, AuthorityState before) {
        if (findings.size() >= MOST_FINDINGS) {
            return;
        }
        Optional<String> fault = switch (entry.cause()) {
            case Entry.Cause.Genesis genesis -> Optional.of("a second genesis");
            case Entry.Cause.Order order -> order(order, entry, before);
            case Entry.Cause.Token(Position intent) -> token(intent, entry, before);
            case Entry.Cause.Schedule schedule -> EntryRules.faultOfSchedule(entry, before);
            case Entry.Cause.Recovery(Position intent) -> EntryRules.faultOfRecovery(intent, entry, before);
            case Entry.Cause.Takeover(Id node) -> EntryRules.faultOfTakeover(node, entry, before);
            // Signed by custodians, not derived: the loader holds it against the reconciliation that they
            // signed.
            case Entry.Cause.Ceremony ceremony -> Optional.empty();
        };
        fault.ifPresent(sentence -> findings.add(new ReviewOutcome.Finding(entry.index(), sentence)));
    }

    private Optional<String> order(Entry.Cause.Order cause, Entry entry, AuthorityState before) {
        Optional<VaultStore.OrderRow> row = EvidenceStore.order(tx.handle(), cause.order());
        if (row.isEmpty()) {
            missing.add(cause.order());
            return Optional.empty();
        }
        judged++;
        return orders.review(tx, row.get().file(), cause, entry, before);
    }

    /// What the token answered closes what was asked for in that entry, and is what was asked for.
    private Optional<String> token(Position intent, Entry entry, AuthorityState before) {
        for (Effect effect : entry.effects()) {
            Optional<String> fault = switch (effect) {
                case Effect.Issued issued -> issued(issued, intent, before);
                case Effect.CrlIssued crl -> EntryRules.faultOfCrl(crl, before);
                case Effect.Authority known -> authority(known);
                case Effect.OrderSettled settled -> Optional.empty();
                case Effect other -> Optional.of("a token's answer changes something else");
            };
            if (fault.isPresent()) {
                return fault;
            }
        }
        return Optional.empty();
    }

    private Optional<String> issued(Effect.Issued issued, Position intent, AuthorityState before) {
        if (!before.isOpen(issued.authority(), issued.serial())) {
            return Optional.of("a certificate that was not intended");
        }
        AuthorityState.OpenIntent open = before.openIntent(issued.authority(), issued.serial());
        Optional<Certificate> certificate = EvidenceStore.certificate(tx.handle(), issued.authority(), issued.serial())
                .flatMap(found -> Certificate.parse(found.der()).toOptional())
                .filter(found -> Digest.of(found.der()).equals(issued.certificate()));
        if (certificate.isEmpty()) {
            return Optional.of("a certificate that is not there");
        }
        if (orders.isPublishedOtherwise(issued)) {
            return Optional.of("a certificate that is published otherwise than its profile says");
        }
        List<Certificate> own = ofOrder.computeIfAbsent(open.intended().order(), order -> new ArrayList<>());
        own.add(certificate.get());
        boolean asked = open.position().equals(intent)
                && Digest.of(certificate.get().tbsCertificate())
                        .equals(open.intended().toBeSigned())
                && certificate.get().notAfter().equals(open.intended().notAfter());
        boolean signed = Stream.concat(
                        before.find(issued.authority()).stream().flatMap(issuer -> issuer.certificates().stream()),
                        own.stream())
                .anyMatch(ca -> VerificationKey.of(ca.subjectPublicKeyInfo())
                        .map(certificate.get()::isSignedBy)
                        .orElse(false));
        return asked && signed
                ? Optional.empty()
                : Optional.of("a certificate that is not what was intended, or not signed by its CA");
    }

    /// A CA comes into force by a certificate that one of our orders made.
    private Optional<String> authority(Effect.Authority known) {
        boolean ours = known.inForce() == Effect.InForce.YES
                && ofOrder.values().stream()
                        .flatMap(List::stream)
                        .anyMatch(certificate -> Digest.of(certificate.der()).equals(known.certificate()));
        return ours ? Optional.empty() : Optional.of("a CA by a certificate that no order made");
    }
}
