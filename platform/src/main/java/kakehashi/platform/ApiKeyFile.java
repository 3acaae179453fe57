package kakehashi.platform;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import kakehashi.console.ExitCode;
import kakehashi.console.InputProblem;
import kakehashi.console.Phrase;
import kakehashi.files.WholeFile;
import kakehashi.validation.ApiKey;
import kakehashi.x509.Bytes;

/// The keys of the JSON API in a file that `kakehashi public api-key` keeps: a line for each with its name, the
/// SHA-256 of the key and how much it may ask a minute. A running node looks at it every few seconds. Safe for many
/// threads.
final class ApiKeyFile implements Supplier<List<ApiKey>> {
    private static final System.Logger LOG = System.getLogger(ApiKeyFile.class.getName());
    private static final long BETWEEN_LOOKS = 5_000_000_000L;
    private static final int MOST_TRIES = 500;
    private static final Duration BETWEEN_TRIES = Duration.ofMillis(20);

    private final Path file;
    private final List<ApiKey> others;
    private volatile List<ApiKey> known;
    private volatile long looked = System.nanoTime();
    private Optional<Version> seen;
    private Optional<Integer> told = Optional.empty();

    /// What stands in a file.
    ///
    /// @param keys those that can be read
    /// @param wrong the number of the first line that cannot; empty when all can
    record Content(List<ApiKey> keys, Optional<Integer> wrong) {
        static final Content NONE = new Content(List.of(), Optional.empty());
    }

    /// Which version of a file one has seen. Every change makes another file; its time alone does not tell two
    /// changes within one tick of the disk's clock apart.
    private record Version(FileTime time, Optional<Object> key, long size) {
        static Optional<Version> of(Path file) {
            try {
                BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
                return Optional.of(new Version(now.lastModifiedTime(), Optional.ofNullable(now.fileKey()), now.size()));
            } catch (IOException e) {
                return Optional.empty();
            }
        }
    }

    /// @param others the keys that the configuration itself has
    ApiKeyFile(Path file, List<ApiKey> others) {
        this.file = file;
        this.others = List.copyOf(others);
        this.seen = Version.of(file);
        this.known = with(read(file).keys());
    }

    @Override
    public List<ApiKey> get() {
        if (System.nanoTime() - looked > BETWEEN_LOOKS) {
            look();
        }
        return known;
    }

    /// Reads the file again if it has changed. What cannot be read changes nothing, and is read again at each look:
    /// a key may have been revoked in it.
    synchronized void look() {
        looked = System.nanoTime();
        Optional<Version> now = Version.of(file);
        if (now.equals(seen)) {
            return;
        }
        Content content = read(file);
        if (content.wrong().isPresent()) {
            tell(content.wrong().get());
            return;
        }
        told = Optional.empty();
        seen = now;
        known = with(content.keys());
        LOG.log(Level.INFO, "{0} API keys", known.size());
    }

    private void tell(int line) {
        if (!told.equals(Optional.of(line))) {
            LOG.log(
                    Level.WARNING,
                    line == 0
                            ? "{0} cannot be read; the keys stay as they were, revoked ones too"
                            : "{0} line {1} is no API key; the keys stay as they were, revoked ones too",
                    file,
                    line);
        }
        told = Optional.of(line);
    }

    /// One name means one key; that of the configuration comes first.
    private List<ApiKey> with(List<ApiKey> keys) {
        TreeSet<String> names = new TreeSet<>();
        return Stream.concat(others.stream(), keys.stream())
                .filter(key -> names.add(key.name()))
                .toList();
    }

    /// Reads a file; one that is not there has no keys.
    static Content read(Path file) {
        try {
            return content(Files.readAllLines(file));
        } catch (NoSuchFileException none) {
            return Content.NONE;
        } catch (IOException e) {
            return new Content(List.of(), Optional.of(0));
        }
    }

