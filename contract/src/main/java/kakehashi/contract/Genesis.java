package kakehashi.contract;

import java.time.Instant;
import java.util.List;
import kakehashi.x509.Bytes;
import kakehashi.x509.Parsed;
import kakehashi.x509.Tag;

/// The beginning of an installation.
///
/// @param nonce 32 octets of chance
/// @param name what people call the installation
/// @param origin of checkpoints, without the zone
/// @param nodes the vault's
/// @param keys all keys
/// @param rules the first rules
/// @param officers the first officers
/// @param enrolments the DER of a [Signed] [Enrolment] for each credential
/// @param at when
public record Genesis(
        Bytes nonce,
        String name,
        String origin,
        List<Id> nodes,
        Keys keys,
        Rules rules,
        List<Officer> officers,
        List<Bytes> enrolments,
        Instant at)
        implements DerValue {
    /// How many octets the nonce has.
    public static final int NONCE_OCTETS = 32;

    /// Keeps its own lists.
    public Genesis {
        nodes = List.copyOf(nodes);
        officers = List.copyOf(officers);
        enrolments = List.copyOf(enrolments);
    }

    /// Parses genesis, without signatures.
    public static Parsed<Genesis> parse(Bytes der) {
        return StatementReader.parse(der, Limits.LARGE, Genesis::read);
    }

    static Genesis read(StatementReader reader) {
        return reader.statement(
                Label.GENESIS,
                r -> new Genesis(
                        r.exactly(Tag.OCTET_STRING, NONCE_OCTETS),
                        r.text(),
                        r.text(),
                        r.list(StatementReader::id),
                        Keys.read(r),
                        Rules.read(r),
                        r.list(Officer::read),
                        r.list(e -> e.octetsOf(Signed::read)),
                        r.time()));
    }

    /// The first entry of the chain, which follows from genesis and its first node; its digest names the
    /// installation.
    public Entry entry(Id node) {
        Digest nothing = new Digest(Bytes.wrap(new byte[Digest.OCTETS]));
        return new Entry(0, nothing, 1, at, new Entry.Cause.Genesis(Digest.of(der())), List.of(new Effect.Node(node)));
    }

    @Override
    public void write(StatementWriter writer) {
        StatementWriter.demand(nonce.length() == NONCE_OCTETS, "nonce of " + nonce.length() + " octets");
        writer.statement(
                Label.GENESIS,
                w -> w.octets(nonce)
                        .text(name)
                        .text(origin)
                        .list(nodes, StatementWriter::id)
                        .value(keys)
                        .value(rules)
                        .list(officers, StatementWriter::value)
                        .list(enrolments, StatementWriter::octets)
                        .time(at));
    }
}
