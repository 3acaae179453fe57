package kakehashi.keys;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Optional;

/// A door in a running process through which custodians hand in their passphrases: a Unix-domain socket of mode
/// 0600 in a folder that only the process's own user may enter.
///
/// One visitor at a time, half a minute each, one custodian a visit. The visit is text: the door says
/// `missing <number>`, the visitor sends the name and the passphrase in a line each, at most 2 KiB together, the
/// door says `missing <number>`, `complete` or `refused <reason>` and hangs up. What is sent is never logged, never
/// echoed, and wiped. See [CustodianVisit] for the other side.
public final class CustodianDoor implements AutoCloseable {
    private static final long LONGEST_VISIT = Duration.ofSeconds(30).toNanos();

    private final Path socket;
    private final ServerSocketChannel channel;
    private final QuorumActivation activation;

    private CustodianDoor(Path socket, ServerSocketChannel channel, QuorumActivation activation) {
        this.socket = socket;
        this.channel = channel;
        this.activation = activation;
    }

    /// Opens the door. A socket that a killed process left behind is replaced; one that somebody answers at is not.
    ///
    /// @throws TokenUnavailable when the socket cannot be made, or its folder lets others in
    public static CustodianDoor open(Path socket, QuorumActivation activation) {
        try {
            requirePrivateFolder(socket);
            removeLeftBehind(socket);
            ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            try {
                channel.bind(UnixDomainSocketAddress.of(socket));
                Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rw-------"));
                channel.configureBlocking(false);
                return new CustodianDoor(socket, channel, activation);
            } catch (IOException e) {
                channel.close();
                throw e;
            }
        } catch (IOException e) {
            throw new TokenUnavailable("cannot open a door at " + socket, e);
        }
    }

    /// The socket has the mode of the process's mask for a moment; the folder keeps others out in that moment.
    private static void requirePrivateFolder(Path socket) throws IOException {
        Path folder = socket.toAbsolutePath().getParent();
        boolean open = Files.getPosixFilePermissions(folder).stream()
                .anyMatch(permission -> !permission.name().startsWith("OWNER"));
        if (open) {
            throw new IOException("others than its owner may enter " + folder);
        }
    }

    private static void removeLeftBehind(Path socket) throws IOException {
        if (!Files.exists(socket, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        if (!Files.readAttributes(socket, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                .isOther()) {
            throw new IOException("something else than a socket is there: " + socket);
        }
        if (isAnswered(socket)) {
            throw new IOException("another process has its door there: " + socket);
        }
        Files.delete(socket);
    }

    private static boolean isAnswered(Path socket) {
        try (SocketChannel visitor = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            return visitor.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    /// Receives visitors until the token is activated. Refused when the time is up, when too many passphrases were
    /// wrong, or when the token is damaged. The activation is closed then, and so is the door.
    ///
    /// @throws TokenUnavailable when the socket breaks
    public Activation<SoftwareToken> await(Duration longest) {
        long end = System.nanoTime() + longest.toNanos();
        Optional<ActivationRefusal> last = Optional.empty();
        try (this) {
            while (activation.outcome().isEmpty() && !isLocked(last)) {
                Optional<SocketChannel> visitor = next(end);
                if (visitor.isEmpty()) {
                    break;
                }
                last = receive(visitor.get(), end);
            }
        } catch (IOException e) {
            throw new TokenUnavailable("the door at " + socket + " broke", e);
        }
        return isLocked(last)
                ? new Activation.Refused<>(ActivationRefusal.PIN_LOCKED)
                : activation.outcome().orElseThrow();
    }

    private static boolean isLocked(Optional<ActivationRefusal> last) {
        return last.filter(reason -> reason == ActivationRefusal.PIN_LOCKED).isPresent();
    }

    private Optional<SocketChannel> next(long end) throws IOException {
        try (Selector selector = Selector.open()) {
            SelectionKey key = channel.register(selector, SelectionKey.OP_ACCEPT);
            while (true) {
                long left = (end - System.nanoTime()) / 1_000_000;
                if (left <= 0) {
                    return Optional.empty();
                }
                selector.select(left);
                if (key.isValid() && key.isAcceptable()) {
                    return Optional.ofNullable(channel.accept());
                }
            }
        }
    }

    /// One visit. A visitor who hangs up, dawdles or sends too much is sent away, and counts for nothing.
    private Optional<ActivationRefusal> receive(SocketChannel visitor, long end) {
        long visitEnd = Math.min(end, System.nanoTime() + LONGEST_VISIT);
        try (visitor;
                VisitorLines lines = new VisitorLines(visitor, visitEnd)) {
            lines.send(new ShareAnswer.Missing(activation.missing()));
            Optional<Custodian> custodian = lines.custodian();
            if (custodian.isEmpty()) {
                return Optional.empty();
            }
            try (Secret passphrase = custodian.get().passphrase()) {
                ShareAnswer answer =
                        activation.enter(new Custodian(custodian.get().name(), passphrase));
                lines.send(answer);
                return answer instanceof ShareAnswer.Refused(ActivationRefusal reason)
                        ? Optional.of(reason)
                        : Optional.empty();
            }
        } catch (IOException e) {
            // The visitor is gone; the next one may come.
            return Optional.empty();
        }
    }

    /// Closes the door and ends the activation.
    @Override
    public void close() throws IOException {
        activation.close();
        if (!channel.isOpen()) {
            return;
        }
        channel.close();
        Files.deleteIfExists(socket);
    }
}
