package kakehashi.ledger;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import kakehashi.x509.Bytes;

/// Reads the files of an export front to back, in little memory. A file that ends in the middle of an item ends
/// before it: the item is not there.
final class ExportReader implements AutoCloseable {
    private static final int HASH = 32;
    private static final int MAX_ITEM = 1 << 21;
    private static final int LONGEST_NOTE = 1 << 16;
    private static final long LONGEST_HISTORY = 1 << 26;

    private final DataInputStream leaves;
    private final DataInputStream hashes;
    private final DataInputStream payloads;
    private final FileChannel hashFile;
    private long payloadIndex = -1;

    private ExportReader(Path folder) throws IOException {
        leaves = input(folder.resolve(AuditExport.LEAVES));
        hashes = input(folder.resolve(AuditExport.HASHES));
        payloads = input(folder.resolve(AuditExport.PAYLOADS));
        hashFile = FileChannel.open(
                plain(folder.resolve(AuditExport.HASHES)), Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
        nextPayload();
    }

    static ExportReader open(Path folder) throws IOException {
        return new ExportReader(folder);
    }

    /// All items of a file of framed octets.
    static List<Bytes> items(Path file) throws IOException {
        requireLength(file, LONGEST_HISTORY);
        List<Bytes> items = new ArrayList<>();
        try (DataInputStream input = input(file)) {
            for (Optional<Bytes> item = framed(input); item.isPresent(); item = framed(input)) {
                items.add(item.get());
            }
        }
        return items;
    }

    private static DataInputStream input(Path file) throws IOException {
        return new DataInputStream(
                new BufferedInputStream(Files.newInputStream(plain(file), LinkOption.NOFOLLOW_LINKS), 1 << 16));
    }

    /// The file, which must be one: a pipe would be waited for without end, a device read without end, and a link
    /// leads out of the export.
    private static Path plain(Path file) throws IOException {
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS) && !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new FileSystemException(file.toString(), null, "is no regular file");
        }
        return file;
    }

    /// A whole file of text.
    static String text(Path file) throws IOException {
        requireLength(file, LONGEST_NOTE);
        return Files.readString(file);
    }

    /// Of what is read as a whole.
    private static void requireLength(Path file, long most) throws IOException {
        if (Files.size(plain(file)) > most) {
            throw new FileSystemException(file.toString(), null, "is longer than " + most + " octets");
        }
    }

    Optional<Bytes> nextLeaf() throws IOException {
        return framed(leaves);
    }

    Optional<Bytes> nextHash() throws IOException {
        byte[] hash = hashes.readNBytes(HASH);
        return hash.length == HASH ? Optional.of(Bytes.wrap(hash)) : Optional.empty();
    }

    Optional<Bytes> hashAt(long index) throws IOException {
        if (index < 0 || index >= hashFile.size() / HASH) {
            return Optional.empty();
        }
        ByteBuffer hash = ByteBuffer.allocate(HASH);
        hashFile.read(hash, index * HASH);
        return hash.hasRemaining() ? Optional.empty() : Optional.of(Bytes.wrap(hash.array()));
    }

    /// Whether a payload has not been taken yet.
    boolean hasPayload() {
        return payloadIndex >= 0;
    }

    long payloadIndex() {
        return payloadIndex;
    }

    /// A payload and its salt, as they lie in the export.
    record Opened(Bytes salt, Bytes payload) {
        boolean opens(Leaf leaf) {
            return leaf.content() instanceof Leaf.Commitment(var digest)
                    && Leaf.commitment(salt, payload).equals(digest);
        }
    }

    /// The payload at which the reader stands; goes on to the next.
    Opened takePayload() throws IOException {
        Bytes salt = framed(payloads).orElse(Bytes.EMPTY);
        Bytes payload = framed(payloads).orElse(Bytes.EMPTY);
        nextPayload();
        return new Opened(salt, payload);
    }

    private void nextPayload() throws IOException {
        byte[] index = payloads.readNBytes(Long.BYTES);
        payloadIndex = index.length == Long.BYTES ? ByteBuffer.wrap(index).getLong() & Long.MAX_VALUE : -1;
    }

    private static Optional<Bytes> framed(DataInputStream file) throws IOException {
        byte[] frame = file.readNBytes(Integer.BYTES);
        if (frame.length < Integer.BYTES) {
            return Optional.empty();
        }
        int length = ByteBuffer.wrap(frame).getInt();
        if (length < 0 || length > MAX_ITEM) {
            return Optional.empty();
        }
        byte[] octets = file.readNBytes(length);
        return octets.length == length ? Optional.of(Bytes.wrap(octets)) : Optional.empty();
    }

    @Override
    public void close() throws IOException {
        leaves.close();
        hashes.close();
        payloads.close();
        hashFile.close();
    }
}
