package kakehashi.issuing;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import kakehashi.authority.AuthorityOrders;
import kakehashi.authority.AuthorityState;
import kakehashi.authority.Chain;
import kakehashi.authority.Grounds;
import kakehashi.authority.Halt;
import kakehashi.authority.Issuer;
import kakehashi.authority.ItemPlan;
import kakehashi.authority.OrderJudge;
import kakehashi.authority.OrderRule;
import kakehashi.authority.Verdict;
import kakehashi.authority.View;
import kakehashi.contract.Digest;
import kakehashi.contract.Effect;
import kakehashi.contract.Entry;
import kakehashi.contract.Id;
import kakehashi.contract.Outcome;
import kakehashi.contract.Position;
import kakehashi.contract.SignedOutcome;
import kakehashi.ledger.AuditKind;
import kakehashi.ledger.DatabaseFailure;
import kakehashi.x509.Bytes;
import kakehashi.x509.Certificate;

/// Carries orders out, on the thread that writes the chain: decides, intends, settles (docs/adr/0007).
final class OrderDesk {
    private final AuthorityState state;
    private final OrderJudge judge;
    private final ChainWriter writer;
    private final Settling settling;
    private final SigningRoom signing;
    private final Documents documents;
    private final VaultLookup lookup;
    private final CrlDesk crls;
    private final KeyDesk caKeys;
    private final Recovery recovery;
    private final Map<Id, OrderWork> works = new HashMap<>();
    private final ArrayDeque<OrderWork> waiting = new ArrayDeque<>();
    private final ArrayDeque<VaultTask.Planned> later = new ArrayDeque<>();
    private final Map<Position, List<VaultTask.Signed>> answered = new LinkedHashMap<>();
    private final Consumer<VaultTask.Planned> again;
    private View view;
    private int inFlight;

    /// @param again where orders go that must be planned anew
    OrderDesk(Chain chain, VaultRooms rooms, VaultLookup lookup, Consumer<VaultTask.Planned> again) {
        this.state = chain.state();
        this.judge = new OrderJudge(state, lookup);
        this.writer = rooms.writer();
        this.settling = rooms.settling();
        this.signing = rooms.signing();
        this.documents = rooms.documents();
        this.crls = rooms.crls();
        this.recovery = rooms.recovery();
        this.caKeys = new KeyDesk(rooms, this::refreshView);
        this.lookup = lookup;
        this.again = again;
        this.view = View.of(state);
    }

    /// What threads that plan are to see.
    View view() {
        return view;
    }

    /// Where keys of CAs are made.
    KeyDesk caKeys() {
        return caKeys;
    }

    /// How many certificates are at the token.
    int inFlight() {
        return inFlight;
    }

    int waitingOrders() {
        return works.size() + later.size();
    }

    /// Takes an order. One that asks for certificates is judged when there is room at the token, so that its first
    /// entry follows the judgement in the same group, and its evidence never lies there before an entry names it.
    void take(VaultTask.Planned task) {
        if (!task.planned().items().isEmpty() && !(hasRoom() && later.isEmpty())) {
            later.add(task);
        } else {
            takeNow(task);
        }
    }

    private boolean hasRoom() {
        return inFlight < most() && waiting.isEmpty() || isStopped();
    }

    private boolean isStopped() {
        return recovery.bounds().stopped(writer.group().now()).isPresent();
    }

    private int most() {
        return recovery.bounds().most(writer.group().now());
    }

    private void takeNow(VaultTask.Planned task) {
        Grounds.Planned planned = task.planned();
        if (planned.view() != view) {
            writer.group().after().add(() -> again.accept(task));
            return;
        }
        Grounds grounds = planned.grounds();
        OrderWork known = works.get(grounds.order().order());
        if (known != null) {
            join(known, grounds, task.ticket());
            return;
        }
        if (settling.room().keeps(task)) {
            return;
        }
        lookedUp(task.ticket(), () -> judge.judge(planned, writer.group().now()))
                .ifPresent(decided -> carryOut(planned, decided, task.ticket()));
    }

    /// What asks the database before anything is written. When that is away the order comes again, and the vault
    /// works on.
    private static <T> Optional<T> lookedUp(Ticket ticket, Supplier<T> question) {
        try {
            return Optional.of(question.get());
        } catch (DatabaseFailure e) {
            ticket.answer().completeExceptionally(e);
            return Optional.empty();
        }
    }

    private void join(OrderWork known, Grounds grounds, Ticket ticket) {
        if (known.grounds().digest().equals(grounds.digest())) {
            known.join(ticket);
        } else {
            settling.answer(grounds.digest(), OrderRule.ID_USED, List.of(ticket));
        }
    }

