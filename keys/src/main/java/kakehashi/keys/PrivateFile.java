package kakehashi.keys;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import kakehashi.x509.Bytes;

/// A file that only its owner reads and writes (mode 0600), rewritten as a whole or not at all.
final class PrivateFile {
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");

    private PrivateFile() {}

    /// Whether the file is there and its mode gives group or others anything.
    static boolean isOpenToOthers(Path file) {
        try {
            return !OWNER_ONLY.containsAll(withoutExecution(Files.getPosixFilePermissions(file)));
        } catch (NoSuchFileException e) {
            return false;
        } catch (IOException e) {
            throw new TokenUnavailable("cannot read the mode of " + file, e);
        }
    }

    private static Set<PosixFilePermission> withoutExecution(Set<PosixFilePermission> mode) {
        Set<PosixFilePermission> rest = EnumSet.noneOf(PosixFilePermission.class);
        rest.addAll(mode);
        rest.remove(PosixFilePermission.OWNER_EXECUTE);
        return rest;
    }

    /// The content; empty when there is no such file.
    static Optional<Bytes> read(Path file) {
        try {
            return Optional.of(Bytes.wrap(Files.readAllBytes(file)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new TokenUnavailable("cannot read " + file, e);
        }
    }

    /// Writes the content beside the file, forces it to the disk and puts it in the file's place.
    static void write(Path file, Bytes content) {
        Path folder = file.toAbsolutePath().getParent();
        try {
            Path fresh =
                    Files.createTempFile(folder, ".token", ".new", PosixFilePermissions.asFileAttribute(OWNER_ONLY));
            try {
                writeDurably(fresh, content);
                Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(fresh);
            }
            forceFolder(folder);
        } catch (IOException e) {
            throw new TokenUnavailable("cannot write " + file, e);
        }
    }

    private static void writeDurably(Path file, Bytes content) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            ByteBuffer rest = content.asByteBuffer();
            while (rest.hasRemaining()) {
                channel.write(rest);
            }
            channel.force(true);
        }
    }

    /// Without this a crash may undo the move.
    private static void forceFolder(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new TokenUnavailable("cannot delete " + file, e);
        }
    }
}
