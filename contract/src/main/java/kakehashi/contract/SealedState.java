package kakehashi.contract;

import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import kakehashi.x509.Bytes;
import kakehashi.x509.Parsed;
import kakehashi.x509.SerialNumber;
import kakehashi.x509.Tag;

/// What the vault keeps outside its database, so that a database which was rolled back is found (docs/adr/0005).
///
/// @param node the vault node whose file it is
/// @param counter one more at every write
/// @param latest the latest time that the vault has used
/// @param committed the entry of the chain that is known to be in the database
/// @param pending the entry that is about to be committed; nothing else may come in its place
/// @param crlNumbers the highest number of each CA
/// @param trees how far each zone's audit tree was signed
/// @param batch number and digest of the last batch that was handed out; number 0 before the first
/// @param open serial numbers that are at the token
/// @param snapshot the newest snapshot of the folded state
public record SealedState(
        Digest installation,
        Id node,
        long counter,
        long epoch,
        Instant latest,
        Position committed,
        Optional<Position> pending,
        List<CrlNumber> crlNumbers,
        List<Tree> trees,
        Position batch,
        List<Open> open,
        Optional<Folded> snapshot)
        implements DerValue {
    public SealedState {
        crlNumbers = List.copyOf(crlNumbers);
        trees = List.copyOf(trees);
        open = List.copyOf(open);
    }

    /// The highest CRL number that a CA has used.
    public record CrlNumber(Id authority, BigInteger number) {}

    /// How far a zone's audit tree was signed: its size and its right edge.
    public record Tree(AuditedZone zone, long size, List<Digest> edge) {
        public Tree {
            edge = List.copyOf(edge);
        }
    }

    /// A serial number that is at the token.
    public record Open(Id authority, SerialNumber serial, Instant notAfter) {}

    /// The newest snapshot: the last entry that is folded in, and the digest of the folded state's file.
    public record Folded(Position position, Digest state) {}

    /// Parses a sealed state; its MAC is the caller's business.
    public static Parsed<SealedState> parse(Bytes der) {
        return StatementReader.parse(der, SealedState::read);
    }

    private static SealedState read(StatementReader reader) {
        return reader.statement(
                Label.SEALED,
                r -> new SealedState(
                        r.digest(),
                        r.id(),
                        r.integer(),
                        r.integer(),
                        r.time(),
                        Position.read(r),
                        r.optionalFields(0, SealedState::position),
                        r.list(
                                Tag.SEQUENCE,
                                Bound.AUTHORITIES,
                                c -> c.sequence(f -> new CrlNumber(f.id(), f.number()))),
                        r.list(t -> t.sequence(f ->
                                new Tree(f.enumerated(AuditedZone.ALL), f.integer(), f.list(StatementReader::digest)))),
                        Position.read(r),
                        r.list(o -> o.sequence(f -> new Open(f.id(), f.serial(), f.time()))),
                        r.optionalFields(1, f -> new Folded(Position.read(f), f.digest()))));
    }

    private static Position position(StatementReader reader) {
        return new Position(reader.integer(), reader.digest());
    }

    @Override
    public void write(StatementWriter writer) {
        writer.statement(
                Label.SEALED,
                w -> w.digest(installation)
                        .id(node)
                        .integer(counter)
                        .integer(epoch)
                        .time(latest)
                        .value(committed)
                        .optionalFields(0, pending, SealedState::position)
                        .list(
                                Tag.SEQUENCE,
                                Bound.AUTHORITIES,
                                crlNumbers,
                                (f, c) -> f.sequence(s -> s.id(c.authority()).number(c.number())))
                        .list(
                                trees,
                                (f, t) -> f.sequence(s -> s.enumerated(t.zone())
                                        .integer(t.size())
                                        .list(t.edge(), StatementWriter::digest)))
                        .value(batch)
                        .list(
                                open,
                                (f, o) -> f.sequence(s ->
                                        s.id(o.authority()).serial(o.serial()).time(o.notAfter())))
                        .optionalFields(
                                1, snapshot, (f, s) -> f.value(s.position()).digest(s.state())));
    }

    private static void position(StatementWriter writer, Position position) {
        writer.integer(position.index()).digest(position.digest());
    }
}