    private void carryOut(Grounds.Planned planned, OrderJudge.Decided decided, Ticket ticket) {
        Grounds grounds = planned.grounds();
        List<Ticket> tickets = List.of(ticket);
        switch (decided.verdict()) {
            case Verdict.NotYet notYet -> settling.answer(grounds.digest(), notYet, tickets);
            case Verdict.Repeated repeated ->
                lookedUp(ticket, () -> lookup.outcome(grounds.digest()))
                        .ifPresent(outcome -> repeat(grounds, ticket, outcome));
            case Verdict.Refused(List<Outcome.Refusal> refusals) ->
                settle(grounds, decided, decided.alone(), new Outcome.Result.Refused(refusals), tickets);
            case Verdict.Effects effects -> apply(grounds, decided, effects, tickets);
            case Verdict.Certificates granted -> begin(planned, decided, granted, ticket);
            case Verdict.MakeCrl crl -> {
                settling.room().enter(planned);
                crls.make(new CrlWork.ByOrder(grounds, decided.votes(), ticket));
            }
            case Verdict.MakeKey key -> caKeys.make(planned, decided.votes(), ticket);
        }
    }

    private Position settle(
            Grounds grounds,
            OrderJudge.Decided decided,
            List<Effect> effects,
            Outcome.Result result,
            List<Ticket> tickets) {
        settling.keepEvidence(grounds);
        return settling.settle(grounds, Settling.cause(grounds, decided.votes()), effects, result, tickets);
    }

    /// A settled order is answered as it was; the row is compared with what the chain says of it.
    private void repeat(Grounds grounds, Ticket ticket, Optional<Bytes> row) {
        Id id = grounds.order().order();
        Bytes stored = row.orElseThrow(() -> new Halt("the outcome of a settled order is gone"));
        Digest outcome = SignedOutcome.parse(stored)
                .toOptional()
                .map(signed -> Digest.of(signed.outcome()))
                .orElseThrow(() -> new Halt("the outcome of a settled order cannot be read"));
        if (!state.orders().settled(id).orElseThrow().outcome().equals(outcome)) {
            throw new Halt("the outcome of a settled order was changed");
        }
        writer.group().answer(List.of(ticket), stored);
    }

    private void apply(Grounds grounds, OrderJudge.Decided decided, Verdict.Effects verdict, List<Ticket> tickets) {
        verdict.documents().forEach(this::keep);
        for (Effect effect : verdict.effects()) {
            if (effect instanceof Effect.Erased(Digest digest)) {
                writer.group().erased().add(digest);
            }
        }
        List<Effect> effects = new ArrayList<>(verdict.effects());
        effects.addAll(decided.alone());
        settle(grounds, decided, effects, new Outcome.Result.Done(verdict.done()), tickets);
        refreshView(verdict.effects());
        if (state.issuers().stream().anyMatch(Issuer::owesCrl)) {
            crls.makeDue(writer.group().now());
        }
    }

    private void keep(Bytes document) {
        documents.add(document);
        writer.group().documents().add(document);
    }

    /// Plans under a view that changed are made anew.
    private void refreshView(List<Effect> effects) {
        if (View.isChangedBy(effects)) {
            view = View.of(state);
        }
    }

    private void begin(
            Grounds.Planned planned, OrderJudge.Decided decided, Verdict.Certificates granted, Ticket ticket) {
        Grounds grounds = planned.grounds();
        if (isStopped()) {
            settling.answer(grounds.digest(), OrderRule.ISSUING_STOPPED, List.of(ticket));
            return;
        }
        Optional<OrderRule> refusal = recovery.refusal(grounds);
        if (refusal.isPresent()) {
            recovery.refuse(grounds, decided.votes(), refusal.get(), ticket);
            return;
        }
        OrderWork work = new OrderWork(planned, decided.votes(), granted, ticket);
        recovery.goOn(work);
        settling.keepEvidence(grounds);
        works.put(grounds.order().order(), work);
        settling.room().enter(planned);
        if (work.isDone()) {
            finish(work, Settling.cause(grounds, work.votes()), List.of());
        } else {
            waiting.add(work);
            intendWaiting();
        }
    }

    /// Intends as many certificates as may be at the token.
    void intend() {
        turnAwayIfStopped();
        intendWaiting();
        while (hasRoom() && !later.isEmpty()) {
            takeNow(later.poll());
        }
    }

    private void turnAwayIfStopped() {
        for (OrderWork work : List.copyOf(waiting)) {
            if (isStopped() && !work.isAtToken()) {
                waiting.remove(work);
                works.remove(work.grounds().order().order());
                recovery.turnAway(work);
            }
        }
    }

