package kakehashi.ledger;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import kakehashi.x509.Bytes;

/// Writes a zone's audit tree into a folder that [AuditVerification] reads without any server:
///
/// - `leaves`: the DER of the leaves in the order of their rows, each after its length in 4 octets;
/// - `hashes`: the stored hashes of the leaves, 32 octets each; a help for naming a bad leaf, believed only as far
/// as
///   they give the root of a checkpoint;
/// - `payloads`: for each payload that is still there the index in 8 octets, then salt and payload, each after its
///   length in 4 octets;
/// - `checkpoints/SIZE`: the signed notes;
/// - `history`: entries of the chain that changed the log's key or cut it, with the documents that they name, each
///   after its length in 4 octets; whoever knows genesis proves the log's later keys by it.
public final class AuditExport {
    static final String LEAVES = "leaves";
    static final String HASHES = "hashes";
    static final String PAYLOADS = "payloads";
    static final String CHECKPOINTS = "checkpoints";
    static final String HISTORY = "history";

    private AuditExport() {}

    /// Writes the tree as it is at one moment.
    ///
    /// @param folder does not exist yet, or is empty; one that is made has mode 0700, for payloads tell of persons
    /// @throws UncheckedIOException when a file cannot be written, or is there already
    public static void write(Database database, AuditTree tree, Path folder) {
        database.useTransaction(tx -> {
            AuditStore.freeze(tx.handle());
            try {
                Files.createDirectories(
                        folder.resolve(CHECKPOINTS),
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
                writeTree(tx, tree, folder);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private static void writeTree(Transaction tx, AuditTree tree, Path folder) throws IOException {
        try (DataOutputStream leaves = create(folder.resolve(LEAVES));
                DataOutputStream hashes = create(folder.resolve(HASHES));
                DataOutputStream payloads = create(folder.resolve(PAYLOADS))) {
            AuditStore.eachLeaf(tx.handle(), tree.zone(), leaf -> writeFramed(leaves, leaf));
            AuditStore.eachLeafHash(tx.handle(), tree.zone(), hash -> writeRaw(hashes, hash));
            AuditStore.eachPayload(tx.handle(), tree.zone(), row -> {
                writeIndex(payloads, row.index());
                writeFramed(payloads, row.salt());
                writeFramed(payloads, row.payload());
            });
        }
        for (String note : tree.checkpoints(tx)) {
            String size = note.lines().skip(1).findFirst().orElse("");
            // The note may be anything that somebody wrote into the table; its second line names a file if it is
            // one.
            String name = size.matches("[0-9]{1,18}") ? size : "unreadable";
            Files.writeString(free(folder.resolve(CHECKPOINTS), name), note, StandardOpenOption.CREATE_NEW);
        }
    }

    /// A log that was cut may have two checkpoints of one size.
    private static Path free(Path folder, String name) {
        Path file = folder.resolve(name);
        for (int next = 2; Files.exists(file); next++) {
            file = folder.resolve(name + "." + next);
        }
        return file;
    }

    /// Writes the octets that prove the log's keys and cuts beside an export, each after its length in 4 octets.
    ///
    /// @throws UncheckedIOException when the file cannot be written, or is there already
    public static void writeHistory(Path folder, List<Bytes> items) {
        try (DataOutputStream file = create(folder.resolve(HISTORY))) {
            items.forEach(item -> writeFramed(file, item));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Reads what [#writeHistory] wrote; nothing when the export has none.
    ///
    /// @throws IOException when the file cannot be read
    public static List<Bytes> readHistory(Path folder) throws IOException {
        return Files.exists(folder.resolve(HISTORY)) ? ExportReader.items(folder.resolve(HISTORY)) : List.of();
    }

    private static DataOutputStream create(Path file) throws IOException {
        return new DataOutputStream(
                new BufferedOutputStream(Files.newOutputStream(file, StandardOpenOption.CREATE_NEW), 1 << 16));
    }

    private static void writeIndex(DataOutputStream file, long index) {
        try {
            file.writeLong(index);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void writeFramed(DataOutputStream file, Bytes octets) {
        try {
            file.writeInt(octets.length());
            file.write(octets.toArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void writeRaw(DataOutputStream file, Bytes octets) {
        try {
            file.write(octets.toArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
