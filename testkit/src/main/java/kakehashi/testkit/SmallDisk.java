package kakehashi.testkit;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// A disk of a few megabytes in a folder, to be filled for real. Only who may mount one can have it.
public final class SmallDisk implements AutoCloseable {
    private final Path folder;

    private SmallDisk(Path folder) {
        this.folder = folder;
    }

    /// Mounts a disk of that size over an empty folder; empty where that is not allowed.
    public static Optional<SmallDisk> mount(Path folder, int megabytes) throws IOException {
        Files.createDirectories(folder);
        return run("mount", "-t", "tmpfs", "-o", "size=" + megabytes + "m", "tmpfs", folder.toString())
                ? Optional.of(new SmallDisk(folder))
                : Optional.empty();
    }

    private static boolean run(String... command) throws IOException {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(20, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /// Where it is.
    public Path folder() {
        return folder;
    }

    /// Fills it to the last octet.
    public void fill() throws IOException {
        try (OutputStream out = Files.newOutputStream(folder.resolve("filler"))) {
            for (int size = 1 << 20; size > 0; size = size == 1 ? 0 : size / 2) {
                fill(out, size);
            }
        }
    }

    private static void fill(OutputStream out, int size) {
        byte[] piece = new byte[size];
        try {
            while (true) {
                out.write(piece);
            }
        } catch (IOException full) {
            return;
        }
    }

    /// Gives the room back.
    public void free() throws IOException {
        Files.deleteIfExists(folder.resolve("filler"));
    }

    @Override
    public void close() throws IOException {
        run("umount", "-l", folder.toString());
    }
}
