package kakehashi.keys;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;

/// A custodian's visit at the [CustodianDoor] of a process on the same machine.
public final class CustodianVisit implements AutoCloseable {
    private static final int LONGEST_ANSWER = 100;

    private final SocketChannel door;
    private final int missing;

    private CustodianVisit(SocketChannel door) throws IOException {
        this.door = door;
        if (!(answer() instanceof ShareAnswer.Missing(int custodians))) {
            throw new IOException("the door does not greet");
        }
        this.missing = custodians;
    }

    /// Goes to the door and waits to be let in.
    ///
    /// @throws TokenUnavailable when nobody is there
    public static CustodianVisit at(Path socket) {
        try {
            SocketChannel door = SocketChannel.open(UnixDomainSocketAddress.of(socket));
            try {
                return new CustodianVisit(door);
            } catch (IOException e) {
                door.close();
                throw e;
            }
        } catch (IOException e) {
            throw new TokenUnavailable("nobody answers at " + socket, e);
        }
    }

    /// How many custodians the door still waits for.
    public int missing() {
        return missing;
    }

    /// Hands the passphrase in; a visit takes one. The caller wipes the passphrase.
    ///
    /// @throws IllegalArgumentException when the name has a line break, or both together more than 2 KiB
    /// @throws TokenUnavailable when the door hangs up; whether the share was taken is then unknown
    public ShareAnswer enter(Custodian custodian) {
        byte[] name = custodian.name().getBytes(StandardCharsets.UTF_8);
        int length = name.length + custodian.passphrase().length() + 2;
        if (length > VisitorLines.MOST_OCTETS || custodian.name().indexOf('\n') >= 0) {
            throw new IllegalArgumentException("a name is a line, and it and the passphrase are at most 2 KiB");
        }
        ByteBuffer lines = ByteBuffer.allocateDirect(length);
        try {
            lines.put(name).put((byte) '\n');
            custodian.passphrase().use(lines::put);
            lines.put((byte) '\n').flip();
            while (lines.hasRemaining()) {
                door.write(lines);
            }
            return answer();
        } catch (IOException e) {
            throw new TokenUnavailable("the door hung up", e);
        } finally {
            lines.clear().put(new byte[length]);
        }
    }

    private ShareAnswer answer() throws IOException {
        StringBuilder line = new StringBuilder();
        ByteBuffer octet = ByteBuffer.allocate(1);
        while (line.length() < LONGEST_ANSWER && door.read(octet.clear()) == 1) {
            if (octet.get(0) == '\n') {
                return parsed(line.toString());
            }
            line.append((char) octet.get(0));
        }
        throw new IOException("the door hung up");
    }

    private static ShareAnswer parsed(String line) throws IOException {
        if (line.equals("complete")) {
            return new ShareAnswer.Complete();
        }
        if (line.matches("missing \\d{1,3}")) {
            return new ShareAnswer.Missing(Integer.parseInt(line.substring("missing ".length())));
        }
        return Arrays.stream(ActivationRefusal.values())
                .filter(reason -> line.equals("refused " + reason.name()))
                .findFirst()
                .map(ShareAnswer.Refused::new)
                .orElseThrow(() -> new IOException("the door speaks otherwise"));
    }

    /// Leaves.
    @Override
    public void close() {
        try {
            door.close();
        } catch (IOException e) {
            throw new TokenUnavailable("cannot leave the door", e);
        }
    }
}
