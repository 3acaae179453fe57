package kakehashi.collection;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import kakehashi.collection.CollectedSource.Had;
import kakehashi.collection.CollectedSource.Trouble;
import kakehashi.files.WholeFile;
import kakehashi.x509.Bytes;
import kakehashi.x509.Crl;

/// What was collected of one domain, as a file: with it a node starts while network and database are away. The file
/// carries no authority: whoever reads it verifies every signature again. It ends with its SHA-256, so that a file
/// that was cut short is taken for none.
public final class CollectSnapshot {
    private static final System.Logger LOG = System.getLogger("kakehashi.collection");
    private static final int FORMAT = 0x4b434c31;
    private static final int DIGEST = 32;
    private static final int MAX_PIECE = 1 << 30;

    private final Path folder;

    /// In files below this folder, which only this node uses.
    public CollectSnapshot(Path folder) {
        this.folder = folder;
    }

    /// The parts of a domain that are kept.
    record Content(Map<String, CollectedSource> sources, List<Crl> crls) {}

    private Path file(String domain) {
        String name = Bytes.of(domain.getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .sha256()
                .slice(0, 8)
                .toString();
        return folder.resolve("collected-" + name + ".bin");
    }

    /// Keeps a domain. A disk that is full costs the file, not the answers: what was collected stands in memory.
    void keep(String domain, CollectedDomain content) {
        try {
            write(domain, content);
        } catch (UncheckedIOException e) {
            LOG.log(System.Logger.Level.WARNING, "the snapshot of a collected domain was not written", e);
        }
    }

    /// Writes beside the old file and puts the new one in its place.
    ///
    /// @throws UncheckedIOException when the disk does not take it; the old file is then still there
    void write(String domain, CollectedDomain content) {
        try {
            Files.createDirectories(folder);
            Bytes octets = octets(content);
            WholeFile.replace(file(domain), List.of(octets, octets.sha256()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Bytes octets(CollectedDomain content) throws IOException {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(octets);
        out.writeInt(FORMAT);
        out.writeInt(content.sources().size());
        for (CollectedSource source : content.sources().values()) {
            out.writeUTF(source.place());
            out.writeLong(source.triedAt().toEpochMilli());
            out.writeBoolean(source.trouble().isPresent());
            if (source.trouble().isPresent()) {
                Trouble trouble = source.trouble().get();
                out.writeUTF(trouble.failure().label());
                out.writeUTF(trouble.detail());
                out.writeInt(trouble.times());
            }
            out.writeBoolean(source.had().isPresent());
            if (source.had().isPresent()) {
                Had had = source.had().get();
                out.writeLong(had.at().toEpochMilli());
                out.writeUTF(had.tag().orElse(""));
                writeAll(out, had.pieces());
            }
        }
        writeAll(out, content.crls().stream().map(Crl::der).toList());
        return Bytes.wrap(octets.toByteArray());
    }

    private static void writeAll(DataOutputStream out, List<Bytes> pieces) throws IOException {
        out.writeInt(pieces.size());
        for (Bytes piece : pieces) {
            out.writeInt(piece.length());
            out.write(piece.toArray());
        }
    }

    /// What was written last; empty when there is no file, or none that is whole.
    Optional<Content> read(String domain) {
        try {
            Path file = file(domain);
            if (!Files.isRegularFile(file)) {
                return Optional.empty();
            }
            Bytes all = Bytes.wrap(Files.readAllBytes(file));
            int end = all.length() - DIGEST;
            if (end < 0 || !all.slice(0, end).sha256().equals(all.slice(end, all.length()))) {
                return Optional.empty();
            }
            return content(new DataInputStream(
                    new ByteArrayInputStream(all.slice(0, end).toArray())));
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Optional<Content> content(DataInputStream in) throws IOException {
        if (in.readInt() != FORMAT) {
            return Optional.empty();
        }
        Map<String, CollectedSource> sources = new LinkedHashMap<>();
        for (int left = in.readInt(); left > 0; left--) {
            String place = in.readUTF();
            Instant tried = Instant.ofEpochMilli(in.readLong());
            Optional<Trouble> trouble = in.readBoolean()
                    ? Optional.of(new Trouble(FetchFailure.ofLabel(in.readUTF()), in.readUTF(), in.readInt()))
                    : Optional.empty();
            Optional<Had> had = in.readBoolean() ? Optional.of(had(in)) : Optional.empty();
            sources.put(place, new CollectedSource(place, tried, had, trouble));
        }
        List<Crl> crls = readAll(in).stream()
                .flatMap(der -> Crl.parse(der).toOptional().stream())
                .toList();
        return Optional.of(new Content(sources, crls));
    }

    private static Had had(DataInputStream in) throws IOException {
        Instant at = Instant.ofEpochMilli(in.readLong());
        String tag = in.readUTF();
        return new Had(at, tag.isEmpty() ? Optional.empty() : Optional.of(tag), readAll(in));
    }

    private static List<Bytes> readAll(DataInputStream in) throws IOException {
        List<Bytes> pieces = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            int length = in.readInt();
            if (length < 0 || length > MAX_PIECE || length > in.available()) {
                throw new IOException("piece of " + length + " octets");
            }
            pieces.add(Bytes.wrap(in.readNBytes(length)));
        }
        return pieces;
    }
}
