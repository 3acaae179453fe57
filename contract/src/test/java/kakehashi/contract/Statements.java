package kakehashi.contract;

import java.util.List;
import java.util.function.Function;
import kakehashi.x509.Bytes;
import kakehashi.x509.Parsed;

/// Everything that is parsed on its own.
enum Statements {
    FILING(Filing.class, Filing::parse),
    ORDER(Order.class, Order::parse),
    APPROVAL(Approval.class, Approval::parse),
    SIGNED(Signed.class, Signed::parse),
    OUTCOME(Outcome.class, Outcome::parse),
    SIGNED_OUTCOME(SignedOutcome.class, SignedOutcome::parse),
    REQUEST(Request.class, Request::parse),
    CARD_KEY(CardKey.class, CardKey::parse),
    SUBSCRIBER_PROOF(SubscriberProof.class, SubscriberProof::parse),
    REVOKE_ME(RevokeMe.class, RevokeMe::parse),
    REVOKE_ME_STATEMENT(RevokeMeStatement.class, RevokeMeStatement::parse),
    ENROLMENT(Enrolment.class, Enrolment::parse),
    RULES(Rules.class, Rules::parse),
    KEYS_BODY(KeysBody.class, KeysBody::parse),
    KEY_CHANGE(KeyChange.class, KeyChange::parse),
    GENESIS(Genesis.class, Genesis::parse),
    RECONCILE(Reconcile.class, Reconcile::parse),
    ENTRY(Entry.class, Entry::parse),
    HEAD(Head.class, Head::parse),
    SIGNED_HEAD(SignedHead.class, SignedHead::parse),
    SNAPSHOT(Snapshot.class, Snapshot::parse),
    BATCH(Batch.class, Batch::parse),
    SIGNED_BATCH(SignedBatch.class, SignedBatch::parse),
    PULSE(Pulse.class, Pulse::parse),
    SIGNED_PULSE(SignedPulse.class, SignedPulse::parse),
    MINUTES(Minutes.class, Minutes::parse),
    SIGNED_MINUTES(SignedMinutes.class, SignedMinutes::parse),
    DESTROY_KEY(DestroyKey.class, DestroyKey::parse),
    KEY_DESTROYED(KeyDestroyed.class, KeyDestroyed::parse),
    SIGNED_ORDER(SignedOrder.class, SignedOrder::parse),
    SEALED(Sealed.class, Sealed::parse),
    SEALED_STATE(SealedState.class, SealedState::parse);

    static final List<Statements> ALL = List.of(values());

    final Class<? extends DerValue> type;
    final Function<Bytes, Parsed<? extends DerValue>> parser;

    @SuppressWarnings("unchecked")
    <T extends DerValue> Statements(Class<T> type, Function<Bytes, Parsed<T>> parser) {
        this.type = type;
        this.parser = (Function<Bytes, Parsed<? extends DerValue>>) (Function<?, ?>) parser;
    }

    Parsed<? extends DerValue> parse(Bytes der) {
        return parser.apply(der);
    }
}
