package kakehashi.contract;

import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import kakehashi.x509.Bytes;
import kakehashi.x509.Parsed;

/// What the custodians agree on after a loss.
///
/// @param installation digest of the genesis entry
/// @param id what it is known by
/// @param head of the chain as it was found
/// @param found digests of batches, CRLs and certificates that were taken up, each verified
/// @param floors the CRL numbers below which none is used again
/// @param batch the highest feed number ever seen
/// @param officers if too few can act; in force after seven days
/// @param at when
public record Reconcile(
        Digest installation,
        Id id,
        Position head,
        List<Digest> found,
        List<Floor> floors,
        Position batch,
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
                        Position.read(r),
                        r.list(StatementReader::digest),
                        r.list(Floor::read),
                        Position.read(r),
                        r.list(OfficerBody::read),
                        r.time()));
    }

    @Override
    public void write(StatementWriter writer) {
        writer.statement(
                Label.RECONCILE,
                w -> w.digest(installation)
                        .id(id)
                        .value(head)
                        .list(found, StatementWriter::digest)
                        .list(floors, StatementWriter::value)
                        .value(batch)
                        .list(officers, StatementWriter::value)
                        .time(at));
    }
}
