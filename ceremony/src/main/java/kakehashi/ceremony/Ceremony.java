package kakehashi.ceremony;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import kakehashi.authority.Halt;
import kakehashi.authority.OrderRule;
import kakehashi.authority.VaultFacts;
import kakehashi.contract.Credential;
import kakehashi.contract.Digest;
import kakehashi.contract.Enrolment;
import kakehashi.contract.Id;
import kakehashi.contract.Minutes;
import kakehashi.contract.Order;
import kakehashi.contract.OrderBody;
import kakehashi.contract.Outcome;
import kakehashi.contract.Role;
import kakehashi.contract.Rules;
import kakehashi.contract.Salt;
import kakehashi.contract.Signed;
import kakehashi.contract.SignedMinutes;
import kakehashi.contract.SignedOrder;
import kakehashi.contract.SignedOutcome;
import kakehashi.issuing.CeremonyDoor;
import kakehashi.issuing.IssuingAuthority;
import kakehashi.issuing.VaultParts;
import kakehashi.keys.OfficerCredential;
import kakehashi.x509.Bytes;
import kakehashi.x509.Certificate;
import kakehashi.x509.SubjectPublicKeyInfo;

/// Runs a ceremony: founds an installation, and has orders approved by the officers at the console and carried out
/// by the vault, step by step, as one reviewed file says.
///
/// It has no power of its own. Each step is an order like any other, which the vault judges by signatures and
/// rules. It can be broken off at any moment, by a refusal or by the power cord, and goes on at the first step that
/// is not done: an order that was sent is sent again, and the vault answers it as it did.
public final class Ceremony implements AutoCloseable {
    private static final Duration LONGEST = Duration.ofDays(1);

    private final CeremonyFile file;
    private final VaultParts parts;
    private final CeremonyDoor door;
    private final CeremonyLog log;
    private final CeremonyTable table;
    private Optional<IssuingAuthority> authority = Optional.empty();

    /// @param parts of the vault, with the token activated
    public Ceremony(CeremonyFile file, VaultParts parts, CeremonyLog log, CeremonyTable table) {
        this.file = file;
        this.parts = parts;
        this.door = new CeremonyDoor(parts);
        this.log = log;
        this.table = table;
    }

    /// The statement by which a credential enrols itself in genesis.
    public static Enrolment enrolment(
            CeremonyFile.Officer officer, CeremonyFile.AtConsole console, OfficerCredential known, Instant at) {
        Credential.Algorithm algorithm = switch (known.algorithm()) {
            case ECDSA_P256_SHA256 -> Credential.Algorithm.ECDSA_P256_SHA256;
            case ECDSA_P384_SHA384 -> Credential.Algorithm.ECDSA_P384_SHA384;
            case ED25519 -> Credential.Algorithm.ED25519;
            case RSA_PKCS1_SHA256 -> Credential.Algorithm.RSA_PKCS1_SHA256;
        };
        Credential credential = new Credential(
                console.id(), console.use(), console.display(), algorithm, known.key(), known.passkeyId());
        return new Enrolment(Optional.empty(), officer.person(), credential, at);
    }

    static Instant now(VaultParts parts) {
        return parts.clock().instant().truncatedTo(ChronoUnit.SECONDS);
    }

    private Instant now() {
        return now(parts);
    }

    /// Does every step that is not done yet.
    ///
    /// @throws Halt when the vault stops
    public CeremonyEnd run() {
        log.add(CeremonyEvent.of(0, CeremonyEvent.Kind.OPENED, now(), ""));
        for (CeremonyStep step : file.steps()) {
            if (log.done(step).isPresent()) {
                continue;
            }
            table.begins(step);
            log.add(CeremonyEvent.of(
                    step.number(), CeremonyEvent.Kind.BEGUN, now(), step.act().word()));
            Optional<String> fault = step.act() instanceof CeremonyStep.Found ? found(step) : order(step);
            if (fault.isPresent()) {
                note(step, CeremonyEvent.of(step.number(), CeremonyEvent.Kind.ABORTED, now(), fault.get()));
                return new CeremonyEnd.BrokenOff(step, fault.get());
            }
        }
        if (!log.isClosed()) {
            log.add(CeremonyEvent.of(0, CeremonyEvent.Kind.CLOSED, now(), ""));
        }
        return new CeremonyEnd.Completed();
    }

    private void note(CeremonyStep step, CeremonyEvent event) {
        log.add(event);
        table.ended(step, event);
    }

