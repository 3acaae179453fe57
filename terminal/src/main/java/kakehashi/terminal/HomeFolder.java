package kakehashi.terminal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Optional;
import java.util.stream.Stream;
import kakehashi.console.ExitCode;
import kakehashi.console.InputProblem;
import kakehashi.console.Phrase;
import kakehashi.files.PrivateFolder;
import kakehashi.files.WholeFile;
import kakehashi.x509.Bytes;

/// The folder of a home: private to its owner, held by one process, its small files written whole or not at all.
final class HomeFolder implements AutoCloseable {
    private static final String MARK = "vault.toml";

    private final Path folder;
    private final FileChannel lock;

    private HomeFolder(Path folder, FileChannel lock) {
        this.folder = folder;
        this.lock = lock;
    }

    /// Makes the folder, or takes an empty one.
    ///
    /// @throws InputProblem when it holds anything, others may enter it, or it cannot be made
    static HomeFolder make(Path folder) {
        try {
            if (isHome(folder)) {
                throw problem(
                        folder,
                        new Phrase("既に認証局のホームです。", "is the home of a vault already."),
                        new Phrase("別のフォルダを指定してください。", "Name another folder."));
            }
            if (Files.exists(folder) && !isEmpty(folder)) {
                throw problem(
                        folder,
                        new Phrase("空ではなく、認証局のホームでもありません。", "is neither empty nor the home of a vault."),
                        new Phrase(
                                "空のフォルダか、まだないフォルダを指定してください。", "Name an empty folder, or one that is not there yet."));
            }
            if (!Files.exists(folder)) {
                Files.createDirectories(folder.toAbsolutePath().getParent());
                PrivateFolder.create(folder);
            }
            return locked(folder);
        } catch (IOException e) {
            throw unusable(folder, e);
        }
    }

    /// Opens the folder of a home.
    ///
    /// @throws InputProblem when it is none, others may enter it, or another process holds it
    static HomeFolder open(Path folder) {
        if (!isHome(folder)) {
            throw new InputProblem(
                    ExitCode.NOT_FOUND,
                    folder.toString(),
                    new Phrase("認証局のホームではありません。", "is not the home of a vault."),
                    new Phrase("ホームは kakehashi ceremony run で作ります。", "Make a home with kakehashi ceremony run."));
        }
        try {
            return locked(folder);
        } catch (IOException e) {
            throw unusable(folder, e);
        }
    }

    static boolean isHome(Path folder) {
        return Files.isRegularFile(folder.resolve(MARK));
    }

    private static boolean isEmpty(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.findAny().isEmpty();
        }
    }

    private static HomeFolder locked(Path folder) throws IOException {
        boolean open = Files.getPosixFilePermissions(folder).stream()
                .map(PosixFilePermission::name)
                .anyMatch(name -> !name.startsWith("OWNER"));
        if (open) {
            throw problem(
                    folder,
                    new Phrase("所有者以外に開かれています。", "is open to others than its owner."),
                    new Phrase("chmod 700 としてください。", "Use chmod 700."));
        }
        FileChannel channel =
                FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() != null) {
                return new HomeFolder(folder, channel);
            }
        } catch (OverlappingFileLockException e) {
            // Held by this very process: the same answer as for another one.
        }
        channel.close();
        throw problem(
                folder,
                new Phrase("別のプロセスが使用中です。", "is in use by another process."),
                new Phrase("先にそれを終了してください。", "End that one first."));
    }

    private static InputProblem problem(Path folder, Phrase wrong, Phrase remedy) {
        return new InputProblem(ExitCode.USAGE, folder.toString(), wrong, remedy);
    }

    private static InputProblem unusable(Path folder, IOException e) {
        return problem(
                folder,
                new Phrase("使えません (%s)。", "cannot be used (%s).").with(e),
                new Phrase("フォルダの権限と空き容量を確かめてください。", "Check its permissions and the space on the disk."));
    }

    Path path() {
        return folder;
    }

    Path resolve(String name) {
        return folder.resolve(name);
    }

    /// Makes a folder in it, for its owner only, where it is not there yet.
    Path subfolder(String name) {
        Path inner = folder.resolve(name);
        try {
            return PrivateFolder.make(inner);
        } catch (IOException e) {
            throw unusable(inner, e);
        }
    }

    Bytes settings() {
        return read(MARK).orElseThrow();
    }

    void writeSettings(String text) {
        write(MARK, Bytes.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }

    Optional<Bytes> read(String name) {
        Path file = folder.resolve(name);
        try {
            return Files.exists(file) ? Optional.of(Bytes.wrap(Files.readAllBytes(file))) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// One line of text in a file.
    Optional<String> line(String name) {
        return read(name).map(octets -> new String(octets.toArray(), StandardCharsets.US_ASCII).strip());
    }

    /// Puts the content in the place of a file; it is on the disk when this returns.
    void write(String name, Bytes content) {
        try {
            WholeFile.replace(folder.resolve(name), content, WholeFile.Option.OWNER_ONLY);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
