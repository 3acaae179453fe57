package kakehashi.x509;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/// The OpenSSL command line as a second opinion.
final class OpenSsl {
    private OpenSsl() {}

    /// What the command writes, to either stream; the test is skipped when there is no OpenSSL.
    static String run(Path folder, String... arguments) {
        String[] command =
                Stream.concat(Stream.of("openssl"), Arrays.stream(arguments)).toArray(String[]::new);
        Process process;
        try {
            process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException e) {
            Assumptions.abort("there is no OpenSSL: " + e.getMessage());
            throw new UncheckedIOException(e);
        }
        try (var output = process.getInputStream()) {
            return new String(output.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void writePem(Path file, Certificate certificate) {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'})
                .encodeToString(certificate.der().toArray());
        write(
                file,
                Bytes.wrap(("-----BEGIN CERTIFICATE-----\n" + body + "\n-----END CERTIFICATE-----\n")
                        .getBytes(StandardCharsets.US_ASCII)));
    }

    static void write(Path file, Bytes content) {
        try {
            Files.write(file, content.toArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
