package kakehashi.ledger;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import kakehashi.files.WholeFile;
import kakehashi.x509.Bytes;

/// The file in which a vault keeps what a rollback of its database would undo: two slots that are written in turn,
/// so that a write which is torn leaves the one before (docs/adr/0005). It knows octets only; its user says
/// what they mean and whether they are to be believed.
///
/// A slot is 64 KiB: four octets of length, the contents, what was there before. The file belongs to one process at
/// a time.
public final class SealedFile implements AutoCloseable {
    /// How long a slot is, in octets.
    public static final int SLOT = 64 * 1024;
    private static final int LENGTH = 4;

    private final FileChannel channel;
    private final FileLock lock;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(SLOT);
    private int next;

    private SealedFile(FileChannel channel, FileLock lock) {
        this.channel = channel;
        this.lock = lock;
    }

    /// Opens the file, or makes it with two empty slots, readable by its owner only.
    ///
    /// @throws UncheckedIOException when it cannot be made, opened, or another process holds it
    public static SealedFile open(Path file) {
        try {
            FileChannel channel = FileChannel.open(
                    file,
                    Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            FileLock lock = lock(channel, file);
            if (channel.size() < 2L * SLOT) {
                channel.write(ByteBuffer.allocate(2 * SLOT), 0);
                channel.force(true);
                WholeFile.forceFolder(file.toAbsolutePath().getParent());
            }
            return new SealedFile(channel, lock);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static FileLock lock(FileChannel channel, Path file) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return lock;
            }
        } catch (OverlappingFileLockException e) {
            // Held by this very process: as bad as by another.
        }
        channel.close();
        throw new IOException("another vault holds " + file);
    }

    /// What the two slots hold; a slot that was never written, or holds no length that fits, is empty.
    public List<Bytes> slots() {
        List<Bytes> slots = new ArrayList<>();
        for (int slot = 0; slot < 2; slot++) {
            slots.add(read(slot));
        }
        return slots;
    }

    private Bytes read(int slot) {
        try {
            ByteBuffer all = ByteBuffer.allocate(SLOT);
            while (all.hasRemaining() && channel.read(all, (long) slot * SLOT + all.position()) >= 0) {
                // Goes on until the slot is full or the file ends.
            }
            int length = all.getInt(0);
            return length < 0 || length > SLOT - LENGTH
                    ? Bytes.EMPTY
                    : Bytes.of(all.array()).slice(LENGTH, LENGTH + length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Says which slot is to be kept, because it holds the newest good state: the other is written next.
    public void keep(int slot) {
        next = 1 - slot;
    }

    /// Writes the slot whose turn it is, and returns when the disk has it.
    ///
    /// @throws UncheckedIOException when the disk fails; nothing may then be believed to be sealed
    public void write(Bytes contents) {
        if (contents.length() > SLOT - LENGTH) {
            throw new IllegalArgumentException("a sealed state of " + contents.length() + " octets fits no slot");
        }
        buffer.clear();
        buffer.putInt(contents.length());
        buffer.put(contents.asByteBuffer());
        buffer.flip();
        try {
            long at = (long) next * SLOT;
            while (buffer.hasRemaining()) {
                at += channel.write(buffer, at);
            }
            channel.force(false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        next = 1 - next;
    }

    /// Lets go of the file.
    @Override
    public void close() {
        try {
            if (channel.isOpen()) {
                lock.release();
            }
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
