package kakehashi.keys;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import kakehashi.files.WholeFile;
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

    /// Puts the content in the file's place; it is on the disk when this returns.
    static void write(Path file, Bytes content) {
        try {
            WholeFile.replace(file, content, WholeFile.Option.OWNER_ONLY, WholeFile.Option.MANY_WRITERS);
        } catch (IOException e) {
            throw new TokenUnavailable("cannot write " + file, e);
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
