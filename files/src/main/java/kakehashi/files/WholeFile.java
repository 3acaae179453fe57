package kakehashi.files;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import kakehashi.x509.Bytes;

/// A file that is there as a whole or not at all.
///
/// It is written beside its place, forced to the disk, moved into its place, and the folder is forced, without
/// which a crash may undo the move. Whoever opens the file, at any moment and after any crash, has all of the old
/// content or all of the new. When writing fails, the old content stays and nothing is left beside it; what a crash
/// leaves beside it the next writer takes away.
public final class WholeFile {
    private static final String BESIDE = ".new";

    /// A channel copies what it is given into memory outside the heap, so it is given little at a time.
    private static final int CHUNK = 1 << 20;

    /// What may be asked for besides.
    public enum Option {
        /// Only its owner reads and writes it (mode 0600). Otherwise it has the mode of the file it replaces, and a
        /// new one what the process gives every file.
        OWNER_ONLY,
        /// Others read it: a new one has mode 0644 whatever the process gives its files, and one that replaces
        /// another keeps owner and group too. Where this process may not give them, nothing is written.
        FOR_OTHERS,
        /// The disk is not waited for: after a crash the old content may be there, or none. For what can be made
        /// again.
        UNFORCED,
        /// More than one process may write it at the same moment: the last one wins. Each writes under a name of
        /// chance, so that a crash may leave such a file.
        MANY_WRITERS
    }

    /// Writes the content of a file.
    @FunctionalInterface
    public interface Content {
        /// Writes all of it. The stream is not to be closed.
        void writeTo(OutputStream out) throws IOException;
    }

    @FunctionalInterface
    private interface Filling {
        void fill(FileChannel channel) throws IOException;
    }

    private WholeFile() {}

    /// Puts these octets in the file's place.
    ///
    /// @throws IOException when its folder is not there or the disk does not take it; the old content is then there
    public static void replace(Path file, Bytes content, Option... options) throws IOException {
        replace(file, List.of(content), options);
    }

    /// Puts these octets, one piece after the other, in the file's place.
    ///
    /// @throws IOException when its folder is not there or the disk does not take it; the old content is then there
    public static void replace(Path file, List<Bytes> pieces, Option... options) throws IOException {
        put(
                file,
                channel -> {
                    for (Bytes piece : pieces) {
                        write(channel, piece.asByteBuffer());
                    }
                },
                Set.of(options));
    }

    /// Puts what is written now in the file's place.
    ///
    /// @throws IOException when its folder is not there or the disk does not take it; the old content is then there
    public static void replace(Path file, Content content, Option... options) throws IOException {
        put(file, channel -> content.writeTo(Channels.newOutputStream(channel)), Set.of(options));
    }

    private static void put(Path file, Filling content, Set<Option> options) throws IOException {
        Path place = file.toAbsolutePath();
        Path beside = beside(place, options);
        Files.deleteIfExists(beside);
        boolean forced = !options.contains(Option.UNFORCED);
        try {
            try (FileChannel channel = create(beside, options)) {
                content.fill(channel);
                if (!options.contains(Option.OWNER_ONLY)) {
                    giveRights(place, beside, options);
                }
                if (forced) {
                    channel.force(true);
                }
            }
            Files.move(beside, place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException | RuntimeException e) {
            // Half a file would only take the room that is missing.
            Files.deleteIfExists(beside);
            throw e;
        }
        if (forced) {
            forceFolder(place.getParent());
        }
    }

    private static Path beside(Path place, Set<Option> options) {
        return options.contains(Option.MANY_WRITERS)
                ? place.resolveSibling("." + place.getFileName() + "." + UUID.randomUUID() + BESIDE)
                : place.resolveSibling(place.getFileName() + BESIDE);
    }

    private static FileChannel create(Path beside, Set<Option> options) throws IOException {
        FileAttribute<?>[] attributes = options.contains(Option.OWNER_ONLY)
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
        return FileChannel.open(beside, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), attributes);
    }

    private static void giveRights(Path place, Path beside, Set<Option> options) throws IOException {
        if (!Files.exists(place)) {
            if (options.contains(Option.FOR_OTHERS)) {
                Files.setPosixFilePermissions(beside, PosixFilePermissions.fromString("rw-r--r--"));
            }
            return;
        }
        PosixFileAttributes old = Files.readAttributes(place, PosixFileAttributes.class);
        if (options.contains(Option.FOR_OTHERS)) {
            PosixFileAttributeView view = Files.getFileAttributeView(beside, PosixFileAttributeView.class);
            PosixFileAttributes made = view.readAttributes();
            if (!old.group().equals(made.group())) {
                view.setGroup(old.group());
            }
            if (!old.owner().equals(made.owner())) {
                view.setOwner(old.owner());
            }
        }
        Files.setPosixFilePermissions(beside, old.permissions());
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

    /// Waits until the disk has the entries of a folder: a file that was made, moved or deleted in it is so after a
    /// crash too.
    public static void forceFolder(Path folder) throws IOException {
        force(folder);
    }

    /// Waits until the disk has a folder with all files and folders in it, and that it is there at all.
    public static void forceTree(Path folder) throws IOException {
        List<Path> all;
        try (Stream<Path> tree = Files.walk(folder)) {
            all = tree.toList();
        }
        for (Path one : all) {
            force(one);
        }
        force(folder.toAbsolutePath().getParent());
    }

    private static void force(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
