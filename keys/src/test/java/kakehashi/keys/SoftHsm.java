package kakehashi.keys;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// SoftHSM, where the system has it: tokens in the folder that `SOFTHSM2_CONF` names.
final class SoftHsm {
    static final String PIN = "123456";

    private SoftHsm() {}

    private static Optional<Path> library() {
        return Stream.of(
                        "/usr/lib/softhsm/libsofthsm2.so",
                        "/usr/lib64/softhsm/libsofthsm2.so",
                        "/usr/lib64/pkcs11/libsofthsm2.so",
                        "/usr/local/lib/softhsm/libsofthsm2.so")
                .map(Path::of)
                .filter(Files::exists)
                .findFirst();
    }

    /// What is missing for tests with SoftHSM; empty when all is there.
    static Optional<String> missing() {
        boolean hasTool = Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "softhsm2-util")));
        if (library().isEmpty() || !hasTool) {
            return Optional.of("SoftHSM is not installed (Debian package softhsm2)");
        }
        return Optional.ofNullable(System.getenv("SOFTHSM2_CONF")).isEmpty()
                ? Optional.of("SOFTHSM2_CONF is not set: run the tests with Maven")
                : Optional.empty();
    }

    /// Fresh tokens for all test classes, made before the module is loaded: SoftHSM looks for tokens once a
    /// process.
    private static final class Tokens {
        private static final List<String> LABELS =
                List.of("kakehashi test", "kakehashi items", "kakehashi doomed", "kakehashi first", "kakehashi second");
        private static final boolean MADE = LABELS.stream().allMatch(Tokens::made);

        private static boolean made(String label) {
            try {
                make(label);
                return true;
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
    }

    /// Makes the tokens, the first time, and answers the module.
    static Path module() {
        assertThat(Tokens.MADE).as("tokens of SoftHSM").isTrue();
        return library().orElseThrow();
    }

    private static void make(String label) throws IOException, InterruptedException {
        Path file = Path.of(System.getenv("SOFTHSM2_CONF"));
        Path tokens = Files.createDirectories(file.resolveSibling("softhsm2-tokens"));
        Files.writeString(file, "directories.tokendir = " + tokens + "\nlog.level = ERROR\n");
        OutsideVerifiers.run(List.of("softhsm2-util", "--delete-token", "--token", label));
        List<String> init = List.of(
                "softhsm2-util", "--init-token", "--free", "--label", label, "--so-pin", "so-987654", "--pin", PIN);
        assertThat(OutsideVerifiers.run(init)).as("softhsm2-util --init-token").isZero();
    }
}
