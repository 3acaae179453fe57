package kakehashi.repository;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/// Breaks off a connection whose messages nest deeper than any honest search, before they are decoded: the LDAP
/// library decodes filters by recursion, and a stack that overflows would leave the connection behind for good.
///
/// Follows the lengths of the BER as the octets come by (RFC 4511 §5.1: definite lengths only).
final class LdapNesting extends FilterInputStream {
    /// Message, operation, and a filter of two dozen levels with what stands in its leaves.
    static final int MOST = 32;

    private static final int LENGTH_OCTETS = 4;

    private final long[] ends = new long[MOST];
    private int depth;
    private long position;
    private long contentsEnd;
    private Expected expected = Expected.TAG;
    private boolean constructed;
    private int lengthLeft;
    private long length;

    private enum Expected {
        TAG,
        LENGTH,
        MORE_LENGTH,
        CONTENTS
    }

    LdapNesting(InputStream in) {
        super(in);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int most) throws IOException {
        int got = super.read(target, offset, most);
        int at = offset;
        while (at < offset + got) {
            if (expected == Expected.CONTENTS) {
                int skipped = (int) Math.min(contentsEnd - position, offset + got - at);
                at += skipped;
                position += skipped;
                leaveContents();
            } else {
                position++;
                step(target[at++] & 0xff);
            }
        }
        return got;
    }

    private void leaveContents() {
        if (position == contentsEnd) {
            expected = Expected.TAG;
            leave();
        }
    }

    private void step(int octet) throws IOException {
        switch (expected) {
            case TAG -> {
                constructed = (octet & 0x20) != 0;
                expected = Expected.LENGTH;
            }
            case LENGTH -> {
                lengthLeft = octet & 0x7f;
                length = 0;
                if (octet < 0x80) {
                    enter(octet);
                } else if (lengthLeft == 0 || lengthLeft > LENGTH_OCTETS) {
                    throw new IOException("a length that LDAP has not");
                } else {
                    expected = Expected.MORE_LENGTH;
                }
            }
            case MORE_LENGTH -> {
                length = length << 8 | octet;
                if (--lengthLeft == 0) {
                    enter(length);
                }
            }
            case CONTENTS -> throw new IllegalStateException("contents are skipped");
        }
    }

    private void enter(long contents) throws IOException {
        long end = position + contents;
        if (constructed) {
            if (depth == MOST) {
                throw new IOException("a message of more than " + MOST + " levels");
            }
            ends[depth++] = end;
            expected = Expected.TAG;
            leave();
        } else {
            contentsEnd = end;
            expected = Expected.CONTENTS;
            leaveContents();
        }
    }

    /// Up, out of everything that ends here. What says it is longer than what it stands in is the decoder's to
    /// refuse: it can only end too many levels, never too few.
    private void leave() {
        while (depth > 0 && position >= ends[depth - 1]) {
            depth--;
        }
    }
}
