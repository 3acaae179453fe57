package kakehashi.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import kakehashi.console.Console;
import kakehashi.console.ExitCode;
import kakehashi.console.Verbs;
import kakehashi.validation.ApiKey;
import kakehashi.x509.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Keys of the JSON API, from being made to being revoked.
class ApiKeysTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir
    private Path folder;

    private int run(String... args) {
        out.reset();
        err.reset();
        List<String> all = new ArrayList<>(List.of("public"));
        all.addAll(List.of(args));
        Console console = Console.of(
                all.toArray(String[]::new),
                new Console.Streams(
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        InputStream.nullInputStream()),
                InstantSource.fixed(Instant.EPOCH),
                Locale.ENGLISH);
        return Verbs.run(
                all.toArray(String[]::new),
                console,
                List.of(PlatformVerbs.of(console, PlatformVerbs.ofThePublicZone(console))));
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

        assertThat(run("api-key", "ministry-a", "--file", file.toString(), "--per-minute", "60"))
                .isZero();
        String secret = out.toString(StandardCharsets.UTF_8).strip();
        assertThat(secret).hasSize(43);
        assertThat(file).content().doesNotContain(secret);
        Bytes digest = Bytes.wrap(secret.getBytes(StandardCharsets.UTF_8)).sha256();
        node.look();
        assertThat(node.get()).containsExactly(own, new ApiKey("ministry-a", digest, 60));

        assertThat(run("api-key", "ministry-a", "--file", file.toString())).isEqualTo(ExitCode.USAGE.number());
        assertThat(run("api-keys", "--file", file.toString())).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("ministry-a  60 a minute", digest.toString());

        assertThat(run("revoke-api-key", "ministry-b", "--file", file.toString()))
                .isEqualTo(ExitCode.NOT_FOUND.number());
        assertThat(run("revoke-api-key", "ministry-a", "--file", file.toString()))
                .isZero();
        later(file);
        node.look();
        assertThat(node.get()).containsExactly(own);
    }

    @Test
    void keepsItsKeysWhileTheFileCannotBeReadAndSaysSo() throws IOException {
        Path file = folder.resolve("api-keys.txt");
        assertThat(run("api-key", "land", "--file", file.toString())).isZero();
        ApiKeyFile node = new ApiKeyFile(file, List.of());
        Files.writeString(file, "# a comment\nland not-a-digest 5\n");
        later(file);
        node.look();
        assertThat(node.get()).extracting(ApiKey::name).containsExactly("land");
        assertThat(run("api-keys", "--file", file.toString())).isEqualTo(ExitCode.MALFORMED.number());
        assertThat(err.toString(StandardCharsets.UTF_8)).contains(":2: is no line of an API key");
        assertThat(run("api-key", "Land", "--file", folder + "/others")).isEqualTo(ExitCode.USAGE.number());
    }

    @Test
    void revokesAlsoWhereTheFileCouldNotBeReadForAWhileAndKeepsItsMode() throws IOException {
        Path file = folder.resolve("api-keys.txt");
        assertThat(run("api-key", "land", "--file", file.toString())).isZero();
        Set<PosixFilePermission> mode = PosixFilePermissions.fromString("rw-r-----");
        Files.setPosixFilePermissions(file, mode);
        ApiKeyFile node = new ApiKeyFile(file, List.of());
        assertThat(run("revoke-api-key", "land", "--file", file.toString())).isZero();
        assertThat(Files.getPosixFilePermissions(file)).isEqualTo(mode);
        later(file);
        Path away = Files.move(file, folder.resolve("away"));
        Files.createDirectory(file);
        later(file);
        node.look();
        assertThat(node.get()).as("nothing can be read").hasSize(1);
        Files.delete(file);
        Files.move(away, file);
        node.look();
        assertThat(node.get()).as("of the same time as what could not be read").isEmpty();
    }

    @Test
    void losesNoChangeWhenSeveralAreMadeAtTheSameMomentAndShowsANodeWholeFilesOnly() throws InterruptedException {
        Path file = folder.resolve("api-keys.txt");
        List<Thread> writers = new ArrayList<>();
        Set<Integer> wrong = ConcurrentHashMap.newKeySet();
        for (int i = 0; i < 16; i++) {
            ApiKey key = new ApiKey("k" + i, Bytes.wrap(new byte[32]), 1);
            writers.add(Thread.ofPlatform()
                    .start(() -> ApiKeyFile.make(file, keys -> {
                        ApiKeyFile.read(file).wrong().ifPresent(wrong::add);
                        List<ApiKey> all = new ArrayList<>(keys);
                        all.add(key);
                        return all;
                    })));
        }
        for (Thread writer : writers) {
            writer.join();
        }
        assertThat(ApiKeyFile.keys(file)).hasSize(16);
        assertThat(wrong).isEmpty();
    }

    /// A disk's clock may stand still for some milliseconds.
    @Test
    void aNodeSeesAChangeWithinOneTickOfTheDisksClock() throws IOException {
        Path file = folder.resolve("api-keys.txt");
        assertThat(run("api-key", "land", "--file", file.toString())).isZero();
        FileTime tick = Files.getLastModifiedTime(file);
        ApiKeyFile node = new ApiKeyFile(file, List.of());
        assertThat(run("revoke-api-key", "land", "--file", file.toString())).isZero();
        Files.setLastModifiedTime(file, tick);
        node.look();
        assertThat(node.get()).isEmpty();
    }

    /// Another process has the lock: the system tells this one, where threads of one process tell each other.
    @Test
    void waitsForAnotherProcessThatChangesTheFile() throws IOException, InterruptedException {
        Path file = folder.resolve("api-keys.txt");
        assertThat(run("api-key", "land", "--file", file.toString())).isZero();
        Process other = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Holder.class.getName(),
                        file.toString())
                .start();
        assertThat(other.inputReader().readLine()).isEqualTo("locked");
        Thread verb = Thread.ofPlatform().start(() -> run("revoke-api-key", "land", "--file", file.toString()));
        verb.join(Duration.ofMillis(200));
        assertThat(ApiKeyFile.keys(file)).hasSize(1);
        other.getOutputStream().close();
        verb.join();
        assertThat(ApiKeyFile.keys(file)).isEmpty();
    }

    /// A process that locks a file until its input ends.
    static final class Holder {
        public static void main(String[] args) throws IOException {
            try (FileChannel channel = FileChannel.open(Path.of(args[0]), StandardOpenOption.WRITE)) {
                channel.lock();
                System.out.println("locked");
                System.in.read();
            }
        }
    }
}
