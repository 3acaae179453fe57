package kakehashi.web;

/// Follows the framing of one chunked body as it comes in (RFC 9112 §7.1), strictly: the library takes `+3` for a
/// size and does not look at what follows a chunk's data, so that another server on the way could find another end
/// of the body than it does.
///
/// `chunk = chunk-size [ chunk-ext ] CRLF chunk-data CRLF`, `chunk-size = 1*HEXDIG`; at the end a chunk of size 0,
/// trailer fields and an empty line. Used by the one thread of the connection.
final class ChunkedFraming {
    private static final int MOST_DIGITS = 8;
    /// Of one line: extensions, which nobody uses, or a trailer field.
    private static final int LONGEST_LINE = 4 * 1024;

    private enum State {
        SIZE,
        EXTENSION,
        SIZE_END,
        DATA,
        DATA_CR,
        DATA_LF,
        TRAILER,
        TRAILER_END,
        DONE,
        BROKEN
    }

    private State state = State.SIZE;
    private long size;
    private int line;

    /// Takes the next octets.
    ///
    /// @return whether the framing holds so far; octets behind the body's end are none of it
    boolean takes(byte[] octets, int from) {
        int at = from;
        while (at < octets.length && state != State.DONE && state != State.BROKEN) {
            if (state == State.DATA) {
                int data = (int) Math.min(size, octets.length - at);
                size -= data;
                at += data;
                state = size == 0 ? State.DATA_CR : State.DATA;
            } else {
                state = next(octets[at] & 0xff);
                at++;
            }
        }
        return state != State.BROKEN;
    }

    /// Whether the body has come to its end.
    boolean isDone() {
        return state == State.DONE;
    }

    private State next(int octet) {
        return switch (state) {
            case SIZE -> size(octet);
            case EXTENSION -> within(octet, State.EXTENSION, State.SIZE_END);
            case SIZE_END -> octet == '\n' ? begin(size == 0 ? State.TRAILER : State.DATA) : State.BROKEN;
            case DATA_CR -> octet == '\r' ? State.DATA_LF : State.BROKEN;
            case DATA_LF -> octet == '\n' ? begin(State.SIZE) : State.BROKEN;
            case TRAILER -> within(octet, State.TRAILER, State.TRAILER_END);
            case TRAILER_END -> trailerEnd(octet);
            case DATA, DONE, BROKEN -> throw new IllegalStateException(state.name());
        };
    }

    private State begin(State next) {
        line = 0;
        return next;
    }

    private State size(int octet) {
        int digit = Character.digit(octet, 16);
        if (digit >= 0 && octet < 0x80 && line < MOST_DIGITS) {
            size = 16 * size + digit;
            line++;
            return State.SIZE;
        }
        if (line == 0) {
            return State.BROKEN; // no digit at all
        }
        return switch (octet) {
            case '\r' -> State.SIZE_END;
            case ';', ' ', '\t' -> begin(State.EXTENSION);
            default -> State.BROKEN;
        };
    }

    /// An octet of a line that has no control characters.
    private State within(int octet, State same, State end) {
        if (octet == '\r') {
            return end;
        }
        line++;
        boolean text = octet >= ' ' && octet != 0x7f || octet == '\t';
        return text && line <= LONGEST_LINE ? same : State.BROKEN;
    }

    /// An empty line ends the body.
    private State trailerEnd(int octet) {
        if (octet != '\n') {
            return State.BROKEN;
        }
        return line == 0 ? State.DONE : begin(State.TRAILER);
    }
}
