package kakehashi.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import kakehashi.x509.Bytes;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The octets of one example of each statement and of each body, as they were when version 1 was fixed. A file has
/// the DER, and what it says.
class GoldenTest {
    private static final Path OPENSSL = Path.of("/usr/bin/openssl");

    @TempDir
    private Path folder;

    static Stream<String> names() {
        Stream<String> bodies = OrderKind.ALL.stream().map(kind -> "BODY_" + kind);
        // Alternatives that came after version 1 was fixed.
        Stream<String> later = Stream.of("BODY_CA-RECEIVE", "BODY_ISSUE-CRMF");
        return Stream.of(Statements.ALL.stream().map(Enum::name), bodies, later).flatMap(some -> some);
    }

    private static List<String> golden(String name) throws IOException {
        try (InputStream file = GoldenTest.class.getResourceAsStream("golden/" + name + ".txt")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        }
    }

    private static DerValue parse(String name, Bytes der) {
        return name.startsWith("BODY_")
                ? OrderBody.parse(OrderKind.valueOf(name.substring(5).replaceAll("-.*", "")), der)
                        .orElseThrow()
                : Statements.valueOf(name).parse(der).orElseThrow();
    }

    @ParameterizedTest
    @MethodSource("names")
    void readsAndWritesTheOctetsOfVersion1(String name) throws IOException {
        List<String> lines = golden(name);
        Bytes der = Bytes.ofHex(lines.getFirst());
        DerValue value = parse(name, der);
        assertThat(value.der()).isEqualTo(der);
        assertThat(value.toString()).isEqualTo(lines.get(1));
    }

    @ParameterizedTest
    @MethodSource("names")
    void opensslReadsIt(String name) throws Exception {
        assumeTrue(Files.isExecutable(OPENSSL), "no OpenSSL here");
        Path der = folder.resolve("value.der");
        Files.write(der, Bytes.ofHex(golden(name).getFirst()).toArray());
        Process process = new ProcessBuilder(OPENSSL.toString(), "asn1parse", "-inform", "DER", "-in", der.toString())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        assertThat(output).doesNotContainIgnoringCase("error");
        Label.of(Bytes.ofHex(golden(name).getFirst()))
                .ifPresent(label -> assertThat(output).contains(label.text()));
    }
}
