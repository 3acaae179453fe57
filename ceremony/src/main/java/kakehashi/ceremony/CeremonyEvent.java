package kakehashi.ceremony;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import kakehashi.contract.Digest;

/// A line of a ceremony's step log.
///
/// @param step the number of the step; 0 for the ceremony as a whole
/// @param kind what happened
/// @param order digest of the order it is about
/// @param digests what came of it: digests of the outcome, in its order
/// @param detail a word more, such as the rules that refused; without names of persons
public record CeremonyEvent(
        int step, Kind kind, Instant at, Optional<Digest> order, List<Digest> digests, String detail) {
    private static final String NOTHING = "-";
    private static final int FIELDS = 6;

    /// What happened.
    public enum Kind {
        /// People sat down to it, for the first time or again.
        OPENED,
        /// A step began.
        BEGUN,
        /// A step is done.
        DONE,
        /// The vault refused the order of a step.
        REFUSED,
        /// The ceremony was broken off in a step.
        ABORTED,
        /// All steps are done.
        CLOSED
    }

    /// Keeps its own list, and the detail on one line.
    public CeremonyEvent {
        digests = List.copyOf(digests);
        String plain = detail.replaceAll("[\\p{Cntrl}]+", " ").strip();
        detail = plain.isEmpty() ? NOTHING : plain;
    }

    static CeremonyEvent of(int step, Kind kind, Instant at, String detail) {
        return new CeremonyEvent(step, kind, at, Optional.empty(), List.of(), detail);
    }

    /// The line, fields with tabs between.
    String line() {
        return String.join(
                "\t",
                String.valueOf(step),
                kind.name().toLowerCase(Locale.ROOT),
                at.toString(),
                order.map(Digest::toString).orElse(NOTHING),
                digests.isEmpty()
                        ? NOTHING
                        : String.join(
                                ",", digests.stream().map(Digest::toString).toList()),
                detail);
    }

    /// Reads a line.
    ///
    /// @throws IllegalArgumentException when it is none
    static CeremonyEvent ofLine(String line) {
        String[] fields = line.split("\t", -1);
        if (fields.length != FIELDS) {
            throw new IllegalArgumentException("a line of " + fields.length + " fields");
        }
        try {
            return new CeremonyEvent(
                    Integer.parseInt(fields[0]),
                    Kind.valueOf(fields[1].toUpperCase(Locale.ROOT)),
                    Instant.parse(fields[2]),
                    fields[3].equals(NOTHING) ? Optional.empty() : Optional.of(Digest.ofHex(fields[3])),
                    fields[4].equals(NOTHING)
                            ? List.of()
                            : List.of(fields[4].split(",")).stream()
                                    .map(Digest::ofHex)
                                    .toList(),
                    fields[5]);
        } catch (java.time.DateTimeException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
