package kakehashi.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import kakehashi.contract.Digest;
import kakehashi.repository.InstallationPin;
import kakehashi.x509.Bytes;

/// Reads what pins a public node to its installation. The digest is the one value that has to be right: it comes
/// from the ceremony's minutes; the files may come from anybody.
public final class PublicPin {
    private PublicPin() {}

    /// The pin of a home on the same machine.
    ///
    /// @throws UncheckedIOException when the installation is not founded, or its files cannot be read
    /// @throws IllegalArgumentException when the files are not those that the digest names
    public static InstallationPin ofHome(Path home) {
        try {
            Digest installation =
                    Digest.ofHex(Files.readString(home.resolve("installation")).strip());
            return of(installation, home.resolve("entry.der"), home.resolve("genesis.der"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A digest with the files that it names.
    ///
    /// @throws UncheckedIOException when a file cannot be read
    /// @throws IllegalArgumentException when the files are not those that the digest names
    public static InstallationPin of(Digest installation, Path entry, Path genesis) {
        try {
            return new InstallationPin(
                    installation, Bytes.wrap(Files.readAllBytes(entry)), Bytes.wrap(Files.readAllBytes(genesis)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
