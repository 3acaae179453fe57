package kakehashi.contract;

import java.util.List;
import java.util.Optional;
import kakehashi.x509.Bytes;
import kakehashi.x509.Parsed;

/// Who has to approve what. The floors of record 4 hold whatever stands here.
///
/// @param rules one for a kind, and before it those for a kind and a profile
/// @param exclusive pairs of roles that are never in one person
/// @param filing where filings are signed
/// @param portal where approvals are signed; never the login's, nor the filings'
/// @param client where clients sign; its id ends in `.invalid`
public record Rules(
        List<Rule> rules, List<Exclusive> exclusive, RelyingParty filing, RelyingParty portal, RelyingParty client)
        implements OrderBody {
    /// Keeps its own lists.
    public Rules {
        rules = List.copyOf(rules);
        exclusive = List.copyOf(exclusive);
    }

    /// What an order of a kind needs.
    ///
    /// @param kind the kind
    /// @param profile for this profile only
    /// @param needs how many persons of which roles
    /// @param life how long an order of the kind may live: seconds, at most 7776000
    /// @param alone what one officer may do without others
    public record Rule(OrderKind kind, Optional<Id> profile, List<Need> needs, long life, Optional<Alone> alone)
            implements DerValue {
        /// Keeps its own list.
        public Rule {
            needs = List.copyOf(needs);
        }

        static Rule read(StatementReader reader) {
            return reader.sequence(r -> new Rule(
                    r.enumerated(OrderKind.ALL),
                    r.optional(0, r::id),
                    r.list(Need::read),
                    r.integer(),
                    r.optionalFields(1, a -> new Alone(a.enumerated(Role.ALL), a.integer()))));
        }

        @Override
        public void write(StatementWriter writer) {
            writer.sequence(w -> w.enumerated(kind)
                    .optional(0, profile, w::id)
                    .list(needs, StatementWriter::value)
                    .integer(life)
                    .optionalFields(1, alone, (a, one) -> a.enumerated(one.role).integer(one.perDay)));
        }
    }

    /// So many persons of a role.
    ///
    /// @param role the role
    /// @param persons how many
    /// @param fromClient how many of them with `client` credentials
    public record Need(Role role, long persons, long fromClient) implements DerValue {
        static Need read(StatementReader reader) {
            return reader.sequence(r -> new Need(r.enumerated(Role.ALL), r.integer(), r.integer()));
        }

        @Override
        public void write(StatementWriter writer) {
            writer.sequence(w -> w.enumerated(role).integer(persons).integer(fromClient));
        }
    }

    /// What one officer may do without others.
    ///
    /// @param role in this role
    /// @param perDay so many a day
    public record Alone(Role role, long perDay) {}

    /// Two roles that are never in one person.
    ///
    /// @param one the one
    /// @param other the other
    public record Exclusive(Role one, Role other) implements DerValue {
        static Exclusive read(StatementReader reader) {
            return reader.sequence(r -> new Exclusive(r.enumerated(Role.ALL), r.enumerated(Role.ALL)));
        }

        @Override
        public void write(StatementWriter writer) {
            writer.sequence(w -> w.enumerated(one).enumerated(other));
        }
    }

    /// Parses rules.
    public static Parsed<Rules> parse(Bytes der) {
        return StatementReader.parse(der, Rules::read);
    }

    static Rules read(StatementReader reader) {
        return reader.sequence(r -> new Rules(
                r.list(Rule::read),
                r.list(Exclusive::read),
                RelyingParty.read(r),
                RelyingParty.read(r),
                RelyingParty.read(r)));
    }

    @Override
    public void write(StatementWriter writer) {
        writer.sequence(w -> w.list(rules, StatementWriter::value)
                .list(exclusive, StatementWriter::value)
                .value(filing)
                .value(portal)
                .value(client));
    }
}
