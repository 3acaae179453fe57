package kakehashi.repository;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import kakehashi.contract.Id;
import kakehashi.x509.Bytes;

/// Certificates one after another in a file of this node's own, each behind its length and the id of its CA. It
/// only grows; what is gone is left out when a node starts and copies the rest. Safe for many threads.
///
/// It is read by position under a lock: a channel would be closed for all by the first thread that is interrupted.
final class CertificateFile implements AutoCloseable {
    /// Longer than any certificate that is issued.
    static final int LONGEST = 1 << 20;

    private static final int HEAD = Integer.BYTES + Id.OCTETS;

    private final RandomAccessFile file;
    private long length;

    private CertificateFile(RandomAccessFile file, long length) {
        this.file = file;
        this.length = length;
    }

    /// What lies at a place.
    record Found(Id authority, Bytes certificate) {
        /// The octets that it takes there.
        long octets() {
            return HEAD + certificate.length();
        }
    }

    /// Opens a file, or makes it.
    static CertificateFile open(Path path) {
        try {
            Files.createDirectories(path.toAbsolutePath().getParent());
            RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw");
            return new CertificateFile(file, file.length());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    synchronized long length() {
        return length;
    }

    /// Adds a certificate.
    ///
    /// @return its place
    /// @throws UncheckedIOException when the disk is full or gone; then nothing was added
    synchronized long append(Id authority, Bytes certificate) {
        byte[] record = new byte[HEAD + certificate.length()];
        ByteBuffer.wrap(record).putInt(certificate.length());
        authority.octets().copyTo(record, Integer.BYTES);
        certificate.copyTo(record, HEAD);
        long place = length;
        try {
            file.seek(place);
            file.write(record);
            length = place + record.length;
            return place;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// What lies at a place; empty where nothing whole does.
    synchronized Optional<Found> find(long place) {
        if (place + HEAD > length) {
            return Optional.empty();
        }
        try {
            file.seek(place);
            int octets = file.readInt();
            if (octets <= 0 || octets > LONGEST || place + HEAD + octets > length) {
                return Optional.empty();
            }
            byte[] id = new byte[Id.OCTETS];
            file.readFully(id);
            byte[] certificate = new byte[octets];
            file.readFully(certificate);
            return Optional.of(new Found(new Id(Bytes.wrap(id)), Bytes.wrap(certificate)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Cuts off what is behind a place.
    synchronized void cut(long end) {
        try {
            file.setLength(end);
            length = end;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Returns when all is on the disk.
    synchronized void force() {
        try {
            file.getFD().sync();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public synchronized void close() {
        try {
            file.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