    private Optional<String> found(CeremonyStep step) {
        Optional<String> fault = new CeremonyFounding(file, parts, log, table).found();
        if (fault.isEmpty()) {
            List<Digest> digests = List.of(table.installation().orElseThrow());
            note(
                    step,
                    new CeremonyEvent(
                            step.number(), CeremonyEvent.Kind.DONE, now(), Optional.empty(), digests, "installation"));
        }
        return fault;
    }

    private IssuingAuthority authority() {
        if (authority.isEmpty()) {
            Digest installation =
                    table.installation().orElseThrow(() -> new Halt("the home has no founded installation"));
            authority = Optional.of(IssuingAuthority.open(parts, installation.octets()));
        }
        return authority.get();
    }

    /// Sends what was sent before a break; when that was refused, or nothing was sent, makes a new order.
    private Optional<String> order(CeremonyStep step) {
        Optional<SignedOrder> sent = log.sent(step);
        if (sent.isPresent() && submit(step, sent.get()).isEmpty()) {
            return Optional.empty();
        }
        CeremonyPlanner planner = new CeremonyPlanner(this::known);
        return switch (planner.plan(step.act(), now())) {
            case CeremonyPlanner.Plan.Refused(List<String> reasons) -> Optional.of(String.join("; ", reasons));
            case CeremonyPlanner.Plan.Ready(OrderBody body, List<Certificate> unsigned) -> {
                table.shows(step, unsigned);
                yield approved(step, body);
            }
        };
    }

    private Optional<String> approved(CeremonyStep step, OrderBody body) {
        Rules rules = authority().facts().rules();
        Optional<Rules.Rule> rule = CeremonyVotes.rule(rules, step.act().order().orElseThrow());
        if (rule.isEmpty()) {
            return Optional.of("no rule says who approves this");
        }
        Order order = order(step, rule.get(), body);
        SignedOrder signed = SignedOrder.of(order, Optional.empty());
        for (String key : step.approvers()) {
            CeremonyFile.Officer officer = file.officer(key).orElseThrow();
            Optional<Role> role = CeremonyVotes.role(rule.get(), officer);
            Optional<Signed> approval = role.flatMap(r -> table.approve(officer, order, r, now()));
            if (approval.isEmpty()) {
                return Optional.of("officer " + key + " did not approve");
            }
            signed = signed.with(approval.get());
        }
        log.sending(step, signed);
        return submit(step, signed);
    }

    private Order order(CeremonyStep step, Rules.Rule rule, OrderBody body) {
        Instant now = now();
        Duration life = Duration.ofSeconds(Math.min(rule.life(), LONGEST.toSeconds()));
        return new Order(
                table.installation().orElseThrow(),
                new Id(random(Id.OCTETS)),
                new Salt(random(Salt.OCTETS)),
                step.act().order().orElseThrow(),
                authority(step.act()),
                Optional.empty(),
                Optional.empty(),
                now,
                now.plus(life),
                body.der());
    }

    /// The CA that an order names: the one that signs.
    private static Optional<Id> authority(CeremonyStep.Act act) {
        return switch (act) {
            case CeremonyStep.Found found -> Optional.empty();
            case CeremonyStep.PutProfile put -> Optional.empty();
            case CeremonyStep.MakeKey(CeremonyCa ca) -> Optional.of(ca.id());
            case CeremonyStep.SelfSign(CeremonyCa ca) -> Optional.of(ca.id());
            case CeremonyStep.Certify(CeremonyCa ca, CeremonyCa by) -> Optional.of(by.id());
            case CeremonyStep.RollOver(CeremonyCa ca, var link) -> Optional.of(ca.id());
            case CeremonyStep.Receive receive -> Optional.of(receive.ca().id());
            case CeremonyStep.CrossCertify cross -> Optional.of(cross.by().id());
            case CeremonyStep.MakeCrl(CeremonyCa ca) -> Optional.of(ca.id());
        };
    }

    private static Bytes random(int octets) {
        byte[] chance = new byte[octets];
        new SecureRandom().nextBytes(chance);
        return Bytes.wrap(chance);
    }

