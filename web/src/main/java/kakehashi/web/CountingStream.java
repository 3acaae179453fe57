package kakehashi.web;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/// Counts what goes through.
final class CountingStream extends FilterOutputStream {
    private long count;

    CountingStream(OutputStream target) {
        super(target);
    }

    @Override
    public void write(int octet) throws IOException {
        out.write(octet);
        count++;
    }

    @Override
    public void write(byte[] octets, int offset, int length) throws IOException {
        out.write(octets, offset, length);
        count += length;
    }

    long count() {
        return count;
    }
}
