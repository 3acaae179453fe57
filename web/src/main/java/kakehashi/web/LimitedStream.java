package kakehashi.web;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/// Lets so many octets through and fails at the next.
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
        int octet = super.read();
        return octet < 0 ? octet : counted(octet, 1);
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        int count = super.read(target, offset, length);
        return count < 0 ? count : counted(count, count);
    }

    @Override
    public long skip(long count) throws IOException {
        return Math.max(0, readNBytes((int) Math.min(count, 8192)).length);
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    private int counted(int result, int count) throws BodyTooLarge {
        left -= count;
        if (left < 0) {
            throw new BodyTooLarge(limit);
        }
        return result;
    }
}