    private void intendWaiting() {
        int most = most();
        while (inFlight < most && !waiting.isEmpty()) {
            OrderWork work = waiting.peek();
            List<Effect> effects = new ArrayList<>(work.takeFirst());
            List<Integer> items = new ArrayList<>();
            int item = work.nextItem();
            while (item >= 0) {
                items.add(item);
                effects.add(intended(work, item));
                inFlight++;
                item = inFlight < most ? work.nextItem() : -1;
            }
            if (inFlight < most) {
                waiting.poll();
            }
            if (!items.isEmpty()) {
                Position intent = writer.append(Settling.cause(work.grounds(), work.votes()), effects);
                items.forEach(index -> writer.group().after().add(() -> signing.sign(work, index, intent)));
            }
        }
    }

    private Effect intended(OrderWork work, int item) {
        ItemPlan.Ready ready = work.item(item);
        Id order = work.grounds().order().order();
        writer.group()
                .events()
                .add(SigningRoom.event(
                        AuditKind.KEY_BEFORE,
                        ready.signingKey(),
                        ready.prepared().digest()));
        return new Effect.Intended(
                ready.authority(),
                ready.serial(),
                ready.key().key(),
                new Digest(ready.prepared().digest()),
                ready.unsigned().notAfter(),
                ready.holder(),
                order,
                item,
                state.orders().lost(order) + 1L);
    }

    /// What the token answered to one intent is one entry, as far as it came by this group.
    void signed(VaultTask.Signed task) {
        answered.computeIfAbsent(task.intent(), intent -> new ArrayList<>()).add(task);
    }

    /// Records the certificates that came back.
    void record() {
        answered.forEach(this::record);
        answered.clear();
    }

    private void record(Position intent, List<VaultTask.Signed> tasks) {
        OrderWork work = tasks.get(0).work();
        List<Effect> effects = new ArrayList<>(tasks.size() + 1);
        for (VaultTask.Signed task : tasks) {
            effects.add(issued(task));
        }
        Entry.Cause cause = new Entry.Cause.Token(intent);
        if (work.isDone()) {
            effects.addAll(AuthorityOrders.comeIntoForce(
                    state, work.grounds(), work.item(0).key().written(), work.digests()));
            finish(work, cause, effects);
        } else {
            writer.append(cause, effects);
            endIfLost(work, intent);
        }
    }

    private Effect issued(VaultTask.Signed task) {
        inFlight--;
        OrderWork work = task.work();
        ItemPlan.Ready ready = work.item(task.item());
        Certificate certificate = task.certificate();
        Digest digest = keepCertificate(work, task.item(), ready, certificate);
        lookup.certified(ready.key());
        work.issued(task.item(), certificate, digest);
        writer.group().events().add(SigningRoom.event(AuditKind.KEY_AFTER, ready.signingKey(), digest.octets()));
        return new Effect.Issued(ready.authority(), ready.serial(), digest, ready.visibility());
    }

    private Digest keepCertificate(OrderWork work, int item, ItemPlan.Ready ready, Certificate certificate) {
        Digest digest = Digest.of(certificate.der());
        writer.group()
                .certificates()
                .add(new VaultStore.CertificateRow(
                        ready.authority(),
                        ready.serial(),
                        digest,
                        certificate.der(),
                        certificate.subject().toString(),
                        certificate.notAfter(),
                        new VaultStore.Origin(
                                work.grounds().digest(), item, ready.key().key(), writer.nextIndex())));
        if (ready.holder() == Effect.Holder.AUTHORITY) {
            documents.add(certificate.der());
        }
        writer.group().keepAsFile(certificate, ready.visibility());
        return digest;
    }

    private void finish(OrderWork work, Entry.Cause cause, List<Effect> effects) {
        works.remove(work.grounds().order().order());
        settling.settle(work.grounds(), cause, effects, new Outcome.Result.Done(work.digests()), work.tickets());
        refreshView(effects);
    }

    void lost(VaultTask.Lost task) {
        inFlight--;
        OrderWork work = task.work();
        recovery.burn(task.intent(), work.item(task.item()));
        work.lose();
        waiting.remove(work);
        endIfLost(work, task.intent());
    }

    /// When nothing of a lost order is at the token any more, it is taken again, or refused for good.
    private void endIfLost(OrderWork work, Position intent) {
        if (work.isLost() && !work.isAtToken()) {
            works.remove(work.grounds().order().order());
            recovery.end(work, intent);
        }
    }
}
