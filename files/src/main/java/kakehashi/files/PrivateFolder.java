package kakehashi.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/// A folder that only its owner enters, reads and writes (mode 0700), from its first moment on.
public final class PrivateFolder {
    private PrivateFolder() {}

    /// Makes the folder where there is none; one that is there stays as it is.
    ///
    /// @return the folder
    /// @throws IOException when the folder above it is not there or does not take it
    public static Path make(Path folder) throws IOException {
        return Files.isDirectory(folder) ? folder : create(folder);
    }

    /// Makes a folder that is not there yet.
    ///
    /// @return the folder
    /// @throws IOException when it is there already, or the folder above it is not or does not take it
    public static Path create(Path folder) throws IOException {
        return Files.createDirectory(
                folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
}
