package kakehashi.terminal;

import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import kakehashi.contract.Position;
import kakehashi.x509.Bytes;
import kakehashi.x509.Oid;

/// One labelled value of a description.
record Fact(Label label, Value value) {
    static Fact of(Label label, String text) {
        return new Fact(label, new Value.Text(text));
    }

    /// A place in a chain: its index and its digest.
    static Fact of(Label label, Position position) {
        return of(label, position.index() + " " + position.digest());
    }

    static Fact of(Label label, Instant time) {
        return new Fact(label, new Value.Moment(time));
    }

    static Fact of(Label label, long number) {
        return new Fact(label, new Value.Number(number));
    }

    static Fact of(Label label, boolean yes) {
        return new Fact(label, new Value.Flag(yes));
    }

    static Fact of(Label label, Bytes octets) {
        return new Fact(label, new Value.Octets(octets));
    }

    static Fact of(Label label, Oid oid) {
        return new Fact(label, new Value.Identifier(oid));
    }

    static Fact group(Label label, List<Fact> facts) {
        return new Fact(label, new Value.Group(List.copyOf(facts)));
    }

    static Fact items(Label label, List<? extends Value> items) {
        return new Fact(label, new Value.Items(List.copyOf(items)));
    }

    static <T> Fact items(Label label, List<T> items, Function<? super T, ? extends Value> each) {
        return items(label, items.stream().map(each).toList());
    }
}
