package kakehashi.repository;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import kakehashi.contract.Digest;
import kakehashi.files.WholeFile;
import kakehashi.x509.Bytes;

/// The CRLs that a node publishes, each as a file under its digest: with the batches that named them a node has all
/// of its state again when its snapshot is torn or of a version that it does not know (docs/adr/0015).
final class CrlFiles {
    private final Path folder;

    CrlFiles(Path folder) {
        this.folder = folder;
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path file(Digest digest) {
        return folder.resolve(digest + ".crl");
    }

    /// Keeps a CRL, if it is not there. A crash may lose it: then it is had again.
    void keep(Bytes der) {
        Path file = file(Digest.of(der));
        try {
            if (!Files.exists(file) || Files.size(file) != der.length()) {
                WholeFile.replace(file, der, WholeFile.Option.UNFORCED);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A CRL that was kept, if a crash did not spoil it.
    Optional<Bytes> find(Digest digest) {
        Path file = file(digest);
        try {
            return Files.exists(file)
                    ? Optional.of(Bytes.wrap(Files.readAllBytes(file)))
                            .filter(der -> Digest.of(der).equals(digest))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /// Keeps these and no others.
    void keepOnly(List<Bytes> published) {
        published.forEach(this::keep);
        Set<Path> stay = published.stream().map(der -> file(Digest.of(der))).collect(Collectors.toSet());
        try (DirectoryStream<Path> all = Files.newDirectoryStream(folder)) {
            for (Path one : all) {
                if (!stay.contains(one)) {
                    Files.delete(one);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
