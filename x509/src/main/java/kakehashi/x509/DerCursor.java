package kakehashi.x509;

/// The structure of DER, whatever the types: tags, lengths and what is nested in what (X.690 §8.1, §10.1). The
/// position is absolute in the array; the origin is where the input begins.
abstract sealed class DerCursor permits DerReader {
    final byte[] array;
    int position;
    private final int origin;
    private int end;

    DerCursor(Bytes input) {
        this.array = input.array();
        this.origin = input.offset();
        this.position = origin;
        this.end = origin + input.length();
    }

    /// A refusal at the present position.
    public final MalformedDer malformed(String reason) {
        return malformedAt(position, reason);
    }

    final MalformedDer malformedAt(int at, String reason) {
        return new MalformedDer(at - origin, reason);
    }

    /// The offset of the next octet from the start of the input.
    public final int position() {
        return position - origin;
    }

    /// Whether the value that was entered has octets left.
    public final boolean hasNext() {
        return position < end;
    }

    /// The identifier octet of the next value, or -1 at the end.
    public final int peek() {
        return position < end ? array[position] & 0xff : -1;
    }

    /// Whether the next value has this identifier octet.
    public final boolean nextIs(int tag) {
        return position < end && (array[position] & 0xff) == tag;
    }

    /// Refuses octets after the last value.
    public final void finish() {
        if (position != end) {
            throw malformed("octets left over");
        }
    }

    /// Reads the header of a value and narrows the reader to its contents.
    ///
    /// @return the mark that [#leave] takes
    public final int enter(int tag) {
        int contentsEnd = header(tag);
        int outer = end;
        end = contentsEnd;
        return outer;
    }

    /// Enters a SEQUENCE.
    public final int enterSequence() {
        return enter(Tag.SEQUENCE);
    }

    /// Widens the reader again to what was before the matching [#enter]; refuses octets left over.
    public final void leave(int outer) {
        finish();
        end = outer;
    }

    /// Reads tag and length, leaves the position at the contents and answers where they end.
    final int header(int tag) {
        int p = position;
        if (p >= end || (array[p] & 0xff) != tag) {
            throw unexpectedTag(tag);
        }
        if (p + 1 < end) {
            int length = array[p + 1];
            if (length >= 0) {
                int contentsEnd = p + 2 + length;
                if (contentsEnd <= end) {
                    position = p + 2;
                    return contentsEnd;
                }
            }
        }
        return longHeader();
    }

    private MalformedDer unexpectedTag(int tag) {
        return malformed(
                position >= end
                        ? String.format("value with tag %02x is missing", tag)
                        : String.format("tag %02x instead of %02x", array[position] & 0xff, tag));
    }

    private int longHeader() {
        int p = position + 1;
        if (p >= end) {
            throw malformedAt(p, "value ends inside its header");
        }
        int first = array[p++] & 0xff;
        int length = first;
        if (first >= 0x80) {
            int octets = first & 0x7f;
            if (octets == 0) {
                throw malformedAt(p - 1, "indefinite length");
            }
            if (octets > 4 || p + octets > end) {
                throw malformedAt(p - 1, "length of " + octets + " octets");
            }
            long value = 0;
            for (int i = 0; i < octets; i++) {
                value = value << 8 | array[p++] & 0xff;
            }
            boolean minimal = value >= 0x80 && value >>> 8 * (octets - 1) != 0;
            if (!minimal) {
                throw malformedAt(p - octets - 1, "length in more octets than needed");
            }
            length = (int) Math.min(value, Integer.MAX_VALUE);
        }
        if (length > end - p) {
            throw malformedAt(p, "value of " + length + " octets where " + (end - p) + " are left");
        }
        position = p;
        return p + length;
    }

    /// Reads a value with the tag, contents unseen, and answers it with its header.
    public final Bytes element(int tag) {
        int from = position;
        position = header(tag);
        return new Bytes(array, from, position - from);
    }

    /// Reads the contents of a value with the tag.
    public final Bytes contents(int tag) {
        int to = header(tag);
        Bytes contents = new Bytes(array, position, to - position);
        position = to;
        return contents;
    }

    /// Passes over a value with the tag, contents unseen.
    public final void skip(int tag) {
        position = header(tag);
    }

    /// Passes over a value with the tag if it is next.
    public final boolean skipIf(int tag) {
        boolean present = nextIs(tag);
        if (present) {
            skip(tag);
        }
        return present;
    }

    final byte[] array() {
        return array;
    }

    /// The position in [#array].
    final int absolutePosition() {
        return position;
    }

    /// How many octets are left of the value that was entered.
    final int remaining() {
        return end - position;
    }

    /// The end, in [#array], of the value that was entered.
    final int absoluteEnd() {
        return end;
    }

    /// Passes over what is left of the value that was entered, and answers where it ends in [#array].
    final int skipRest() {
        position = end;
        return end;
    }
}
