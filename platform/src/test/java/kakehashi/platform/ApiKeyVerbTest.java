package kakehashi.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import kakehashi.validation.ApiKey;
import kakehashi.x509.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Keys of the JSON API, from being made to being revoked.
class ApiKeyVerbTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir
    private Path folder;

    private int run(String... args) {
        out.reset();
        err.reset();
        List<String> all = new ArrayList<>(List.of("api-key"));
        all.addAll(List.of(args));
        return new PublicVerb(Operator.of(
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        Locale.ENGLISH))
                .run(all);
    }

    private static void later(Path file) throws IOException {
        Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2030-01-01T00:00:00Z")));
    }

    @Test
    void makesAKeyThatOnlyItsHolderHasAndARunningNodeTakesItAndForgetsIt() throws IOException {
        Path file = folder.resolve("api-keys.txt");
        ApiKey own = new ApiKey("own", Bytes.wrap(new byte[32]), 1);
        ApiKeyFile node = new ApiKeyFile(file, List.of(own));
        assertThat(node.get()).containsExactly(own);

        assertThat(run("new", "ministry-a", "--file", file.toString(), "--per-minute", "60"))
                .isZero();
        String secret = out.toString(StandardCharsets.UTF_8).strip();
        assertThat(secret).hasSize(43);
        assertThat(file).content().doesNotContain(secret);
        Bytes digest = Bytes.wrap(secret.getBytes(StandardCharsets.UTF_8)).sha256();
        node.look();
        assertThat(node.get()).containsExactly(own, new ApiKey("ministry-a", digest, 60));

        assertThat(run("new", "ministry-a", "--file", file.toString())).isEqualTo(ServeRefusal.USAGE);
        assertThat(run("list", "--file", file.toString())).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("ministry-a  60 a minute", digest.toString());

        assertThat(run("remove", "ministry-b", "--file", file.toString())).isEqualTo(ServeRefusal.USAGE);
        assertThat(run("remove", "ministry-a", "--file", file.toString())).isZero();
        later(file);
        node.look();
        assertThat(node.get()).containsExactly(own);
    }

    @Test
    void keepsItsKeysWhileTheFileCannotBeReadAndSaysSo() throws IOException {
        Path file = folder.resolve("api-keys.txt");
        assertThat(run("new", "land", "--file", file.toString())).isZero();
        ApiKeyFile node = new ApiKeyFile(file, List.of());
        Files.writeString(file, "# a comment\nland not-a-digest 5\n");
        later(file);
        node.look();
        assertThat(node.get()).extracting(ApiKey::name).containsExactly("land");
        assertThat(run("list", "--file", file.toString())).isEqualTo(ServeRefusal.CONFIGURATION);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("line 2 is no API key");
        assertThat(run("new", "Land", "--file", file.toString())).isEqualTo(ServeRefusal.USAGE);
    }
}
