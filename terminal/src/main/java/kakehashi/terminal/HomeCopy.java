package kakehashi.terminal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import kakehashi.files.PrivateFolder;
import kakehashi.files.WholeFile;
import kakehashi.ledger.Backup;
import kakehashi.ledger.RoomSchema;
import kakehashi.x509.Bytes;

/// A home copied into a folder and back: the database, and the small files with the sealed keys and the sealed
/// state. What is copied needs the protection of the home itself.
///
/// | in the folder | what |
/// |---|---|
/// | `database/` | all rows, as [Backup] writes them |
/// | `home/` | the home's files, among them `token` and `vault.sealed` |
final class HomeCopy {
    static final String SEALED = "vault.sealed";

    private static final List<RoomSchema> ROOMS = List.of(VaultHome.ISSUING);
    private static final String DATABASE = "database";
    private static final String HOME = "home";
    private static final String TOKENS = "tokens";
    private static final List<String> FILES =
            List.of("vault.toml", "token", SEALED, "node", "installation", "genesis.der", "entry.der");

    private final Path folder;

    HomeCopy(Path folder) {
        this.folder = folder;
    }

    /// Copies a home that no vault works in meanwhile.
    ///
    /// @return the SHA-256 of the manifest, to be kept elsewhere
    String write(VaultHome home) throws IOException {
        return write(home, Backup.Moment.ANY);
    }

    /// Copies a home. Its sealed state and its rows are of one moment, so that the copy is what a crash at that
    /// moment would have left.
    ///
    /// @param moment when nothing is half written
    /// @return the SHA-256 of the manifest, to be kept elsewhere
    String write(VaultHome home, Backup.Moment moment) throws IOException {
        PrivateFolder.create(folder);
        PrivateFolder.create(folder.resolve(HOME));
        String digest = Backup.write(
                home.ownerAccess(),
                ROOMS,
                folder.resolve(DATABASE),
                settle -> moment.await(() -> {
                    copySealed(home);
                    settle.run();
                }));
        copyTree(home.folder().resolve("ceremonies"), folder.resolve(HOME).resolve("ceremonies"));
        copyTree(home.folder().resolve(TOKENS), folder.resolve(HOME).resolve(TOKENS));
        for (String name : FILES) {
            if (!name.equals(SEALED)) {
                copy(home.folder().resolve(name), folder.resolve(HOME).resolve(name));
            }
        }
        // Whoever is told the digest may throw the database away.
        WholeFile.forceTree(folder);
        return digest;
    }

    private void copySealed(VaultHome home) {
        try {
            copy(home.folder().resolve(SEALED), file(SEALED));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Whether the folder is a backup of a home.
    boolean isThere() {
        return Files.isDirectory(folder.resolve(DATABASE)) && Files.isRegularFile(file("vault.toml"));
    }

    Path file(String name) {
        return folder.resolve(HOME).resolve(name);
    }

    /// Makes a home of the files of the backup, with this sealed state, yet without rows.
    void makeHome(Path home, Path sealed) throws IOException {
        Files.createDirectories(home.toAbsolutePath().getParent());
        PrivateFolder.create(home);
        for (String name : FILES) {
            if (!name.equals("vault.toml") && !name.equals(SEALED)) {
                copy(file(name), home.resolve(name));
            }
        }
        copy(sealed, home.resolve(SEALED));
        copyTree(file("ceremonies"), home.resolve("ceremonies"));
        copyTree(file(TOKENS), home.resolve(TOKENS));
        WholeFile.forceTree(home);
        // What makes the folder a home comes last, and as a whole.
        Bytes settings = Bytes.wrap(Files.readAllBytes(file("vault.toml")));
        WholeFile.replace(home.resolve("vault.toml"), settings, WholeFile.Option.OWNER_ONLY);
    }

    /// Puts the rows into the home's database, which nobody has worked with.
    void restoreRows(VaultHome home) {
        Backup.restore(home.ownerAccess(), ROOMS, folder.resolve(DATABASE));
    }

    private static void copy(Path from, Path to) throws IOException {
        if (Files.exists(from)) {
            Files.copy(from, to, StandardCopyOption.COPY_ATTRIBUTES);
        }
    }

    private static void copyTree(Path from, Path to) throws IOException {
        if (!Files.isDirectory(from)) {
            return;
        }
        try (Stream<Path> all = Files.walk(from)) {
            for (Path one : all.toList()) {
                Files.copy(one, to.resolve(from.relativize(one).toString()), StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }
}
