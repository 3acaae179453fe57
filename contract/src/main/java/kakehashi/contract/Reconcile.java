package kakehashi.contract;

import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import kakehashi.x509.Bytes;
import kakehashi.x509.Parsed;

/// What the custodians agree on after a loss.
///
/// @param installation digest of the genesis entry
/// @param id what it is known by
/// @param epoch the one that begins, above every one that was seen
/// @param head of the chain as it was found
/// @param sealed the head that the node's own file knew; empty when there was no file to be believed
/// @param index of the entry that takes up what was found, above every one that was seen
/// @param found digests of CRLs and certificates that were taken up, each verified
/// @param floors the CRL numbers below which none is used again
/// @param batch the highest feed number ever seen; batches lead back from it by their links
/// @param effects digest of the effects' DER, one after another, of all entries that take it up
/// @param officers if too few can act; in force after seven days
/// @param at when
public record Reconcile(
        Digest installation,
        Id id,
        long epoch,
        Position head,
        Optional<Position> sealed,
        long index,
        List<Digest> found,
        List<Floor> floors,
        Position batch,
        Digest effects,
        List<OfficerBody> officers,
        Instant at)
        implements DerValue {
    /// Keeps its own lists.
    public Reconcile {
        found = List.copyOf(found);
        floors = List.copyOf(floors);
        officers = List.copyOf(officers);
    }

    /// A CA's highest CRL number.
    ///
    /// @param authority the CA
    /// @param crl the number
    public record Floor(Id authority, BigInteger crl) implements DerValue {
        static Floor read(StatementReader reader) {
            return reader.sequence(r -> new Floor(r.id(), r.number()));
        }

        @Override
        public void write(StatementWriter writer) {
            writer.sequence(w -> w.id(authority).number(crl));
        }
    }

    /// The digest by which a statement names its effects.
    public static Digest digestOf(List<Effect> effects) {
        List<Bytes> ders = effects.stream().map(Effect::der).toList();
        byte[] all = new byte[ders.stream().mapToInt(Bytes::length).sum()];
        int at = 0;
        for (Bytes der : ders) {
            der.copyTo(all, at);
            at += der.length();
        }
        return Digest.of(Bytes.wrap(all));
    }

    /// Parses the statement, without signatures.
    public static Parsed<Reconcile> parse(Bytes der) {
        return StatementReader.parse(der, Reconcile::read);
    }

    static Reconcile read(StatementReader reader) {
        return reader.statement(
                Label.RECONCILE,
                r -> new Reconcile(
                        r.digest(),
                        r.id(),
                        r.integer(),
                        Position.read(r),
                        r.optionalFields(0, p -> new Position(p.integer(), p.digest())),
                        r.integer(),
                        r.list(StatementReader::digest),
                        r.list(Floor::read),
                        Position.read(r),
                        r.digest(),
                        r.list(OfficerBody::read),
                        r.time()));
    }

    @Override
    public void write(StatementWriter writer) {
        writer.statement(
                Label.RECONCILE,
                w -> w.digest(installation)
                        .id(id)
                        .integer(epoch)
                        .value(head)
                        .optionalFields(
                                0,
                                sealed,
                                (p, known) -> p.integer(known.index()).digest(known.digest()))
                        .integer(index)
                        .list(found, StatementWriter::digest)
                        .list(floors, StatementWriter::value)
                        .value(batch)
                        .digest(effects)
                        .list(officers, StatementWriter::value)
                        .time(at));
    }
}
