package kakehashi.issuing;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import kakehashi.authority.AuthorityState;
import kakehashi.authority.Chain;
import kakehashi.authority.Halt;
import kakehashi.authority.LostRecords;
import kakehashi.authority.ReconcilePlan;
import kakehashi.authority.ReconcileReport;
import kakehashi.authority.RuleOrders;
import kakehashi.contract.CustodianSignature;
import kakehashi.contract.Digest;
import kakehashi.contract.Effect;
import kakehashi.contract.Id;
import kakehashi.contract.OfficerBody;
import kakehashi.contract.Position;
import kakehashi.contract.Reconcile;
import kakehashi.contract.SealedState;
import kakehashi.x509.Bytes;
import kakehashi.x509.SerialNumber;

/// Lets a vault go on whose database, sealed state and published records do not belong together any more: after a
/// restore of an older backup, after a sealed state was lost. What the public zone and the sealed state remember is
/// taken up; a certificate whose order is lost is revoked; numbers go on above all that were ever seen; the
/// custodians' quorum signs it (docs/adr/0005, Going on after that).
///
/// Looking changes nothing. Nobody else may use the database and the sealed state meanwhile.
public final class Reconciliation implements AutoCloseable {
    /// What is done about batches that the sealed state knows of and nobody brought.
    public enum Missing {
        /// The ceremony does not take place.
        REFUSED,
        /// It does: what only they told is lost.
        ACCEPTED
    }

    private final VaultParts parts;
    private final Seal seal;
    private final Documents documents;
    private final Chain chain;
    private final ReconcilePlan.Found found;
    private final Fence fence;
    private final Optional<String> why;
    private final boolean held;

    private Reconciliation(VaultParts parts, Digest installation, List<Bytes> files, Optional<String> why) {
        this.parts = parts;
        this.why = why;
        this.fence = new Fence(parts.token(), installation);
        this.documents = new Documents(parts.database());
        this.seal = Seal.open(parts.sealed(), Opening.seals(parts));
        try {
            ChainLoader loader = new ChainLoader(parts.database(), documents, installation, Optional.empty());
            this.chain = loader.loadUnsealed();
            AuthorityState state = chain.state();
            if (!state.genesis().nodes().contains(parts.node())) {
                throw new Halt("genesis names no node " + parts.node());
            }
            Optional<SealedState> sealed = seal.read(installation, parts.node()).map(Seal.Found::newest);
            this.held = isHeld(loader, sealed);
            this.found = new ReconcilePlan.Found(
                    state,
                    chain.feed().last(),
                    sealed,
                    LostRecords.of(files, state, chain.feed().last(), sealed),
                    new IssuedRows(parts.database())::find,
                    parts.node(),
                    held ? List.of() : TreeLosses.find(parts.database(), state, sealed));
        } catch (RuntimeException e) {
            seal.close();
            throw e;
        }
    }

    private static boolean isHeld(ChainLoader loader, Optional<SealedState> sealed) {
        Optional<Position> head = sealed.map(known -> known.pending().orElse(known.committed()));
        return loader.lastCeremony().filter(last -> last.sealed().equals(head)).isPresent();
    }

    /// Looks at everything.
    ///
    /// @param installation the digest of the genesis entry, as the configuration pins it
    /// @param files batches, CRLs and certificates that others had, in any order
    /// @param missing what to do about batches that nobody brought
    /// @throws Halt when the chain is broken, or what was brought is not ours, contradicts it, or leaves a gap
    public static Reconciliation examine(VaultParts parts, Bytes installation, List<Bytes> files, Missing missing) {
        Digest pinned = new Digest(installation);
        Reconciliation made = new Reconciliation(parts, pinned, files, whyNot(parts.withCheckedClock(), pinned));
        boolean refuses = missing == Missing.REFUSED && !made.held;
        if (refuses && (made.missing() > 0 || made.found.lacksBatches())) {
            made.close();
            throw new Halt("batches up to at least " + made.found.batch().index() + " were handed out, and "
                    + Math.max(1, made.missing()) + " or more are missing: bring them from a public node");
        }
        return made;
    }

