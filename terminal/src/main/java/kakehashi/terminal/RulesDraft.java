package kakehashi.terminal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import kakehashi.contract.OrderBody;
import kakehashi.contract.OrderKind;
import kakehashi.contract.RelyingParty;
import kakehashi.contract.Role;
import kakehashi.contract.Rules;

/// Orders about the rules of approval.
final class RulesDraft {
    private static final int MOST_PERSONS = 100;
    private static final int DAY = 86_400;
    private static final int MOST_DAYS = 90;

    private RulesDraft() {}

    static Optional<OrderBody> draft(OrderTable text) {
        return Optional.of(rules(text));
    }

    /// The rules of a text.
    static Rules rules(OrderTable text) {
        List<Rules.Rule> rules = new ArrayList<>();
        text.tables("rule").forEach(one -> rule(one).ifPresent(rules::add));
        List<Rules.Exclusive> exclusive = new ArrayList<>();
        for (OrderTable pair : text.optionalTables("exclusive")) {
            Optional<Role> one = pair.word("one", Role.class);
            Optional<Role> other = pair.word("other", Role.class);
            if (one.isPresent() && other.isPresent()) {
                exclusive.add(new Rules.Exclusive(one.get(), other.get()));
            }
        }
        return new Rules(
                rules,
                exclusive,
                party(text.table("filing")),
                party(text.table("portal")),
                client(text.table("client")));
    }

    private static Optional<Rules.Rule> rule(OrderTable text) {
        Optional<OrderKind> kind = text.word("kind", OrderKind.class);
        List<Rules.Need> needs = new ArrayList<>();
        for (OrderTable need : text.tables("need")) {
            long persons = need.number("persons", 1, MOST_PERSONS);
            long fromClient = need.has("from-client") ? need.number("from-client", 0, MOST_PERSONS) : 0;
            if (fromClient > persons) {
                need.fault("from-client", String.valueOf(fromClient), "persons 以下の数", "a number up to that of persons");
            }
            need.word("role", Role.class).ifPresent(role -> needs.add(new Rules.Need(role, persons, fromClient)));
        }
        long life = text.number("life-days", 1, MOST_DAYS) * DAY;
        Optional<Rules.Alone> alone = text.optionalTable("alone")
                .flatMap(table -> table.word("role", Role.class)
                        .map(role -> new Rules.Alone(role, table.number("per-day", 1, MOST_PERSONS))));
        return kind.map(k -> new Rules.Rule(k, text.optionalId("profile"), needs, life, alone));
    }

    private static RelyingParty party(OrderTable text) {
        return new RelyingParty(text.text("id"), text.text("origin"));
    }

    /// Record 4: no browser can be the client's relying party.
    private static RelyingParty client(OrderTable text) {
        RelyingParty client = party(text);
        if (!client.id().endsWith(".invalid")) {
            text.fault("id", client.id(), ".invalid で終わる ID", "an id that ends in .invalid");
        }
        return client;
    }
}