    private static Content content(List<String> lines) {
        List<ApiKey> keys = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            Optional<ApiKey> key = key(line);
            if (key.isEmpty() && !line.isEmpty() && !line.startsWith("#")) {
                return new Content(keys, Optional.of(i + 1));
            }
            key.ifPresent(keys::add);
        }
        return new Content(List.copyOf(keys), Optional.empty());
    }

    private static Optional<ApiKey> key(String line) {
        String[] parts = line.split("\\s+");
        if (parts.length != 3 || !parts[1].matches("[0-9a-f]{64}") || !parts[2].matches("[1-9]\\d{0,6}")) {
            return Optional.empty();
        }
        try {
            return Optional.of(new ApiKey(parts[0], Bytes.ofHex(parts[1]), Integer.parseInt(parts[2])));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /// The keys of a file.
    ///
    /// @throws InputProblem for a file that cannot be read
    static List<ApiKey> keys(Path file) {
        return keys(file, read(file));
    }

    private static List<ApiKey> keys(Path file, Content content) {
        content.wrong().ifPresent(line -> {
            throw new InputProblem(
                    ExitCode.MALFORMED,
                    file + ":" + line,
                    new Phrase("API キーの行ではありません。", "is no line of an API key."),
                    new Phrase(
                            "名前、SHA-256（16 進）、1 分の上限を書きます。",
                            "It has a name, a SHA-256 in hexadecimal digits, and how much a minute."));
        });
        return content.keys();
    }

    /// Changes what stands in a file that is there, all of it or nothing. Two who change it at the same moment do
    /// so one after the other; who only reads it waits for nobody. It keeps owner and mode: a node that may not
    /// read what an administrator wrote would go on with the keys that were revoked.
    ///
    /// @param change makes the next keys of those that stand there; what it throws is thrown, and changes nothing
    /// @throws InputProblem when the file cannot be read or written, or somebody else keeps it locked
    static void change(Path file, UnaryOperator<List<ApiKey>> change) {
        try {
            for (int i = 0; i < MOST_TRIES; i++) {
                if (changed(file, change)) {
                    return;
                }
                Thread.sleep(BETWEEN_TRIES);
            }
        } catch (IOException e) {
            throw unwritable(file);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new InputProblem(
                ExitCode.UNAVAILABLE,
                file.toString(),
                new Phrase("別のコマンドが変更しています。", "is being changed by another command."),
                new Phrase("しばらくしてから再度お試しください。", "Try again in a moment."));
    }

    /// The same, where the file is made if there is none.
    static void make(Path file, UnaryOperator<List<ApiKey>> change) {
        try {
            Files.createFile(file);
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        } catch (FileAlreadyExistsException there) {
            // Then it is changed.
        } catch (IOException e) {
            throw unwritable(file);
        }
        change(file, change);
    }

    /// Tries to. The file itself is locked, which is another one after each change: whoever waited for the one
    /// before looks again. It is read through the channel that holds the lock: to close another would give it up.
    ///
    /// @return whether it was this one's turn
    private static boolean changed(Path file, UnaryOperator<List<ApiKey>> change) throws IOException {
        Object before = key(file);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock()) {
            if (lock == null || !before.equals(key(file))) {
                return false;
            }
            byte[] octets = Channels.newInputStream(channel).readAllBytes();
            List<String> lines =
                    new String(octets, StandardCharsets.UTF_8).lines().toList();
            write(file, change.apply(keys(file, content(lines))));
            return true;
        } catch (OverlappingFileLockException e) {
            return false; // a thread of this very process has it
        }
    }

    private static Object key(Path file) throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
    }

    private static void write(Path file, List<ApiKey> keys) throws IOException {
        StringBuilder text = new StringBuilder("# kakehashi public api-key: name, SHA-256, certificates a minute\n");
        for (ApiKey key : keys) {
            text.append(key.name()).append(' ').append(key.sha256()).append(' ');
            text.append(key.perMinute()).append('\n');
        }
        Bytes lines = Bytes.wrap(text.toString().getBytes(StandardCharsets.UTF_8));
        WholeFile.replace(file, lines, WholeFile.Option.FOR_OTHERS, WholeFile.Option.MANY_WRITERS);
    }

    private static InputProblem unwritable(Path file) {
        return new InputProblem(
                ExitCode.UNAVAILABLE,
                file.toString(),
                new Phrase("書けません。", "cannot be written."),
                new Phrase("フォルダの権限を確かめてください。", "Look at the rights of its folder."));
    }
}
