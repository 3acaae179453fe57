package kakehashi.issuing;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import kakehashi.authority.AuthorityState;
import kakehashi.authority.Chain;
import kakehashi.authority.Examination;
import kakehashi.authority.Halt;
import kakehashi.authority.OrderRule;
import kakehashi.authority.Planner;
import kakehashi.authority.ReviewOutcome;
import kakehashi.authority.SerialNumbers;
import kakehashi.authority.VaultFacts;
import kakehashi.authority.View;
import kakehashi.contract.Digest;
import kakehashi.ledger.AuditWriter;
import kakehashi.ledger.CheckpointKey;
import kakehashi.ledger.CheckpointLoop;
import kakehashi.ledger.Database;
import kakehashi.ledger.TileFolder;
import kakehashi.ledger.Witness;
import kakehashi.ledger.WitnessLoop;
import kakehashi.ledger.Zone;
import kakehashi.profiles.KeyBlocklist;
import kakehashi.x509.Bytes;

/// The issuing authority (IA): takes signed orders, judges them against the chain of authority, and carries them
/// out. It is the only part of the product that can have a certificate signed.
///
/// One thread decides and writes the chain, group by group; others examine orders before it and ask the token after
/// it. When something is not as it was left, signing stops: [#halted] says why, and every order is answered with
/// [Halt] until an officer has acted and the vault was started anew.
public final class IssuingAuthority implements AutoCloseable {
    private static final Duration PULSE = Duration.ofSeconds(10);

    private final Logger log = System.getLogger(IssuingAuthority.class.getName());
    private final Database database;
    private final AuthorityState state;
    private final ChainWriter writer;
    private final OrderDesk desk;
    private final CrlDesk crls;
    private final Settling settling;
    private final Seal seal;
    private final VaultKeyRing keys;
    private final Reception reception;
    private final Planner planner;
    private final Recovery recovery;
    private final StopLeaf stopLeaf;
    private final VaultParts parts;
    private final VaultThreads threads;
    private final VaultQueue tasks = new VaultQueue();
    private final Thread thread;
    private final Scrubber scrubber;
    private volatile View view;
    private volatile Optional<Halt> halt = Optional.empty();
    private volatile boolean closing;
    private volatile boolean ended;

    private IssuingAuthority(VaultParts parts, Opening opening) {
        Chain chain = opening.chain();
        Documents documents = opening.documents();
        this.parts = parts;
        this.database = parts.database();
        this.state = chain.state();
        this.seal = opening.seal();
        this.keys = opening.keys();
        this.view = View.of(state);
        this.threads = new VaultThreads(parts.workers());
        CaKeys caKeys = new CaKeys(parts);
        VaultLookup lookup = new VaultLookup(
                database, caKeys, () -> view, state.certifiedKeys(), new AbsenceProof(this, state.installation()));
        SigningRoom signing = new SigningRoom(caKeys, threads::executeFirst, tasks::add);
        this.writer = new ChainWriter(chain, keys, seal, parts);
        Examination examination = new Examination(state.installation(), state.officers());
        this.planner = new Planner(
                state.officers(), examination, lookup, new SerialNumbers(new java.security.SecureRandom())::next);
        this.reception = new Reception(
                examination,
                () -> view,
                (grounds, under) -> planner.plan(grounds, under, parts.clock().instant()),
                threads,
                tasks::add);
        this.settling = new Settling(state, writer, keys, new WaitingRoom(reception::again));
        this.crls = new CrlDesk(state, writer, settling, signing);
        this.recovery = new Recovery(state, writer, settling, documents, reception::again);
        VaultRooms rooms = new VaultRooms(writer, settling, signing, documents, crls, recovery);
        this.desk = new OrderDesk(chain, rooms, lookup, reception::again);
        this.stopLeaf = new StopLeaf(
                database, new AuditWriter(Zone.VAULT, state.installation().octets(), parts.clock()));
        this.scrubber = new Scrubber(this, database, state.installation());
        this.thread = Thread.ofPlatform().name("vault-chain").unstarted(this::run);
    }

    /// Opens the vault of an installation: reads and checks the whole chain, compares it with the sealed state,
    /// closes what a crash left open, and begins to work.
    ///
    /// @param installation the digest of the genesis entry, as the configuration pins it
    /// @throws Halt when anything is not as it was left; nothing was signed then
    public static IssuingAuthority open(VaultParts parts, Bytes installation) {
        return start(parts, Opening.of(parts, new Digest(installation)));
    }

