package kakehashi.terminal;

import java.time.Instant;
import java.util.List;
import kakehashi.console.Phrase;
import kakehashi.x509.Bytes;
import kakehashi.x509.Oid;

/// What a description says of something: shown to a person by [TextPage], to a program by [JsonPage].
sealed interface Value {
    /// Text as it stands in the input.
    record Text(String text) implements Value {}

    /// One of a fixed set: its code for programs, its words for people.
    record Coded(String code, Phrase words) implements Value {}

    /// A time.
    record Moment(Instant time) implements Value {}

    /// A number.
    record Number(long number) implements Value {}

    /// Yes or no.
    record Flag(boolean yes) implements Value {}

    /// Octets, in groups for reading aloud.
    record Octets(Bytes octets) implements Value {}

    /// An object identifier, with its name where it is known.
    record Identifier(Oid oid) implements Value {}

    /// Any number of values.
    record Items(List<Value> items) implements Value {}

    /// Labelled values.
    record Group(List<Fact> facts) implements Value {}
}
