package kakehashi.contract;

import java.util.List;
import java.util.Optional;
import kakehashi.x509.Bytes;
import kakehashi.x509.Parsed;
import kakehashi.x509.Tag;

/// An order with all that was signed about it, as it is laid before the vault: through the order book, from the
/// command line, or as a file. It is a folder for signed bytes and is itself signed by nobody.
///
/// @param order the order's DER
/// @param filing the [Signed] filing it carries out
/// @param approvals [Signed] approvals, in any order
/// @param subscriber the subscriber's own signed request, under a standing authorisation
public record SignedOrder(Bytes order, Optional<Bytes> filing, List<Bytes> approvals, Optional<Bytes> subscriber)
        implements DerValue {
    public SignedOrder {
        approvals = List.copyOf(approvals);
    }

    /// An order that nobody has approved yet.
    public static SignedOrder of(Order order, Optional<Signed> filing) {
        return new SignedOrder(order.der(), filing.map(Signed::der), List.of(), Optional.empty());
    }

    /// Parses the folder; what lies in it is parsed by whoever needs it.
    public static Parsed<SignedOrder> parse(Bytes der) {
        return StatementReader.parse(
                der,
                Limits.LARGE,
                reader -> reader.sequence(r -> new SignedOrder(
                        r.octets(Tag.OCTET_STRING, Limits.OCTETS),
                        r.optional(0, r::octets),
                        r.list(Tag.SEQUENCE, Bound.APPROVALS, StatementReader::octets),
                        r.optional(1, r::octets))));
    }

    @Override
    public void write(StatementWriter writer) {
        writer.sequence(w -> w.octets(order, Tag.OCTET_STRING, Limits.OCTETS)
                .optional(0, filing, w::octets)
                .list(Tag.SEQUENCE, Bound.APPROVALS, approvals, StatementWriter::octets)
                .optional(1, subscriber, w::octets));
    }

    /// The same with one approval more.
    public SignedOrder with(Signed approval) {
        List<Bytes> more = new java.util.ArrayList<>(approvals);
        more.add(approval.der());
        return new SignedOrder(order, filing, more, subscriber);
    }
}
