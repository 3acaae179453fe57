package kakehashi.ledger;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Set;
import kakehashi.files.WholeFile;
import kakehashi.x509.Bytes;

/// A password of a PostgreSQL role. It has no `toString` worth reading and lives in a file that only its owner
/// reads.
public final class Password {
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");

    private final String text;

    private Password(String text) {
        this.text = text;
    }

    /// A password that a configuration gives.
    ///
    /// @throws IllegalArgumentException when it is blank
    public static Password of(String text) {
        if (text.isBlank()) {
            throw new IllegalArgumentException("a password is blank");
        }
        return new Password(text);
    }

    /// The password in the file's first line. Refuses a file that others than its owner may read.
    ///
    /// @throws DatabaseFailure when the file cannot be read, or others could read it too
    public static Password read(Path file) {
        try {
            if (!OWNER_ONLY.containsAll(Files.getPosixFilePermissions(file))) {
                throw DatabaseFailure.notUsable(file + " may be read or run by others than its owner; want mode 0600");
            }
            return of(Files.readString(file).lines().findFirst().orElse(""));
        } catch (IOException e) {
            throw DatabaseFailure.notUsable("cannot read the password file " + file);
        }
    }

    /// The password in the file; a fresh one of 256 bits, written with mode 0600, where there is no file.
    ///
    /// @throws DatabaseFailure when the file cannot be read, or others could read it too
    public static Password readOrMake(Path file) {
        if (Files.exists(file)) {
            return read(file);
        }
        byte[] chance = new byte[32];
        new SecureRandom().nextBytes(chance);
        String text = HexFormat.of().formatHex(chance);
        try {
            Bytes line = Bytes.wrap((text + "\n").getBytes(StandardCharsets.US_ASCII));
            WholeFile.replace(file, line, WholeFile.Option.OWNER_ONLY);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
        return new Password(text);
    }

    String text() {
        return text;
    }

    /// Says nothing.
    @Override
    public String toString() {
        return "***";
    }
}