    /// What keeps the vault from starting; empty when nothing does.
    private static Optional<String> whyNot(VaultParts parts, Digest installation) {
        try {
            Opening.of(parts, installation).seal().close();
            return Optional.empty();
        } catch (Halt e) {
            return Optional.of(e.getMessage());
        }
    }

    private long missing() {
        long known = found.records().batches().isEmpty()
                ? found.lastBatch().index()
                : found.records().batches().getLast().batch().number();
        return found.batch().index() - known;
    }

    /// Whether there is anything to do.
    public ReconcileReport.Need need() {
        ReconcilePlan plan = plan(new Id(Bytes.wrap(new byte[Id.OCTETS])), now(), epoch(), List.of());
        boolean nothingNew = plan.told().isEmpty()
                && lines(plan.taken()).isEmpty()
                && found.records().batches().isEmpty()
                && found.records().crls().stream().noneMatch(this::isNewer);
        if (held) {
            return ReconcileReport.Need.SEALING;
        }
        return why.isEmpty() && nothingNew && found.cuts().isEmpty()
                ? ReconcileReport.Need.NONE
                : ReconcileReport.Need.CEREMONY;
    }

    private boolean isNewer(LostRecords.FoundCrl found) {
        BigInteger known =
                this.found.state().find(found.authority()).orElseThrow().crlNumber();
        return found.crl()
                .crlNumber()
                .filter(number -> number.compareTo(known) > 0)
                .isPresent();
    }

    private Instant now() {
        Instant clock = parts.clock().instant().truncatedTo(ChronoUnit.SECONDS);
        return Stream.concat(Stream.of(clock, found.state().at()), found.sealed().map(SealedState::latest).stream())
                .max(Instant::compareTo)
                .orElseThrow();
    }

    private long epoch() {
        long token = fence.read().map(Fence.Kept::epoch).orElse(0L);
        return Math.max(Math.max(token, found.state().epoch()), sealedEpoch()) + 1;
    }

    private long sealedEpoch() {
        return found.sealed().map(SealedState::epoch).orElse(0L);
    }

    private ReconcilePlan plan(Id id, Instant at, long epoch, List<OfficerBody> officers) {
        return ReconcilePlan.of(found, id, at, epoch, officers);
    }

    /// A statement for the custodians to sign: of this moment, for this chain and no other.
    public Reconcile statement() {
        return statement(List.of(), List.of());
    }

    /// The same, with officers and credentials that end by it: no batch tells who was ended in the lost days.
    ///
    /// @param officers the ids of officers
    /// @param credentials the ids of credentials
    /// @throws Halt when one of them is not in force
    public Reconcile statement(List<Id> officers, List<Id> credentials) {
        byte[] chance = new byte[Id.OCTETS];
        new SecureRandom().nextBytes(chance);
        List<OfficerBody> ends = Stream.concat(
                        officers.stream().map(OfficerBody.End::new),
                        credentials.stream().map(this::end))
                .map(OfficerBody.class::cast)
                .toList();
        return plan(new Id(Bytes.wrap(chance)), now(), epoch(), ends).statement();
    }

    private OfficerBody end(Id credential) {
        return found.state()
                .officers()
                .holder(credential)
                .map(officer -> new OfficerBody.EndCredential(officer, credential))
                .orElseThrow(() -> new Halt("there is no credential " + credential + " in force"));
    }

    /// What would be done.
    public ReconcileReport report(Reconcile statement) {
        ReconcilePlan plan = plan(statement.id(), statement.at(), statement.epoch(), statement.officers());
        return new ReconcileReport(
                need(),
                why,
                found.state().head(),
                found.sealedHead(),
                statement.epoch(),
                statement.index(),
                found.batch(),
                found.records().batches().size(),
                missing(),
                lines(plan.taken()),
                lines(plan.told()),
                plan.statement().floors().stream()
                        .map(floor ->
                                new ReconcileReport.Floor(floor.authority(), name(floor.authority()), floor.crl()))
                        .toList(),
                statement.officers(),
                left(plan));
    }

    /// The last group that the sealed state knows may have been published, and the file does not know that.
    private List<String> left(ReconcilePlan plan) {
        List<String> left = new ArrayList<>(plan.left());
        found.cuts().forEach(cut -> left.add(TreeLosses.sentence(cut)));
        if (found.mayHavePublishedMore()) {
            left.add("a batch " + (found.batch().index() + 1) + " may have been published: if a public node shows it,"
                    + " bring it first");
        }
        return left;
    }

