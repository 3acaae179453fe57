package kakehashi.issuing;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import kakehashi.authority.AuthoritySettings;
import kakehashi.authority.AuthorityState;
import kakehashi.authority.Issuer;
import kakehashi.authority.OrderRule;
import kakehashi.authority.View;
import kakehashi.contract.CrlBody;
import kakehashi.contract.Digest;
import kakehashi.contract.Effect;
import kakehashi.contract.Entry;
import kakehashi.contract.Id;
import kakehashi.contract.Outcome;
import kakehashi.contract.Position;
import kakehashi.ledger.AuditKind;
import kakehashi.revocation.IssuedCrl;
import kakehashi.revocation.RevocationRegister;
import kakehashi.revocation.SignedCrl;
import kakehashi.x509.Bytes;

/// Has CRLs made: when they are due, when an order asks, and at once when one is owed ([Issuer#owesCrl]). One
/// number of a CA is worked on at a time; what is asked meanwhile comes after it.
final class CrlDesk {
    /// How long a CA whose lists could not be signed is left alone: its token may be away on purpose.
    private static final Duration PAUSE = Duration.ofMinutes(10);

    /// The same when a list is owed.
    private static final Duration SHORT_PAUSE = Duration.ofSeconds(20);

    private final AuthorityState state;
    private final ChainWriter writer;
    private final Settling settling;
    private final SigningRoom signing;
    private final Map<Id, CrlWork> atWork = new HashMap<>();
    private final Map<Id, List<IssuedCrl>> complete = new HashMap<>();
    private final Map<Id, Instant> deltas = new HashMap<>();
    private final Map<Id, Instant> notBefore = new HashMap<>();
    private final Map<Id, ArrayDeque<CrlWork.ByOrder>> next = new HashMap<>();

    CrlDesk(AuthorityState state, ChainWriter writer, Settling settling, SigningRoom signing) {
        this.state = state;
        this.writer = writer;
        this.settling = settling;
        this.signing = signing;
    }

    /// Begins the lists that are due or owed.
    void makeDue(Instant now) {
        for (Issuer issuer : state.issuers()) {
            boolean paused = now.isBefore(notBefore.getOrDefault(issuer.id(), Instant.MIN));
            if (!paused && !atWork.containsKey(issuer.id())) {
                due(issuer, now).ifPresent(kind -> begin(issuer, kind, Optional.empty()));
            }
        }
    }

    /// A delta follows the lists that it builds on at once, so that there is one wherever they say so, and then
    /// again and again. Those lists are known as long as the process runs: after a start all are made anew instead
    /// of a delta.
    private Optional<CrlBody> due(Issuer issuer, Instant now) {
        if (issuer.owesCrl()) {
            return Optional.of(CrlBody.FULL);
        }
        if (!issuer.isInForce()) {
            return Optional.empty();
        }
        AuthoritySettings.CrlTimes times = issuer.settings().schedule();
        Instant last = issuer.lastCrl().orElse(Instant.MIN);
        boolean known = complete.containsKey(issuer.id());
        Duration every = known ? times.period() : times.deltas().orElse(times.period());
        if (last.equals(Instant.MIN) || !now.isBefore(last.plus(every))) {
            return Optional.of(CrlBody.FULL);
        }
        Instant delta = deltas.getOrDefault(issuer.id(), Instant.MIN);
        boolean due = known
                && times.deltas()
                        .filter(often -> delta.isBefore(last) || !now.isBefore(delta.plus(often)))
                        .isPresent();
        return due ? Optional.of(CrlBody.DELTA) : Optional.empty();
    }

    /// Begins the lists that an order asks for, now or after those at work.
    void make(CrlWork.ByOrder order) {
        Id authority = order.grounds().order().authority().orElseThrow();
        if (atWork.containsKey(authority)) {
            next.computeIfAbsent(authority, id -> new ArrayDeque<>()).add(order);
        } else {
            state.find(authority)
                    .ifPresent(issuer -> begin(issuer, (CrlBody) order.grounds().body(), Optional.of(order)));
        }
    }

