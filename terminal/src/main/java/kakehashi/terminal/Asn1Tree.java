package kakehashi.terminal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import kakehashi.x509.Bytes;
import kakehashi.x509.Parsed.Malformed;
import kakehashi.x509.Tag;

/// Reads the values of an ASN.1 encoding without knowing what it is, as far as it is one. Lengths need not be the
/// shortest, the indefinite form is read: what is not DER is shown rather than refused.
final class Asn1Tree {
    /// How deep values are looked into.
    static final int MAX_DEPTH = 64;

    private static final int MAX_NODES = 1_000_000;
    private static final int INDEFINITE = -1;

    private final Bytes input;
    private final int maxDepth;
    private int nodes;
    private Malformed<Void> problem;

    private Asn1Tree(Bytes input, int maxDepth) {
        this.input = input;
        this.maxDepth = maxDepth;
    }

    /// What was read.
    ///
    /// @param roots the values in their order, usually one
    /// @param problem where and why reading stopped before the end
    record Reading(List<Asn1Node> roots, Optional<Malformed<Void>> problem) {}

    /// Reads everything, encodings inside OCTET STRING and BIT STRING as well.
    static Reading read(Bytes input) {
        return read(input, MAX_DEPTH);
    }

    /// Reads values down to a depth, nothing inside strings when that is small.
    static Reading read(Bytes input, int maxDepth) {
        Asn1Tree tree = new Asn1Tree(input, maxDepth);
        List<Asn1Node> roots = new ArrayList<>();
        tree.values(0, input.length(), 0, roots);
        return new Reading(List.copyOf(roots), Optional.ofNullable(tree.problem));
    }

    /// Reads values from an offset to an end, or to an end-of-contents mark; answers where they end.
    private int values(int from, int to, int depth, List<Asn1Node> into) {
        int at = from;
        while (at < to && problem == null) {
            at = value(at, to, depth, into);
        }
        return at;
    }

    private int stop(int offset, String reason) {
        if (problem == null) {
            problem = new Malformed<>(offset, reason);
        }
        return offset;
    }

    private int value(int start, int to, int depth, List<Asn1Node> into) {
        if (++nodes > MAX_NODES) {
            return stop(start, "more than " + MAX_NODES + " values");
        }
        int identifier = input.at(start);
        int at = start + 1;
        int number = identifier & 0x1f;
        if (number == 0x1f) {
            number = 0;
            do {
                if (at >= to || number > 0xff_ffff) {
                    return stop(at, at >= to ? "input ends inside a tag" : "tag number too large");
                }
                number = number << 7 | input.at(at) & 0x7f;
            } while ((input.at(at++) & 0x80) != 0);
        }
        long length = length(at, to);
        if (problem != null) {
            return at;
        }
        int contents = at + lengthOctets(at);
        Asn1Node.Place place = new Asn1Node.Place(start, contents - start, (int) length);
        if (length == INDEFINITE) {
            return indefinite(new Asn1Node(place, identifier, number, Bytes.EMPTY, List.of()), to, depth, into);
        }
        boolean whole = length <= to - contents;
        int end = whole ? contents + (int) length : to;
        List<Asn1Node> children = children(identifier, contents, end, depth);
        into.add(new Asn1Node(place, identifier, number, input.slice(contents, end), children));
        if (!whole) {
            return stop(start, "value of " + length + " octets where " + (to - contents) + " are left");
        }
        return end;
    }

    private int lengthOctets(int at) {
        return input.at(at) < 0x80 ? 1 : 1 + (input.at(at) & 0x7f);
    }

    /// The length, or [#INDEFINITE].
    private long length(int at, int to) {
        if (at >= to) {
            return stop(at, "input ends before a length");
        }
        int first = input.at(at);
        int octets = first & 0x7f;
        if (first < 0x80) {
            return first;
        }
        if (first == 0x80) {
            return INDEFINITE;
        }
        if (octets > 8 || at + octets >= to) {
            return stop(at, octets > 8 ? "length of " + octets + " octets" : "input ends inside a length");
        }
        long length = 0;
        for (int i = 1; i <= octets; i++) {
            length = length << 8 | input.at(at + i);
        }
        return length < 0 || length > Integer.MAX_VALUE ? stop(at, "length of more than 2 GiB") : length;
    }

    private int indefinite(Asn1Node opened, int to, int depth, List<Asn1Node> into) {
        Asn1Node.Place place = opened.place();
        int contents = place.offset() + place.header();
        if (!opened.isConstructed() || depth >= maxDepth) {
            return stop(place.offset(), "indefinite length where it cannot be followed");
        }
        List<Asn1Node> children = new ArrayList<>();
        int at = contents;
        boolean closed = false;
        while (!closed && problem == null) {
            if (at + 2 > to) {
                stop(at, "input ends before the end of an indefinite length");
            } else if (input.at(at) == 0 && input.at(at + 1) == 0) {
                closed = true;
            } else {
                at = value(at, to, depth + 1, children);
            }
        }
        Bytes content = input.slice(contents, Math.min(at, to));
        into.add(new Asn1Node(place, opened.identifier(), opened.number(), content, List.copyOf(children)));
        return closed ? at + 2 : at;
    }

    private List<Asn1Node> children(int identifier, int from, int to, int depth) {
        List<Asn1Node> children = new ArrayList<>();
        if ((identifier & 0x20) != 0) {
            if (depth < maxDepth) {
                values(from, to, depth + 1, children);
            } else if (maxDepth == MAX_DEPTH) {
                stop(from, "nested more than " + MAX_DEPTH + " deep");
            }
        } else if (maxDepth == MAX_DEPTH && depth < maxDepth) {
            int start = identifier == Tag.BIT_STRING ? from + 1 : from;
            boolean string =
                    identifier == Tag.OCTET_STRING || identifier == Tag.BIT_STRING && from < to && input.at(from) == 0;
            if (string && start + 2 <= to) {
                inside(start, to, depth, children);
            }
        }
        return List.copyOf(children);
    }

    /// The encoding inside a string, when its octets are exactly one value.
    private void inside(int from, int to, int depth, List<Asn1Node> children) {
        Asn1Tree attempt = new Asn1Tree(input, maxDepth);
        attempt.nodes = nodes;
        List<Asn1Node> found = new ArrayList<>();
        int end = attempt.value(from, to, depth + 1, found);
        // What an attempt costs counts even when nothing comes of it: hostile nesting must stay cheap.
        nodes = attempt.nodes;
        if (attempt.problem == null && end == to && found.getFirst().isUniversal()) {
            children.addAll(found);
        }
    }
}
