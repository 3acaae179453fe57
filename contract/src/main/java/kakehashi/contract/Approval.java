package kakehashi.contract;

import java.time.Instant;
import java.util.List;
import kakehashi.x509.Bytes;
import kakehashi.x509.Parsed;

/// What an officer says about an order.
///
/// @param installation digest of the genesis entry
/// @param order digest of the order's DER
/// @param expiresAt equal to the order's
/// @param role in which role the officer speaks
/// @param decision yes or no
/// @param officer who
/// @param at when
public record Approval(
        Digest installation, Digest order, Instant expiresAt, Role role, Decision decision, Id officer, Instant at)
        implements DerValue {
    /// Yes or no.
    public enum Decision implements Numbered {
        APPROVE(0),
        REJECT(1);

        private static final List<Decision> ALL = List.of(values());

        private final int number;

        Decision(int number) {
            this.number = number;
        }

        @Override
        public int number() {
            return number;
        }
    }

    /// Parses an approval, without its proof.
    public static Parsed<Approval> parse(Bytes der) {
        return StatementReader.parse(der, Approval::read);
    }

    static Approval read(StatementReader reader) {
        return reader.statement(
                Label.APPROVAL,
                r -> new Approval(
                        r.digest(),
                        r.digest(),
                        r.time(),
                        r.enumerated(Role.ALL),
                        r.enumerated(Decision.ALL),
                        r.id(),
                        r.time()));
    }

    @Override
    public void write(StatementWriter writer) {
        writer.statement(
                Label.APPROVAL,
                w -> w.digest(installation)
                        .digest(order)
                        .time(expiresAt)
                        .enumerated(role)
                        .enumerated(decision)
                        .id(officer)
                        .time(at));
    }
}