    private void begin(Issuer issuer, CrlBody kind, Optional<CrlWork.ByOrder> order) {
        View.Ca ca = View.Ca.of(issuer);
        if (order.isEmpty() && !signing.isReady(ca)) {
            // The token is offline: no number is spent, and the lists come when it is open.
            pause(issuer);
            return;
        }
        BigInteger number = issuer.crlNumber().add(BigInteger.ONE);
        CrlWork work = new CrlWork(issuer.id(), number, kind, order, complete.getOrDefault(issuer.id(), List.of()));
        atWork.put(issuer.id(), work);
        Entry.ScheduleRule rule = kind == CrlBody.DELTA ? Entry.ScheduleRule.DELTA : Entry.ScheduleRule.CRL;
        Entry.Cause cause = order.<Entry.Cause>map(by -> Settling.cause(by.grounds(), by.votes()))
                .orElseGet(() -> new Entry.Cause.Schedule(issuer.id(), rule));
        order.ifPresent(by -> settling.keepEvidence(by.grounds()));
        Position intent = writer.append(cause, List.of(new Effect.CrlIntended(issuer.id(), number)));
        RevocationRegister frozen = issuer.revocations().copy();
        Instant now = writer.group().now();
        writer.group().after().add(() -> signing.signLists(work, intent, ca, frozen, now));
    }

    void signed(VaultTask.CrlsSigned task) {
        CrlWork work = task.work();
        for (SignedCrl list : task.lists()) {
            Bytes der = list.der();
            Digest digest = new Digest(list.digest());
            writer.group().files().add(der);
            writer.group()
                    .crls()
                    .add(new Group.Crl(
                            work.authority(),
                            work.number(),
                            new VaultStore.CrlRow(digest, list.octets(), writer.nextIndex())));
            writer.group().events().add(SigningRoom.event(AuditKind.KEY_AFTER, digest, digest.octets()));
        }
        List<Effect> effects = task.lists().stream()
                .map(list -> (Effect) new Effect.CrlIssued(
                        work.authority(), work.number(), new Digest(list.digest()), list.octets(), work.kind()))
                .toList();
        Entry.Cause cause = new Entry.Cause.Token(task.intent());
        if (work.order().isPresent()) {
            List<Digest> digests =
                    task.lists().stream().map(list -> new Digest(list.digest())).toList();
            CrlWork.ByOrder by = work.order().get();
            settling.settle(by.grounds(), cause, effects, new Outcome.Result.Done(digests), List.of(by.ticket()));
        } else {
            writer.append(cause, effects);
        }
        remember(work, task.lists());
        finish(work.authority());
    }

    private void remember(CrlWork work, List<SignedCrl> signed) {
        if (work.kind() == CrlBody.DELTA) {
            deltas.put(work.authority(), writer.group().now());
        }
        if (work.kind() == CrlBody.FULL) {
            List<IssuedCrl> lists = signed.stream().map(SignedCrl::issued).toList();
            complete.put(work.authority(), lists);
            if (work.order().isEmpty()) {
                // What expired was on one regular list more, and may go (RFC 5280 §3.3).
                state.find(work.authority())
                        .filter(issuer -> issuer.settings().schedule().expired() == AuthoritySettings.Expired.LEAVES)
                        .ifPresent(issuer -> issuer.revocations().forget(lists));
            }
        }
    }

    /// "A lost one's number is skipped" (record 7).
    void lost(VaultTask.CrlsLost task) {
        task.work()
                .order()
                .ifPresent(by -> settling.settle(
                        by.grounds(),
                        Settling.cause(by.grounds(), by.votes()),
                        List.of(),
                        new Outcome.Result.Refused(List.of(new Outcome.Refusal(OrderRule.KEY_NOT_HERE.id(), 0))),
                        List.of(by.ticket())));
        state.find(task.work().authority()).ifPresent(this::pause);
        finish(task.work().authority());
    }

    private void pause(Issuer issuer) {
        Duration pause = issuer.owesCrl() ? SHORT_PAUSE : PAUSE;
        notBefore.put(issuer.id(), writer.group().now().plus(pause));
    }

    private void finish(Id authority) {
        atWork.remove(authority);
        ArrayDeque<CrlWork.ByOrder> waiting = next.get(authority);
        if (waiting != null && !waiting.isEmpty()) {
            make(waiting.poll());
        }
    }
}
