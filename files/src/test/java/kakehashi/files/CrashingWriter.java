package kakehashi.files;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import kakehashi.x509.Bytes;

/// A process that dies in the midst of writing: nothing of it runs on, as after `kill -9`.
final class CrashingWriter {
    private CrashingWriter() {}

    /// @param args the file
    public static void main(String[] args) throws Exception {
        Path file = Path.of(args[0]);
        WholeFile.replace(file, Bytes.of("whole".getBytes(StandardCharsets.US_ASCII)));
        WholeFile.replace(file, out -> {
            out.write("ha".getBytes(StandardCharsets.US_ASCII));
            Runtime.getRuntime().halt(137);
        });
    }
}
