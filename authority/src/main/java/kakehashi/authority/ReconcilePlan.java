package kakehashi.authority;

import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import kakehashi.contract.Digest;
import kakehashi.contract.Effect;
import kakehashi.contract.Id;
import kakehashi.contract.OfficerBody;
import kakehashi.contract.Position;
import kakehashi.contract.Reconcile;
import kakehashi.contract.SealedState;
import kakehashi.x509.Bytes;
import kakehashi.x509.Certificate;
import kakehashi.x509.SerialNumber;

/// What a reconcile ceremony will write, and the statement that custodians sign for it. It follows from what was
/// found and from id, time and epoch of the statement.
///
/// @param taken effects that the public zone knows; they end with the number of the last batch
/// @param told effects that are news for it
/// @param documents bytes that the effects name
/// @param left what was published and is not taken up, in sentences
/// @param keys those in force after it, whose custodians sign
public record ReconcilePlan(
        Reconcile statement,
        List<Effect> taken,
        List<Effect> told,
        List<Bytes> documents,
        List<String> left,
        KeyChanges keys) {
    /// "CRL numbers by 1,000 more" (record 5).
    private static final BigInteger MORE = BigInteger.valueOf(1_000);

    private static final int MOST = 255;

    /// What was found: the chain, the sealed state, the records of others, the node that does it, and the audit
    /// trees that do not go on.
    ///
    /// @param rows the certificates that the chain says were issued
    public record Found(
            AuthorityState state,
            Position lastBatch,
            Optional<SealedState> sealed,
            LostRecords records,
            BiFunction<Id, SerialNumber, Optional<Certificate>> rows,
            Id node,
            List<Effect.TreeCut> cuts) {
        /// The head that the node's file knew.
        public Optional<Position> sealedHead() {
            return sealed.map(known -> known.pending().orElse(known.committed()));
        }

        private boolean isBehind() {
            return sealedHead()
                    .filter(known -> known.index() > state.head().index())
                    .isPresent();
        }

        /// Whether there were CAs in days that are lost, and nobody brought a batch of them.
        public boolean lacksBatches() {
            boolean cas = !state.issuers().isEmpty()
                    || sealed.filter(known -> !known.crlNumbers().isEmpty()).isPresent();
            return isBehind() && cas && records.batches().isEmpty();
        }

        /// Whether the group that the sealed state knows last made a batch that nobody brought.
        public boolean mayHavePublishedMore() {
            long last = records.batches().stream()
                    .mapToLong(lost -> lost.batch().chain().index())
                    .max()
                    .orElse(0);
            return isBehind() && last < sealedHead().orElseThrow().index();
        }

        /// The highest feed number that was seen.
        public Position batch() {
            Position known = records.batches().isEmpty()
                    ? lastBatch
                    : records.batches().getLast().position();
            return sealed.map(SealedState::batch)
                    .filter(last -> last.index() > known.index())
                    .orElse(known);
        }

        /// The index of the next entry: above every one that was seen.
        long index() {
            return Stream.of(
                                    Stream.of(state.head()),
                                    sealed.map(SealedState::committed).stream(),
                                    sealed.flatMap(SealedState::pending).stream(),
                                    records.batches().stream()
                                            .map(lost -> lost.batch().chain()))
                            .flatMap(all -> all)
                            .mapToLong(Position::index)
                            .max()
                            .orElseThrow()
                    + 1;
        }
    }

    /// What ends by the custodians' word: officers and credentials that were ended in the lost days, and that the
    /// chain has in force. Nobody is appointed here.
    ///
    /// @throws Halt when one is not known, or not in force
    private static List<Effect> ends(AuthorityState state, List<OfficerBody> officers) {
        List<Effect> ends = new ArrayList<>();
        for (OfficerBody body : officers) {
            switch (body) {
                case OfficerBody.End(Id officer) -> {
                    requireInForce(
                            state.officers().known(officer).isPresent()
                                    && !state.officers().isEnded(officer),
                            "officer " + officer);
                    ends.add(new Effect.OfficerEnded(officer));
                }
                case OfficerBody.EndCredential(Id officer, Id credential) -> {
                    requireInForce(
                            state.officers().holder(credential).equals(Optional.of(officer)),
                            "credential " + credential);
                    ends.add(new Effect.CredentialEnded(credential));
                }
                case OfficerBody.Put put -> throw new Halt("a reconcile ceremony appoints no officer");
            }
        }
        return ends;
    }

    private static void requireInForce(boolean holds, String what) {
        if (!holds) {
            throw new Halt("there is no " + what + " in force");
        }
    }

    /// The plan of what was found.
    ///
    /// @throws Halt when it is more than a statement can name, or ends what is not in force
    public static ReconcilePlan of(Found found, Id id, Instant at, long epoch, List<OfficerBody> officers) {
        AuthorityState state = found.state();
        TakenUp up = new TakenUp(state, found.rows(), id, at);
        up.take(found.records(), found.sealed());
        List<Reconcile.Floor> floors = new ArrayList<>();
        List<Effect> taken = new ArrayList<>(up.taken());
        up.numbers().forEach((authority, number) -> {
            if (number.signum() > 0) {
                floors.add(new Reconcile.Floor(authority, number.add(MORE)));
                taken.add(new Effect.CrlIntended(authority, number.add(MORE)));
            }
        });
        taken.addAll(ends(state, officers));
        taken.addAll(found.cuts());
        taken.add(new Effect.Node(found.node()));
        taken.add(new Effect.Batch(found.batch().index(), at));
        List<Digest> files = files(found.records());
        if (files.size() > MOST || floors.size() > MOST) {
            throw new Halt("a reconcile statement names at most " + MOST + " CRLs and certificates");
        }
        List<Effect> all = Stream.concat(taken.stream(), up.told().stream()).toList();
        Reconcile statement = new Reconcile(
                state.installation(),
                id,
                epoch,
                state.head(),
                found.sealedHead(),
                found.index(),
                files,
                floors,
                found.batch(),
                Reconcile.digestOf(all),
                officers,
                at);
        return new ReconcilePlan(statement, taken, up.told(), up.documents(), up.left(), up.keys());
    }

    private static List<Digest> files(LostRecords records) {
        return Stream.concat(
                        records.crls().stream().map(crl -> Digest.of(crl.crl().der())),
                        records.certificates().stream()
                                .map(one -> Digest.of(one.certificate().der())))
                .sorted(Comparator.comparing(Digest::toString))
                .toList();
    }
}
