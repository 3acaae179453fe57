package kakehashi.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import kakehashi.x509.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Half a file is never met.
class WholeFileTest {
    @TempDir
    private Path folder;

    private static Bytes octets(String text) {
        return Bytes.of(text.getBytes(StandardCharsets.US_ASCII));
    }

    private List<Path> all() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }

    @Test
    void keepsTheOldContentWhenTheProcessDiesInTheMidstOfWriting() throws Exception {
        Path file = folder.resolve("state");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xshare:auto",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        CrashingWriter.class.getName(),
                        file.toString())
                .inheritIO()
                .start();
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();

        assertThat(process.exitValue()).isEqualTo(137);
        assertThat(file).hasContent("whole");
        assertThat(all()).hasSize(2);
        WholeFile.replace(file, octets("next"));
        assertThat(file).hasContent("next");
        assertThat(all()).containsExactly(file);
    }

    @ParameterizedTest
    @EnumSource
    void keepsTheOldContentWhenTheDiskFails(WholeFile.Option option) throws IOException {
        Path file = folder.resolve("state");
        WholeFile.replace(file, octets("whole"), option);

        assertThatThrownBy(() -> WholeFile.replace(
                        file,
                        out -> {
                            out.write('h');
                            throw new IOException("No space left on device");
                        },
                        option))
                .isInstanceOf(IOException.class);

        assertThat(file).hasContent("whole");
        assertThat(all()).containsExactly(file);
    }

    @Test
    void showsAReaderOneContentOrTheOther() throws Exception {
        Path file = folder.resolve("state");
        byte[] ones = new byte[3_000_000];
        byte[] twos = new byte[2_000_000];
        Arrays.fill(ones, (byte) 1);
        Arrays.fill(twos, (byte) 2);
        WholeFile.replace(file, Bytes.wrap(ones), WholeFile.Option.UNFORCED);
        Thread writer = Thread.ofPlatform().start(() -> {
            for (int i = 0; i < 20; i++) {
                try {
                    List<Bytes> pieces = List.of(Bytes.wrap(i % 2 == 0 ? twos : ones), Bytes.EMPTY);
                    WholeFile.replace(file, pieces, WholeFile.Option.UNFORCED);
                } catch (IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
            }
        });
        while (writer.isAlive()) {
            byte[] read = Files.readAllBytes(file);
            assertThat(Arrays.equals(read, ones) || Arrays.equals(read, twos)).isTrue();
        }
        writer.join();
        assertThat(all()).containsExactly(file);
    }

    @Test
    void leavesTheModeOfTheFileAsItWasOrGivesItToItsOwnerAlone() throws IOException {
        Path file = folder.resolve("state");
        WholeFile.replace(file, octets("a"));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));

        WholeFile.replace(file, octets("b"));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-r-----");

        WholeFile.replace(file, octets("c"), WholeFile.Option.OWNER_ONLY);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void givesAFileForOthersToThemAndKeepsWhoseItWas() throws IOException {
        Path file = folder.resolve("state");
        WholeFile.replace(file, octets("a"), WholeFile.Option.FOR_OTHERS);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-r--r--");
        Object before = Files.getOwner(file);

        WholeFile.replace(file, octets("b"), WholeFile.Option.FOR_OTHERS, WholeFile.Option.MANY_WRITERS);

        assertThat(Files.getOwner(file)).isEqualTo(before);
        assertThat(all()).containsExactly(file);
    }

    @Test
    void makesNoFolder() {
        assertThatThrownBy(() -> WholeFile.replace(folder.resolve("absent/state"), octets("a")))
                .isInstanceOf(IOException.class);
    }

    @Test
    void aPrivateFolderIsPrivateAndOneThatIsThereIsLeft() throws IOException {
        Path inner = PrivateFolder.make(folder.resolve("inner"));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(inner)))
                .isEqualTo("rwx------");
        assertThat(PrivateFolder.make(inner)).isEqualTo(inner);
        assertThatThrownBy(() -> PrivateFolder.create(inner)).isInstanceOf(IOException.class);
    }
}
