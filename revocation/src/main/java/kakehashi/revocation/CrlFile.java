package kakehashi.revocation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import kakehashi.x509.Bytes;

/// Puts CRLs into a folder as files that are named by their digest: there as a whole and durably, or not at all.
public final class CrlFile {
    /// A channel copies what it is given into memory outside the heap, so it is given little at a time.
    private static final int CHUNK = 1 << 20;

    private CrlFile() {}

    /// Writes the list beside its place, forces it to the disk and renames it. A file that is there already has the
    /// same octets and is replaced by them.
    ///
    /// @return the file, `<digest>.crl`
    /// @throws UncheckedIOException when the folder is not there or does not take it
    public static Path write(Path folder, SignedCrl crl) {
        Path file = folder.resolve(crl.digest() + ".crl");
        try {
            Path fresh = Files.createTempFile(folder, "." + crl.digest(), ".new");
            try {
                writeDurably(fresh, crl);
                Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(fresh);
            }
            try (FileChannel directory = FileChannel.open(folder, StandardOpenOption.READ)) {
                directory.force(true);
            }
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write CRL " + crl.issued().number() + " to " + folder, e);
        }
    }

    private static void writeDurably(Path file, SignedCrl crl) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            for (Bytes piece : crl.pieces()) {
                write(channel, piece.asByteBuffer());
            }
            channel.force(true);
        }
    }

    private static void write(FileChannel channel, ByteBuffer octets) throws IOException {
        int end = octets.limit();
        while (octets.position() < end) {
            octets.limit(Math.min(end, octets.position() + CHUNK));
            while (octets.hasRemaining()) {
                channel.write(octets);
            }
        }
    }
}