    /// Opens the vault on another node than the one in charge, which stops at its next group (docs/adr/0005,
    /// Standby).
    ///
    /// @param wait longer than any operation of the token takes; record 5 says 30 seconds
    /// @throws Halt when anything is not as this node has seen it
    public static IssuingAuthority takeOver(VaultParts parts, Bytes installation, Duration wait) {
        return start(parts, Opening.takingOver(parts, new Digest(installation), wait));
    }

    private static IssuingAuthority start(VaultParts parts, Opening opening) {
        try {
            Checkpoints.requireNewest(opening, parts.witnesses());
            IssuingAuthority authority = new IssuingAuthority(parts, opening);
            authority.recover(opening);
            authority.thread.start();
            authority.scrubber.start();
            return authority;
        } catch (RuntimeException e) {
            opening.seal().close();
            throw e;
        }
    }

    /// Record 7, Recovered: every intent whose signature was not recorded is closed by revoking its serial number.
    private void recover(Opening opening) {
        if (opening.rise() == Opening.Rise.YES) {
            writer.raiseEpoch(LostGroup.of(opening));
        }
        recovery.closeOpenIntents();
        writer.commit();
        writer.publish();
        view = desk.view();
    }

    /// Lays an order before the vault.
    ///
    /// @param signedOrder the DER of a [kakehashi.contract.SignedOrder]
    /// @return completed with the DER of a [kakehashi.contract.SignedOutcome] once that is committed; exceptionally
    /// with [Halt] when the vault has stopped
    public CompletableFuture<Bytes> submit(Bytes signedOrder) {
        Ticket ticket = Ticket.ofCaller();
        examine(signedOrder, ticket);
        return ticket.answer();
    }

    void examine(Bytes file, Ticket ticket) {
        reception.enter(ticket);
        if (!refuseWhenHalted(ticket)) {
            reception.examine(file, ticket);
        }
    }

    private boolean refuseWhenHalted(Ticket ticket) {
        halt.ifPresent(ticket.answer()::completeExceptionally);
        if (closing && halt.isEmpty()) {
            ticket.answer().completeExceptionally(new Halt("the vault is being closed"));
        }
        return ticket.answer().isDone();
    }

    /// Why signing stopped; empty while the vault works.
    public Optional<String> halted() {
        return halt.map(Halt::getMessage);
    }

    /// Why issuing has stopped while revoking and CRLs go on; empty while it has not (docs/adr/0007, Bounds).
    public Optional<String> issuingStopped() {
        return ask(state -> recovery.bounds().stopped(parts.clock().instant()));
    }

    /// Facts about the state, as of the last commit.
    public VaultFacts facts() {
        return ask(VaultFacts::of);
    }

