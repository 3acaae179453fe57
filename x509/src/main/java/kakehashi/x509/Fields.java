package kakehashi.x509;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;

/// The recurring shapes of fields in protocol messages: optional ones, explicitly tagged ones, bounded lists.
final class Fields {
    /// The most items that a list in a message may have.
    static final int MAX_ITEMS = 4096;

    private Fields() {}

    /// Parses a whole message of at most so many octets.
    static <T> Parsed<T> parse(Bytes der, int maxOctets, Function<DerReader, T> read) {
        return Parsed.of(() -> {
            DerReader reader = new DerReader(der);
            if (der.length() > maxOctets) {
                throw reader.malformed("message of more than " + maxOctets + " octets");
            }
            T value = read.apply(reader);
            reader.finish();
            return value;
        });
    }

    /// Reads a constructed value whose contents the function reads.
    static <T> T inside(DerReader reader, int tag, Function<DerReader, T> read) {
        int outer = reader.enter(tag);
        T value = read.apply(reader);
        reader.leave(outer);
        return value;
    }

    /// Reads a field that begins with the tag, if it is there.
    static <T> Optional<T> optional(DerReader reader, int tag, Function<DerReader, T> read) {
        return reader.nextIs(tag) ? Optional.of(read.apply(reader)) : Optional.empty();
    }

    /// Reads a field under `[number] EXPLICIT`, if it is there.
    static <T> Optional<T> explicit(DerReader reader, int number, Function<DerReader, T> read) {
        int tag = Tag.constructed(number);
        return optional(reader, tag, r -> inside(r, tag, read));
    }

    /// Reads a SEQUENCE OF or SET OF, which may be empty.
    static <T> List<T> list(DerReader reader, int tag, Function<DerReader, T> each) {
        int outer = reader.enter(tag);
        List<T> items = new ArrayList<>(2);
        while (reader.hasNext()) {
            if (items.size() == MAX_ITEMS) {
                throw reader.malformed("list of more than " + MAX_ITEMS + " items");
            }
            items.add(each.apply(reader));
        }
        reader.leave(outer);
        return List.copyOf(items);
    }

    /// Reads a list of `SIZE (1..MAX)`.
    static <T> List<T> nonEmptyList(DerReader reader, int tag, Function<DerReader, T> each) {
        List<T> items = list(reader, tag, each);
        if (items.isEmpty()) {
            throw reader.malformed("list without items");
        }
        return items;
    }

    /// Reads a list of `SIZE (1..MAX) OPTIONAL`; empty when absent.
    static <T> List<T> optionalList(DerReader reader, int tag, Function<DerReader, T> each) {
        return reader.nextIs(tag) ? nonEmptyList(reader, tag, each) : List.of();
    }

    /// Reads `[number] EXPLICIT Extensions OPTIONAL`.
    static Extensions explicitExtensions(DerReader reader, int number) {
        return explicit(reader, number, Extensions::read).orElse(Extensions.NONE);
    }

    /// Reads `[number] IMPLICIT Extensions OPTIONAL`.
    static Extensions implicitExtensions(DerReader reader, int number) {
        int tag = Tag.constructed(number);
        return reader.nextIs(tag) ? Extensions.read(reader, tag) : Extensions.NONE;
    }

    /// Reads a constructed value under an implicit tag and answers its DER under the tag of its own type.
    static Bytes retagged(DerReader reader, int tag, int ownTag) {
        Bytes contents = reader.contents(tag);
        return DerWriter.write(w -> w.value(ownTag, contents));
    }

    /// The same DER, when it is one well-formed value all the way down.
    static Bytes wellFormed(Bytes der) {
        DerReader reader = new DerReader(der);
        reader.skipAny();
        reader.finish();
        return der;
    }

    /// Reads `GeneralNames OPTIONAL` under an implicit tag; empty when absent.
    static List<GeneralName> optionalNames(DerReader reader, int tag) {
        return optionalList(reader, tag, GeneralName::read);
    }

    /// Reads `GeneralizedTime` under an implicit tag, if it is there.
    static Optional<Instant> optionalTime(DerReader reader, int tag) {
        return optional(reader, tag, r -> Instant.ofEpochSecond(r.generalizedTimeSeconds(tag)));
    }

    /// Reads `[number] IMPLICIT UTF8String (SIZE (1..256)) OPTIONAL`.
    static Optional<String> optionalShortText(DerReader reader, int tag) {
        return optional(reader, tag, r -> {
            String text = r.utf8String(tag);
            if (!isShortText(text)) {
                throw r.malformed("text of no character or more than 256");
            }
            return text;
        });
    }

    /// Whether the text has 1 to 256 characters.
    static boolean isShortText(String text) {
        return !text.isEmpty() && text.codePointCount(0, text.length()) <= 256;
    }

    /// Writes the contents of a constructed value under another tag.
    static void writeRetagged(DerWriter writer, int tag, Bytes der) {
        DerReader reader = new DerReader(der);
        writer.value(tag, reader.contents(reader.peek()));
    }

    /// Writes `[number] EXPLICIT` around what the function writes for the value, if there is one.
    static <T> void writeExplicit(DerWriter writer, int number, Optional<T> value, BiConsumer<T, DerWriter> write) {
        value.ifPresent(v -> writer.explicit(number, e -> write.accept(v, e)));
    }

    /// Writes a list, unless it is empty.
    static <T> void writeOptionalList(DerWriter writer, int tag, List<T> items, BiConsumer<DerWriter, T> each) {
        if (!items.isEmpty()) {
            writer.sequenceOf(tag, items, each);
        }
    }

    /// Writes `[number] EXPLICIT Extensions`, unless there are none.
    static void writeExplicitExtensions(DerWriter writer, int number, Extensions extensions) {
        if (!extensions.isEmpty()) {
            writer.explicit(number, extensions::write);
        }
    }

    /// Writes `[number] IMPLICIT Extensions`, unless there are none.
    static void writeImplicitExtensions(DerWriter writer, int number, Extensions extensions) {
        if (!extensions.isEmpty()) {
            extensions.write(writer, Tag.constructed(number));
        }
    }

    /// Refuses a value that a program makes, with the reason a parser would give.
    ///
    /// @throws IllegalArgumentException when the check refuses
    static <T> void require(Consumer<T> check, T value) {
        Parsed.of(() -> {
                    check.accept(value);
                    return value;
                })
                .orElseThrow();
    }

    /// Refuses a value that a program makes.
    ///
    /// @throws IllegalArgumentException when the condition does not hold
    static void require(boolean condition, String reason) {
        if (!condition) {
            throw new IllegalArgumentException(reason);
        }
    }
}
