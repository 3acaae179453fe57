package kakehashi.ledger;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import kakehashi.files.WholeFile;
import kakehashi.x509.Bytes;

/// Publishes trees as files in the form of C2SP tlog-tiles: for each zone `ZONE/checkpoint` and `ZONE/tile/L/N`
/// for everybody, and the entry bundles `ZONE/tile/entries/N` in another folder, for auditors. Every file is
/// written beside its place and renamed; the checkpoint comes last, so that what it covers is there before it.
///
/// The log of a tree that a restore has cut is published below `ZONE/2`; the old one's files stay as they are.
///
/// Tiles are the database's word. Whoever reads them checks them against the checkpoint; nothing is signed for
/// them.
///
/// @param everybody the folder that is published
/// @param auditors the folder of the entry bundles; kinds and times stand in them
public record TileFolder(Path everybody, Path auditors) {
    private static final int WIDTH = 256;
    private static final int LEVEL_BITS = 8;

    /// A file of a tree.
    ///
    /// @param path below the zone's folder, such as `tile/0/x001/067.p/8`
    /// @param content its octets
    record Tile(String path, Bytes content) {}

    /// The files that change when a tree grows.
    ///
    /// @param hashes for everybody
    /// @param entries for auditors
    record Tiles(List<Tile> hashes, List<Tile> entries) {
        static Tiles read(Transaction tx, Zone zone, long from, long to) {
            List<Tile> hashes = new ArrayList<>();
            for (int level = 0; to >>> LEVEL_BITS * level > 0; level++) {
                long before = from >>> LEVEL_BITS * level;
                long after = to >>> LEVEL_BITS * level;
                for (long tile = before / WIDTH; tile * WIDTH < after && before < after; tile++) {
                    long end = Math.min(after, (tile + 1) * WIDTH);
                    hashes.add(hashTile(tx, zone, level, new Span(tile, end)));
                }
            }
            List<Tile> entries = new ArrayList<>();
            for (long tile = from / WIDTH; tile * WIDTH < to; tile++) {
                entries.add(bundle(tx, zone, new Span(tile, Math.min(to, (tile + 1) * WIDTH))));
            }
            return new Tiles(hashes, entries);
        }

        private static Tile hashTile(Transaction tx, Zone zone, int level, Span span) {
            List<Bytes> read =
                    AuditStore.hashes(tx.handle(), zone, LEVEL_BITS * level, span.tile() * WIDTH, span.end());
            span.check(read.size());
            byte[] content = new byte[32 * read.size()];
            for (int i = 0; i < read.size(); i++) {
                read.get(i).copyTo(content, 32 * i);
            }
            return new Tile(span.path(Integer.toString(level)), Bytes.wrap(content));
        }

        /// Each entry after its length in 2 octets; a leaf has at most 1 KiB.
        private static Tile bundle(Transaction tx, Zone zone, Span span) {
            List<Bytes> leaves = AuditStore.leavesFrom(tx.handle(), zone, span.tile() * WIDTH, span.width());
            span.check(leaves.size());
            ByteArrayOutputStream content = new ByteArrayOutputStream();
            for (Bytes leaf : leaves) {
                content.write(leaf.length() >>> 8);
                content.write(leaf.length());
                content.writeBytes(leaf.toArray());
            }
            return new Tile(span.path("entries"), Bytes.wrap(content.toByteArray()));
        }
    }

    private record Span(long tile, long end) {
        int width() {
            return (int) (end - tile * WIDTH);
        }

        void check(int read) {
            if (read != width()) {
                throw new IllegalStateException("rows of the tile " + tile + " are missing");
            }
        }

        String path(String level) {
            return TileFolder.path(level, tile, width());
        }
    }

    /// The tile's number in groups of three digits, each but the last after an `x` (tlog-tiles, "Merkle Tree").
    static String path(String level, long tile, int width) {
        StringBuilder number = new StringBuilder(String.format("%03d", tile % 1000));
        for (long rest = tile / 1000; rest > 0; rest /= 1000) {
            number.insert(0, String.format("x%03d/", rest % 1000));
        }
        return "tile/" + level + "/" + number + (width == WIDTH ? "" : ".p/" + width);
    }

    /// How much of the tree the folder has: the size of its checkpoint, if that is genuine and not beyond ours.
    long publishedSize(String place, CheckpointKey key, long most) throws IOException {
        return published(place, key)
                .map(note -> note.head().size())
                .filter(size -> size <= most)
                .orElse(0L);
    }

    /// The checkpoint that is published; empty when there is none under this key.
    Optional<Checkpoint> published(String place, CheckpointKey key) throws IOException {
        Path file = everybody.resolve(place).resolve("checkpoint");
        return Files.exists(file)
                ? Checkpoint.parse(Files.readString(file)).filter(note -> note.isSignedBy(key))
                : Optional.empty();
    }

    /// Publishes a checkpoint that witnesses cosigned, beside the newest one.
    void publishCosigned(String place, Checkpoint checkpoint) throws IOException {
        Bytes note = Bytes.wrap(checkpoint.note().getBytes(StandardCharsets.UTF_8));
        replace(everybody.resolve(place).resolve("checkpoint.cosigned"), note);
    }

    void publish(String place, Tiles tiles, Checkpoint checkpoint) throws IOException {
        for (Tile tile : tiles.entries()) {
            write(auditors.resolve(place), tile);
        }
        for (Tile tile : tiles.hashes()) {
            write(everybody.resolve(place), tile);
        }
        Bytes note = Bytes.wrap(checkpoint.note().getBytes(StandardCharsets.UTF_8));
        replace(everybody.resolve(place).resolve("checkpoint"), note);
    }

    private static void write(Path folder, Tile tile) throws IOException {
        Path file = folder.resolve(tile.path());
        replace(file, tile.content());
        // Partial tiles may go when the full one is there (tlog-tiles, "Partial Tiles").
        if (!tile.path().contains(".p/")) {
            delete(file.resolveSibling(file.getFileName() + ".p"));
        }
    }

    private static void delete(Path partials) throws IOException {
        if (Files.isDirectory(partials)) {
            try (Stream<Path> files = Files.walk(partials)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    private static void replace(Path file, Bytes content) throws IOException {
        Files.createDirectories(file.getParent());
        WholeFile.replace(file, content, WholeFile.Option.UNFORCED);
    }
}
