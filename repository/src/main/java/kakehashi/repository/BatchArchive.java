package kakehashi.repository;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import kakehashi.contract.Digest;
import kakehashi.contract.SignedBatch;
import kakehashi.files.WholeFile;
import kakehashi.x509.Bytes;

/// The batches that this node applied, one file each, as they were signed: it serves them to anybody, and starts
/// from them. Also the evidence of forks.
final class BatchArchive {
    private static final long IN_A_FOLDER = 1000;

    private final Path folder;

    BatchArchive(Path folder) {
        this.folder = folder;
        try {
            Files.createDirectories(folder.resolve("evidence"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path file(long number) {
        return folder.resolve("%09d".formatted(number / IN_A_FOLDER)).resolve("%012d.batch".formatted(number));
    }

    /// Keeps a batch. It may be lost in a crash: it can be had again.
    void keep(long number, Bytes signedBatch) {
        write(file(number), signedBatch);
    }

    private static void write(Path file, Bytes octets) {
        try {
            Files.createDirectories(file.getParent());
            WholeFile.replace(file, octets, WholeFile.Option.UNFORCED);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A batch that was kept.
    Optional<Bytes> find(long number) {
        Path file = file(number);
        try {
            return Files.exists(file) ? Optional.of(Bytes.wrap(Files.readAllBytes(file))) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /// The digest of a batch that was kept.
    Optional<Digest> digest(long number) {
        return find(number)
                .flatMap(octets -> SignedBatch.parse(octets).toOptional())
                .map(signed -> Digest.of(signed.batch()));
    }

    /// Keeps what shows that there are two feeds.
    void evidence(long number, Bytes signed) {
        write(folder.resolve("evidence").resolve("%012d-%s".formatted(number, Digest.of(signed))), signed);
    }

    /// Whether there is evidence that no operator took away yet.
    boolean hasEvidence() {
        try (var files = Files.list(folder.resolve("evidence"))) {
            return files.findAny().isPresent();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