    /// Lays an order before the vault, and notes what it says.
    ///
    /// @return why it was refused; empty when it is done
    private Optional<String> submit(CeremonyStep step, SignedOrder signed) {
        Optional<Digest> digest = Optional.of(Digest.of(signed.order()));
        return switch (answer(signed)) {
            case Outcome.Result.Done(List<Digest> digests) -> {
                keep(step, digests);
                note(step, new CeremonyEvent(step.number(), CeremonyEvent.Kind.DONE, now(), digest, digests, ""));
                yield Optional.empty();
            }
            case Outcome.Result.Refused(List<Outcome.Refusal> refusals) -> {
                List<String> rules = refusals.stream()
                        .map(Outcome.Refusal::rule)
                        .distinct()
                        .map(OrderRule::explained)
                        .toList();
                String why = "the vault refused: " + String.join(", ", rules);
                log.add(new CeremonyEvent(step.number(), CeremonyEvent.Kind.REFUSED, now(), digest, List.of(), why));
                yield Optional.of(why);
            }
        };
    }

    private Outcome.Result answer(SignedOrder signed) {
        try {
            Bytes answer = authority().submit(signed.der()).join();
            Bytes outcome = SignedOutcome.parse(answer).orElseThrow().outcome();
            return Outcome.parse(outcome).orElseThrow().result();
        } catch (CompletionException e) {
            throw e.getCause() instanceof Halt halt ? halt : new Halt("the vault did not answer", e);
        }
    }

    /// Puts what a step came to beside the log, for people to take away.
    private void keep(CeremonyStep step, List<Digest> digests) {
        int number = 0;
        for (Digest digest : digests) {
            number++;
            String name = step.slug() + "-" + number;
            door.certificate(digest).ifPresent(der -> log.keep(name + ".cer", der));
            if (step.act() instanceof CeremonyStep.Receive) {
                door.document(digest).ifPresent(der -> log.keep(name + ".cer", der));
            }
            if (step.act() instanceof CeremonyStep.MakeKey) {
                door.document(digest).ifPresent(der -> log.keep(name + ".p10", der));
            }
            if (step.act() instanceof CeremonyStep.MakeCrl) {
                door.crl(digest).ifPresent(der -> log.keep(name + ".crl", der));
            }
        }
    }

    private CeremonyPlanner.Known known(CeremonyCa ca) {
        Optional<VaultFacts.KnownAuthority> facts = authority().facts().authorities().stream()
                .filter(one -> one.id().equals(ca.id()))
                .findFirst();
        Optional<SubjectPublicKeyInfo> key = facts.flatMap(one -> parts.keys().stream()
                .map(entry -> entry.publicKey())
                .filter(k -> Digest.of(k.der()).equals(one.key()))
                .findFirst());
        return new CeremonyPlanner.Known(key, request(ca), facts.flatMap(VaultFacts.KnownAuthority::certificate));
    }

    /// The request that the vault made with the CA's key in this ceremony.
    private Optional<Bytes> request(CeremonyCa ca) {
        List<Digest> requests = new ArrayList<>();
        for (CeremonyStep step : file.steps()) {
            if (step.act() instanceof CeremonyStep.MakeKey(CeremonyCa made) && made.equals(ca)) {
                log.done(step).ifPresent(event -> requests.add(event.digests().get(1)));
            }
        }
        return requests.isEmpty() ? Optional.empty() : door.document(requests.getLast());
    }

    /// Has the vault's statement key sign what the minutes are. Before that, every order of the log is laid before
    /// the vault once more, which must answer as the log says.
    ///
    /// @param documents digests of the minutes in their forms
    /// @throws Halt when the log says something else than the vault
    public SignedMinutes seal(List<Digest> documents) {
        for (CeremonyStep step : file.steps()) {
            CeremonyEvent done = log.done(step).orElseThrow(() -> new Halt("a step is not done: " + step.slug()));
            Optional<SignedOrder> sent = log.sent(step).filter(this::isRemembered);
            if (sent.isPresent() && !answer(sent.get()).equals(new Outcome.Result.Done(done.digests()))) {
                throw new Halt("the step log does not say what the vault says: " + step.slug());
            }
        }
        List<Digest> all = new ArrayList<>(documents);
        all.add(log.digest());
        Minutes minutes = new Minutes(
                table.installation().orElseThrow(),
                file.digest(),
                all,
                authority().facts().head(),
                now());
        return CeremonyDoor.sign(authority(), minutes);
    }

    /// The vault forgets settled orders some time after they expired; then the chain alone says what became of
    /// them.
    private boolean isRemembered(SignedOrder signed) {
        return now().isBefore(Order.parse(signed.order()).orElseThrow().expiresAt());
    }

    /// Closes the vault.
    @Override
    public void close() {
        authority.ifPresent(IssuingAuthority::close);
    }
}
