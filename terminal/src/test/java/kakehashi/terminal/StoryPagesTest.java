package kakehashi.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import kakehashi.testkit.TestCa;
import kakehashi.testkit.TestEntity;
import kakehashi.testkit.TestPki;
import kakehashi.x509.Bytes;
import kakehashi.x509.CrlReason;
import kakehashi.x509.KnownExtension;
import kakehashi.x509.Oid;
import kakehashi.x509.Pem;
import kakehashi.x509.PolicyInformation;
import kakehashi.x509.SerialNumber;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What the pages about `verify` and `inspect` show is what the product says.
class StoryPagesTest {
    private static final List<PolicyInformation> POLICIES = List.of(PolicyInformation.of(Oid.of("1.2.392.200999.1")));

    @TempDir
    Path folder;

    private final TestCa root = new TestPki().root("CN=Root CA,O=Agency,C=JP");
    private final TestCa bridge = new TestPki().root("CN=Bridge CA,O=Government,C=JP");
    private final TestCa ministry = new TestPki().root("CN=Ministry CA,O=Ministry,C=JP");
    private final TestEntity hanako =
            ministry.issueEndEntity("CN=Hanako,O=Ministry,C=JP", c -> c.certificatePolicies(POLICIES));

    @BeforeEach
    void makesFiles() throws IOException {
        Files.createDirectories(folder.resolve("cas"));
        Files.createDirectories(folder.resolve("crls"));
        Files.writeString(folder.resolve("root.cer"), Pem.encode(root.certificate()));
        Files.writeString(folder.resolve("hanako.cer"), Pem.encode(hanako.certificate()));
        Files.writeString(
                folder.resolve("cas/bridge.cer"),
                Pem.encode(root.crossCertify(bridge, c -> c.certificatePolicies(POLICIES))));
        Files.writeString(
                folder.resolve("cas/ministry.cer"),
                Pem.encode(bridge.crossCertify(ministry, c -> c.certificatePolicies(POLICIES))));
        write("crls/root.crl", root.crl().der());
        write("crls/bridge.crl", bridge.crl().der());
        write("crls/ministry.crl", ministry.crl().der());
    }

    private void write(String name, Bytes content) throws IOException {
        Files.write(folder.resolve(name), content.toArray());
    }

    /// The fenced blocks of a page, each the command after `$ ./kakehashi` and what it answers.
    private static List<String> examples(String page) throws IOException {
        Optional<Path> root = Optional.of(Path.of("").toAbsolutePath());
        while (root.filter(at -> !Files.exists(at.resolve("docs"))).isPresent()) {
            root = root.map(Path::getParent);
        }
        String text =
                Files.readString(root.orElseThrow().resolve("docs/stories").resolve(page));
        return Arrays.stream(text.split("```"))
                .filter(block -> block.startsWith("\n$ ./kakehashi "))
                .map(block -> block.substring("\n$ ./kakehashi ".length()))
                .toList();
    }

    private void answersAsThePageShows(String example, Locale locale) {
        String command = example.lines().findFirst().orElseThrow();
        String shown = example.substring(command.length()).strip();
        String[] words = Arrays.stream(command.split(" "))
                .map(word -> Files.exists(folder.resolve(word))
                        ? folder.resolve(word).toString()
                        : word)
                .toArray(String[]::new);
        Terminal answer = Terminal.run(locale, Bytes.EMPTY, words);
        assertThat(answer.err()).isEmpty();
        String said = answer.out().replace(folder + "/", "").replaceAll("SHA-256 \\p{XDigit}{64}", "SHA-256 …");
        assertThat(said.strip()).as(command).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource({"validate.md, en", "validate.ja.md, ja"})
    void thePageAboutValidatingShowsWhatVerifySays(String page, Locale locale) throws IOException {
        List<String> examples = examples(page);
        assertThat(examples).hasSize(3);
        answersAsThePageShows(examples.get(0), locale);
        write(
                "crls/ministry.crl",
                ministry.crl(list -> list.revoke(
                                hanako.certificate().serialNumber(),
                                TestPki.NOW.minusSeconds(60),
                                CrlReason.KEY_COMPROMISE))
                        .der());
        answersAsThePageShows(examples.get(1), locale);
        Files.delete(folder.resolve("cas/ministry.cer"));
        answersAsThePageShows(examples.get(2), locale);
    }

    @ParameterizedTest
    @CsvSource({"inspect.md, en", "inspect.ja.md, ja"})
    void thePageAboutInspectingShowsLinesThatInspectSays(String page, Locale locale) throws IOException {
        String example = examples(page).getFirst();
        Terminal answer = Terminal.run(
                locale, Bytes.EMPTY, "inspect", folder.resolve("hanako.cer").toString());
        assertThat(answer.code()).isZero();
        List<String> said = answer.out()
                .replace(folder + "/", "")
                .lines()
                .map(String::strip)
                .toList();
        assertThat(example.lines().skip(1).map(String::strip).filter(line -> !line.isEmpty() && !line.equals("…")))
                .isNotEmpty()
                .allSatisfy(line -> assertThat(said).contains(line));
    }

    @ParameterizedTest
    @CsvSource({"lint.md, en", "lint.ja.md, ja"})
    void thePageAboutLintShowsWhatLintSays(String page, Locale locale) throws IOException {
        TestEntity nameless = root.issueEndEntity(
                "CN=Nameless,O=Agency,C=JP",
                c -> c.without(KnownExtension.AUTHORITY_KEY_IDENTIFIER)
                        .serialNumber(SerialNumber.of(BigInteger.ONE.shiftLeft(100))));
        Files.writeString(folder.resolve("nameless.cer"), Pem.encode(nameless.certificate()));
        answersAsThePageShows(examples(page).getFirst(), locale);
    }
}
