package kakehashi.collection;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.util.List;

/// A connection to an address that was checked, and to no other. Every read counts, and none waits longer than the
/// whole fetch has left: one octet a second is no way around the deadline.
final class FetchSocket extends Socket {
    private final FetchMeter meter;

    private FetchSocket(FetchMeter meter) {
        this.meter = meter;
    }

    /// Connects to the first of the addresses that takes the connection.
    static FetchSocket connect(List<InetSocketAddress> addresses, FetchMeter meter) throws FetchStopped {
        for (int i = 0; i < addresses.size(); i++) {
            int others = addresses.size() - i;
            FetchSocket socket = new FetchSocket(meter);
            try {
                socket.connect(addresses.get(i), Math.max(1, meter.millisLeft() / others));
                socket.setTcpNoDelay(true);
                return socket;
            } catch (FetchStopped e) {
                socket.closeQuietly();
                throw e;
            } catch (IOException e) {
                socket.closeQuietly();
            }
        }
        meter.millisLeft();
        throw new FetchStopped(FetchFailure.UNREACHABLE, addresses.getFirst().toString());
    }

    /// The LDAP library connects whatever socket it is handed; this one leads where it leads.
    @Override
    public void connect(SocketAddress address, int timeout) throws IOException {
        if (!isConnected()) {
            super.connect(address, timeout);
        }
    }

    void closeQuietly() {
        try {
            close();
        } catch (IOException e) {
            // It is gone either way.
        }
    }

    @Override
    public InputStream getInputStream() throws IOException {
        return new Counted(super.getInputStream());
    }

    private final class Counted extends FilterInputStream {
        Counted(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int granted = meter.grant(length);
            setSoTimeout(meter.millisLeft());
            try {
                int count = in.read(target, offset, granted);
                meter.read(Math.max(0, count));
                return count;
            } catch (SocketTimeoutException e) {
                throw new FetchStopped(FetchFailure.TOO_SLOW, "no octet in the time left");
            }
        }

        @Override
        public long skip(long count) throws IOException {
            return read(new byte[(int) Math.min(count, 1 << 12)]);
        }
    }
}
