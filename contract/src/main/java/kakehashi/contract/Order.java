package kakehashi.contract;

import java.time.Instant;
import java.util.Optional;
import kakehashi.x509.Bytes;
import kakehashi.x509.Parsed;

/// What the vault is to do, exactly once.
///
/// An order that has a field which the table of record 3 does not ask for, or lacks one that it does, is none.
///
/// @param installation digest of the genesis entry
/// @param order what it is known by
/// @param salt so that the digest says nothing once the order is erased
/// @param kind what is to be done
/// @param authority the CA
/// @param filing digest of the filing's DER, not of its proof
/// @param authorisation the standing authorisation that it rests on, instead of approvals
/// @param madeAt when it was made
/// @param expiresAt until when it can be carried out, at most 90 days later
/// @param body the DER of the kind's [OrderBody]
public record Order(
        Digest installation,
        Id order,
        Salt salt,
        OrderKind kind,
        Optional<Id> authority,
        Optional<Digest> filing,
        Optional<Id> authorisation,
        Instant madeAt,
        Instant expiresAt,
        Bytes body)
        implements DerValue {
    /// Parses an order. Its body is checked by [#parseBody].
    public static Parsed<Order> parse(Bytes der) {
        return StatementReader.parse(der, Order::read);
    }

    static Order read(StatementReader reader) {
        Order order = reader.statement(
                Label.ORDER,
                r -> new Order(
                        r.digest(),
                        r.id(),
                        r.salt(),
                        r.enumerated(OrderKind.ALL),
                        r.optional(0, r::id),
                        r.optional(1, r::digest),
                        r.optional(2, r::id),
                        r.time(),
                        r.time(),
                        r.octets()));
        order.fault().ifPresent(fault -> {
            throw reader.malformed(fault);
        });
        return order;
    }

    @Override
    public void write(StatementWriter writer) {
        fault().ifPresent(fault -> {
            throw new IllegalArgumentException(fault);
        });
        writer.statement(
                Label.ORDER,
                w -> w.digest(installation)
                        .id(order)
                        .salt(salt)
                        .enumerated(kind)
                        .optional(0, authority, w::id)
                        .optional(1, filing, w::digest)
                        .optional(2, authorisation, w::id)
                        .time(madeAt)
                        .time(expiresAt)
                        .octets(body));
    }

    /// "A field that the table does not ask for is refused. `authorisation` stands in `issue` only."
    private Optional<String> fault() {
        boolean issue = kind == OrderKind.ISSUE;
        if (authority.isPresent() != (kind.authority() == OrderKind.Field.MUST)) {
            return Optional.of("order with an authority that its kind must not have, or without one that it must");
        }
        if (authorisation.isPresent() && !issue) {
            return Optional.of("order with an authorisation that its kind must not have");
        }
        boolean wanted = kind.filing() == OrderKind.Field.MUST && authorisation.isEmpty();
        return filing.isPresent() == wanted
                ? Optional.empty()
                : Optional.of("order with a filing that it must not have, or without one that it must");
    }

    /// The body as its kind has it.
    public Parsed<OrderBody> parseBody() {
        return OrderBody.parse(kind, body);
    }
}
