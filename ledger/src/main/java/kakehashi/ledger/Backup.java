package kakehashi.ledger;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import kakehashi.files.PrivateFolder;

/// Copies a database into a folder and back: all rows of the ledger and of the rooms, as they were at one moment.
///
/// The folder holds one file a table (PostgreSQL's binary COPY) and `manifest`: a line of the format, the
/// migrations that made the schemas with their checksums, each table with its columns and the SHA-256 of its file.
/// It has mode 0700. It holds payloads of the audit log and orders, so it needs the protection of the database
/// itself; keys, tokens and the sealed state are not in it.
///
/// Digests show damage, not forgery: who can write the folder can write a manifest. What a restore brings back is
/// judged like any database, by the chain, the sealed state and the checkpoints.
public final class Backup {
    private static final String FORMAT = "kakehashi backup 1";
    private static final String MANIFEST = "manifest";

    private Backup() {}

    /// When a backup's moment is: whoever knows that nothing is half written then.
    @FunctionalInterface
    public interface Moment {
        /// Any.
        Moment ANY = Runnable::run;

        /// Runs what settles the moment, once, when it is fit.
        void await(Runnable settle);
    }

    /// Writes a backup of any moment. Others may go on writing meanwhile.
    ///
    /// @throws DatabaseFailure as the other
    public static String write(DatabaseAccess owner, List<RoomSchema> rooms, Path folder) {
        return write(owner, rooms, folder, Moment.ANY);
    }

    /// Writes a backup. Others may go on writing meanwhile.
    ///
    /// @param owner the database's owner
    /// @param rooms whose schemas are copied, beside the ledger's own
    /// @param folder does not exist yet
    /// @param moment of which it is
    /// @return the SHA-256 of the manifest in hex, to be kept elsewhere
    /// @throws DatabaseFailure when the database fails, or has sequences
    /// @throws UncheckedIOException when the folder is there already or cannot be written
    public static String write(DatabaseAccess owner, List<RoomSchema> rooms, Path folder, Moment moment) {
        List<String> schemas = schemas(rooms);
        try (Connection connection = ServerStore.connect(owner)) {
            PrivateFolder.create(folder);
            BackupStore.freeze(connection);
            moment.await(() -> settle(connection));
            BackupStore.refuseSequences(connection, schemas);
            List<String> manifest = new ArrayList<>(List.of(FORMAT));
            for (String schema : schemas) {
                BackupStore.history(connection, schema).forEach(line -> manifest.add("migration " + line));
            }
            for (BackupStore.Table table : BackupStore.tables(connection, schemas)) {
                manifest.add(entry(table, copy(connection, table, folder)));
            }
            byte[] text = (String.join("\n", manifest) + "\n").getBytes(StandardCharsets.UTF_8);
            // The manifest comes last: a folder without one is no backup.
            Files.write(folder.resolve(MANIFEST), text, StandardOpenOption.CREATE_NEW);
            return HexFormat.of().formatHex(sha256().digest(text));
        } catch (SQLException e) {
            throw DatabaseFailure.of(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void settle(Connection connection) {
        try {
            BackupStore.settleMoment(connection);
        } catch (SQLException e) {
            throw DatabaseFailure.of(e);
        }
    }

    private static String entry(BackupStore.Table table, String digest) {
        return "table " + table.name() + " " + digest + " " + table.columns();
    }

    private static String copy(Connection connection, BackupStore.Table table, Path folder)
            throws SQLException, IOException {
        MessageDigest digest = sha256();
        try (OutputStream file = new BufferedOutputStream(
                new DigestOutputStream(
                        Files.newOutputStream(folder.resolve(table.name()), StandardOpenOption.CREATE_NEW), digest),
                1 << 16)) {
            BackupStore.copyOut(connection, table, file);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static List<String> schemas(List<RoomSchema> rooms) {
        return Stream.concat(Stream.of("ledger"), rooms.stream().map(RoomSchema::schema))
                .sorted()
                .toList();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Restores a backup into a database whose migrations have run and that nobody has worked with: all rows, in
    /// one transaction, or none.
    ///
    /// @param owner the database's owner
    /// @throws DatabaseFailure when the backup is damaged or incomplete, was made by other migrations or for other
    ///     rooms, or the database has orders or leaves; nothing is changed then
    /// @throws UncheckedIOException when a file cannot be read
    public static void restore(DatabaseAccess owner, List<RoomSchema> rooms, Path folder) {
        try (Connection connection = ServerStore.connect(owner)) {
            List<String> manifest = manifest(folder);
            connection.setAutoCommit(false);
            refuseOther(connection, schemas(rooms), manifest);
            List<BackupStore.Table> tables = BackupStore.tables(connection, schemas(rooms));
            BackupStore.empty(connection, tables);
            for (BackupStore.Table table : BackupStore.parentsFirst(connection, tables)) {
                load(connection, table, folder, manifest);
            }
            connection.commit();
        } catch (SQLException e) {
            throw DatabaseFailure.of(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> manifest(Path folder) throws IOException {
        Path file = folder.resolve(MANIFEST);
        if (!Files.exists(file)) {
            throw DatabaseFailure.notUsable("the backup in " + folder + " is incomplete: it has no manifest");
        }
        List<String> manifest = Files.readAllLines(file);
        if (manifest.isEmpty() || !manifest.getFirst().equals(FORMAT)) {
            throw DatabaseFailure.notUsable("the backup in " + folder + " has another format");
        }
        return manifest;
    }

    private static void refuseOther(Connection connection, List<String> schemas, List<String> manifest)
            throws SQLException {
        List<String> ours = new ArrayList<>();
        for (String schema : schemas) {
            BackupStore.history(connection, schema).forEach(line -> ours.add("migration " + line));
        }
        List<String> theirs =
                manifest.stream().filter(line -> line.startsWith("migration ")).toList();
        if (!ours.equals(theirs)) {
            throw DatabaseFailure.notUsable("the backup was made by other migrations; restore it with the version that"
                    + " wrote it, then migrate");
        }
        if (BackupStore.isUsed(connection)) {
            throw DatabaseFailure.notUsable("the database has orders or leaves; restore into a new one");
        }
    }

    /// The file is read twice, so that the database reads no octet of one that was changed.
    private static void load(Connection connection, BackupStore.Table table, Path folder, List<String> manifest)
            throws SQLException, IOException {
        Path file = folder.resolve(table.name());
        if (!Files.exists(file)) {
            throw DatabaseFailure.notUsable("the backup has no file for the table " + table.name());
        }
        MessageDigest digest = sha256();
        try (InputStream input = new DigestInputStream(Files.newInputStream(file), digest)) {
            input.transferTo(OutputStream.nullOutputStream());
        }
        String entry = entry(table, HexFormat.of().formatHex(digest.digest()));
        if (!manifest.contains(entry)) {
            throw DatabaseFailure.notUsable("the backup's file for the table " + table.name()
                    + " was changed or cut off," + " or the table has other columns");
        }
        try (InputStream input = Files.newInputStream(file)) {
            BackupStore.copyIn(connection, table, input);
        }
    }
}