    private String name(Id authority) {
        return found.state().find(authority).orElseThrow().settings().name();
    }

    private List<ReconcileReport.Line> lines(List<Effect> effects) {
        List<ReconcileReport.Line> lines = new ArrayList<>();
        for (Effect effect : effects) {
            if (effect instanceof Effect.Revoked one) {
                lines.add(line(one.authority(), one.serial(), ReconcileReport.Fate.REVOKED));
            } else if (effect instanceof Effect.Held one) {
                lines.add(line(one.authority(), one.serial(), ReconcileReport.Fate.HELD));
            } else if (effect instanceof Effect.Released one) {
                lines.add(line(one.authority(), one.serial(), ReconcileReport.Fate.RELEASED));
            } else if (effect instanceof Effect.Burnt one) {
                lines.add(line(one.authority(), one.serial(), ReconcileReport.Fate.BURNT));
            }
        }
        return lines;
    }

    private ReconcileReport.Line line(Id authority, SerialNumber serial, ReconcileReport.Fate fate) {
        return new ReconcileReport.Line(authority, name(authority), serial, fate);
    }

    /// Carries out what a quorum of custodians signed: the epoch in the token, the chain, then the sealed state.
    /// Whatever breaks off before the last leaves a vault that does not start.
    ///
    /// @param statement the DER of what was signed
    /// @throws Halt when it is not what follows from what was found, or not enough custodians signed it; nothing
    /// was done then
    public void carryOut(Bytes statement, List<CustodianSignature> signatures) {
        Reconcile signed = Reconcile.parse(statement)
                .toOptional()
                .orElseThrow(() -> new Halt("what was signed is no reconcile statement"));
        ReconcilePlan plan = plan(signed.id(), signed.at(), signed.epoch(), signed.officers());
        if (need() != ReconcileReport.Need.CEREMONY) {
            throw new Halt("there is nothing for a ceremony to reconcile");
        }
        if (!plan.statement().der().equals(statement)) {
            throw new Halt("the statement is not about what was found here: make a new one");
        }
        if (signed.epoch() <= Math.max(found.state().epoch(), sealedEpoch()) || !isFree(signed.epoch())) {
            throw new Halt("the statement's epoch has passed: make a new one");
        }
        if (signed.at().isBefore(found.state().at())
                || found.sealed().filter(s -> signed.at().isBefore(s.latest())).isPresent()) {
            throw new Halt("the statement is older than what the vault has done: make a new one");
        }
        if (!RuleOrders.isSignedByCustodians(statement, signatures, plan.keys().now())) {
            throw new Halt("not enough custodians signed the statement");
        }
        requireKeys(plan);
        fence.raise(signed.epoch(), parts.node());
        new ReconcileWriter(parts, documents, chain).write(plan, signatures, found);
        seal(signed.batch());
    }

    private void seal(Position batch) {
        seal.rekey(new VaultKeyRing(parts.token(), found.state()).seal());
        seal.reconcile(found.state(), parts.node(), batch);
    }

    private void requireKeys(ReconcilePlan plan) {
        if (VaultKeys.of(parts.token(), plan.keys().now(), plan.keys().change()).isEmpty()) {
            throw new Halt("the token does not have the keys that the lost batches name");
        }
    }

    /// Whether the token has not gone beyond; a ceremony of ours that broke off may have raised it as far.
    private boolean isFree(long epoch) {
        return fence.read()
                .filter(kept -> kept.epoch() > epoch
                        || kept.epoch() == epoch && !kept.node().equals(parts.node()))
                .isEmpty();
    }

    /// Finishes a ceremony that was held and broke off before the sealed state was written.
    ///
    /// @throws Halt when there is none
    public void finish() {
        if (!held) {
            throw new Halt("no ceremony broke off here");
        }
        fence.raise(found.state().epoch(), parts.node());
        seal(chain.feed().last());
    }

    /// Lets go of the sealed state.
    @Override
    public void close() {
        seal.close();
    }
}