    /// Asks the thread that writes the chain, between two groups.
    <T> T ask(Function<AuthorityState, T> question) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        if (halt.isPresent()) {
            return question.apply(state);
        }
        tasks.add(new VaultTask.Ask(() -> answer.complete(question.apply(state))));
        if (ended) {
            answer.complete(question.apply(state));
        }
        return answer.join();
    }

    /// Asks right after a commit, when memory and database say the same.
    <T> T askCommitted(Function<AuthorityState, T> question) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        ask(state -> writer.group().after().add(() -> answer.complete(question.apply(state))));
        if (ended) {
            answer.complete(question.apply(state));
        }
        return answer.join();
    }

    /// Compares every row that matters with the chain: evidence, outcomes, certificates, CRLs, registers. A
    /// difference stops the vault; it does so by itself every minute for what is new, and every day for all.
    ///
    /// @return the first difference, in a sentence; empty when there is none
    public Optional<String> scrub() {
        Optional<String> difference = scrubber.whole();
        difference.ifPresent(sentence -> stopSigning(new Halt(sentence)));
        return difference;
    }

    /// Looks, quickly, when nothing is half written. What it throws comes back to the caller and stops nothing.
    public void atRest(Runnable look) {
        askCommitted(state -> seal.still(look)).ifPresent(e -> {
            throw e;
        });
    }

    /// Refuses keys that are known to others from now on. To be called before orders come.
    public void refuseKeys(KeyBlocklist known) {
        planner.refuse(known);
    }

    /// Judges every order in the chain again, from its signed bytes and the state before it, and compares what
    /// follows with what stands there (docs/adr/0004, An entry proves itself). The vault works on meanwhile. It
    /// takes about as long as judging them did.
    public ReviewOutcome review() {
        return scrubber.review();
    }

    /// Stops the vault, and waits until it has stopped.
    void stopSigning(Halt reason) {
        tasks.add(new VaultTask.Stop(reason));
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        long lastTick = 0;
        long lastPulse = 0;
        try {
            while (!closing || !tasks.isEmpty() || desk.waitingOrders() > 0) {
                List<VaultTask> taken = next();
                writer.begin();
                long time = System.nanoTime();
                if (time - lastTick > TimeUnit.MILLISECONDS.toNanos(VaultQueue.TICK_MILLIS)) {
                    lastTick = time;
                    crls.makeDue(writer.group().now());
                    state.orders().forget(writer.group().now());
                }
                makeGroup(taken);
                if (time - lastPulse > PULSE.toNanos()) {
                    lastPulse = time;
                    writer.pulse();
                }
            }
            writer.publish();
            writer.snapshot();
            writer.confirm();
        } catch (Halt e) {
            stop(e);
        } catch (RuntimeException | Error e) {
            stop(new Halt("the vault failed: " + e.getClass().getName(), e));
        } finally {
            dismiss();
        }
    }

    private void makeGroup(List<VaultTask> taken) {
        taken.forEach(this::work);
        desk.record();
        desk.intend();
        writer.commit();
        view = desk.view();
        if (taken.isEmpty()) {
            writer.confirm();
        }
        if (tasks.isEmpty() || writer.isSnapshotDue()) {
            writer.publish();
        }
        if (writer.isSnapshotDue()) {
            writer.snapshot();
        }
    }

    private List<VaultTask> next() {
        try {
            return tasks.next(desk::inFlight);
        } catch (InterruptedException e) {
            closing = true;
            return List.of();
        }
    }

    private void work(VaultTask task) {
        switch (task) {
            case VaultTask.Planned planned -> desk.take(planned);
            case VaultTask.Junk(Digest digest, Ticket ticket) ->
                settling.answer(digest, OrderRule.MALFORMED, List.of(ticket));
            case VaultTask.Signed signed -> desk.signed(signed);
            case VaultTask.Lost lost -> desk.lost(lost);
            case VaultTask.KeyMade made -> desk.caKeys().made(made);
            case VaultTask.KeyRefused refused -> desk.caKeys().refused(refused);
            case VaultTask.CrlsSigned signed -> crls.signed(signed);
            case VaultTask.CrlsLost lost -> crls.lost(lost);
            case VaultTask.Ask(Runnable question) -> question.run();
            case VaultTask.Stop(Halt reason) -> throw reason;
        }
    }

    /// Stops signing. What was being built is dropped: nothing of it was committed.
    private void stop(Halt reason) {
        writer.awaitSeal();
        halt = Optional.of(reason);
        log.log(Level.ERROR, "the vault has stopped: " + reason.getMessage(), reason);
        stopLeaf.write(reason);
    }

    private void dismiss() {
        ended = true;
        Halt reason = halt.orElseGet(() -> new Halt("the vault is being closed"));
        reception.dismiss(reason);
        for (VaultTask task : tasks.rest()) {
            if (task instanceof VaultTask.Ask(Runnable question)) {
                question.run();
            }
        }
    }

    /// Begins to sign checkpoints of every zone's audit tree, at least once a second when something was added.
    ///
    /// @param folder where checkpoints and tiles are published
    public CheckpointLoop signCheckpoints(TileFolder folder) {
        return Checkpoints.start(this, state, keys, seal, folder);
    }

    /// Begins to ask witnesses for cosignatures of the checkpoints in that folder.
    public WitnessLoop askWitnesses(TileFolder folder, List<Witness> witnesses) {
        return WitnessLoop.start(database, Checkpoints.signers(state, keys), folder, witnesses, parts.clock());
    }

    /// The key under which checkpoints of a zone's audit tree verify.
    public CheckpointKey checkpointKey(Zone zone) {
        return Checkpoints.key(zone, state, keys);
    }

    /// What came of orders, to be read by people.
    public Archive archive() {
        return new Archive(database);
    }

    VaultKeyRing keyRing() {
        return keys;
    }

    Database database() {
        return database;
    }

    /// Finishes what is being signed, and stops.
    @Override
    public void close() {
        closing = true;
        scrubber.close();
        writer.end();
        try {
            thread.join();
            threads.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        seal.close();
    }
}
