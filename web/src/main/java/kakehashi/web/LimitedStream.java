package kakehashi.web;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/// Lets so many octets of a body through and fails at the next. What fails in reading it is the client's doing.
final class LimitedStream extends FilterInputStream {
    private final long limit;
    private long left;

    LimitedStream(InputStream source, long limit) {
        super(source);
        this.limit = limit;
        this.left = limit;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        try {
            int count = super.read(target, offset, length);
            return count < 0 ? count : counted(count);
        } catch (RuntimeException e) {
            throw new Unreadable(e);
        }
    }

    @Override
    public long skip(long count) throws IOException {
        return Math.max(0, readNBytes((int) Math.min(count, 8192)).length);
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    private int counted(int count) throws BodyTooLarge {
        left -= count;
        if (left < 0) {
            throw new BodyTooLarge(limit);
        }
        return count;
    }

    /// A body whose framing does not hold, or that never came to its end.
    static final class Unreadable extends IOException {
        private static final long serialVersionUID = 1L;

        Unreadable(RuntimeException cause) {
            super("the body cannot be read", cause);
        }
    }
}
