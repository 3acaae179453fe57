package kakehashi.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Locale;
import kakehashi.contract.Credential;
import kakehashi.contract.Digest;
import kakehashi.x509.Bytes;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CredentialTest {
    private static final String INSTALLATION = Digest.of(Bytes.EMPTY).toString();

    @TempDir
    Path folder;

    private String pass;
    private String token;

    @BeforeEach
    void write() throws IOException {
        pass = secret("pass", "correct horse battery");
        token = folder.resolve("hanako.token").toString();
    }

    private String secret(String name, String content) throws IOException {
        Path file = Files.writeString(folder.resolve(name), content + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        return file.toString();
    }

    private Terminal make(String... more) {
        List<String> args = new java.util.ArrayList<>(List.of("credential", "new", token, "--passphrase-file", pass));
        args.addAll(List.of(more));
        return Terminal.run(args.toArray(String[]::new));
    }

    private Terminal enrol(String file, String out, String... purpose) {
        List<String> args = new java.util.ArrayList<>(
                List.of("credential", "enrol", file, "--out", out, "--passphrase-file", pass));
        args.addAll(List.of(purpose));
        return Terminal.run(args.toArray(String[]::new));
    }

    @Test
    void makesAKeyAndEnrolsItForAnInstallationByItsOwnSignature() throws IOException {
        Terminal made = make();
        assertThat(made.code()).as(made.err()).isZero();
        assertThat(made.out()).contains("approval").contains("ecdsa-p256-sha256");
        assertThat(Files.getPosixFilePermissions(Path.of(token))).hasSize(2);

        String out = folder.resolve("hanako.enrolment").toString();
        assertThat(enrol(token, out, "--installation", INSTALLATION).code()).isZero();
        EnrolmentFile file = EnrolmentFile.parse(Bytes.wrap(Files.readAllBytes(Path.of(out))))
                .orElseThrow();
        assertThat(file.check()).isEqualTo(EnrolmentFile.Check.HOLDS);
        assertThat(file.enrolment().installation()).contains(Digest.ofHex(INSTALLATION));
        assertThat(file.enrolment().credential().display()).isEqualTo(Credential.Display.CLIENT);

        Terminal shown = Terminal.run("credential", "show", out);
        assertThat(shown.code()).isZero();
        assertThat(shown.out())
                .contains(kakehashi.contract.TwelveWords.of(file.enrolment()).toString())
                .contains("holds");
        assertThat(Terminal.run(Locale.JAPAN, Bytes.EMPTY, "credential", "show", out)
                        .out())
                .contains("十二の言葉")
                .contains("正しい");
        assertThat(Terminal.run("credential", "show", token, "--passphrase-file", pass, "--json")
                        .out())
                .contains("\"credential\" : \"" + file.enrolment().credential().credential() + "\"");
    }

    @Test
    void tellsAForgedEnrolment() throws IOException {
        make();
        String out = folder.resolve("a.enrolment").toString();
        enrol(token, out, "--genesis", "--der");
        byte[] der = Files.readAllBytes(Path.of(out));
        der[der.length - 1] ^= 1;
        Files.write(Path.of(out), der);
        Terminal shown = Terminal.run("credential", "show", out);
        assertThat(shown.code()).isEqualTo(1);
        assertThat(shown.out()).contains("is wrong");
    }

    @Test
    void makesASecondCredentialOfTheSamePersonForAnotherUse() {
        make();
        String filing = folder.resolve("filing.token").toString();
        Terminal second = Terminal.run(
                "credential",
                "new",
                filing,
                "--use",
                "filing",
                "--algorithm",
                "ed25519",
                "--beside",
                token,
                "--passphrase-file",
                pass,
                "--json");
        assertThat(second.code()).as(second.err()).isZero();
        String first = Terminal.run("credential", "show", token, "--passphrase-file", pass, "--json")
                .out();
        String person = first.lines()
                .filter(line -> line.contains("\"person\""))
                .findFirst()
                .orElseThrow();
        assertThat(second.out()).contains(person.strip()).contains("\"usages\" : \"filing\"");
    }

    @Test
    void makesAPasskeyOfTheClientForApprovalsOnly() {
        assertThat(make("--passkey", "client.invalid").out()).contains("yes");
        String out = folder.resolve("p.enrolment").toString();
        assertThat(enrol(token, out, "--genesis").out()).contains("cannot be checked here");
        assertThat(make("--passkey", "example.jp").err()).contains("is no relying party of a client");
        assertThat(make("--passkey", "client.invalid", "--use", "filing").err()).contains("approvals only");
    }

    @Test
    void answersBadInputWithWhatToDo() throws IOException {
        make();
        Terminal again = make();
        assertThat(again.code()).isEqualTo(65);
        assertThat(again.err()).contains("is there already");
        String wrong = secret("wrong", "another passphrase");
        Terminal locked = Terminal.run("credential", "show", token, "--passphrase-file", wrong);
        assertThat(locked.err()).contains("the passphrase is not the right one");
        assertThat(Terminal.run("credential", "new", folder + "/b", "--passphrase-file", secret("short", "abc"))
                        .err())
                .contains("8 octets");
        Files.setPosixFilePermissions(Path.of(wrong), PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(Terminal.run("credential", "show", token, "--passphrase-file", wrong)
                        .err())
                .contains("others than its owner may read");
        assertThat(make("--use", "login").err()).contains("Known are: filing, approval, card-key");
        assertThat(enrol(token, folder + "/c", "--installation", "12").err()).contains("no installation's SHA-256");
        assertThat(enrol(token, folder + "/c").code()).isEqualTo(64);
        assertThat(enrol(token, pass, "--genesis").err()).contains("is there already");
        assertThat(Terminal.run("credential", "show", folder + "/none").code()).isEqualTo(66);
        assertThat(Terminal.run("credential").code()).isEqualTo(64);
        assertThat(Terminal.run("credential", "new", "--help").out()).contains("Examples:");
        assertThat(Terminal.run(Locale.JAPAN, Bytes.EMPTY, "credential", "new", "--help")
                        .out())
                .contains("例:");
    }

    @Test
    void writesARegistrationThatACeremonyNamesByItsDigest() throws IOException {
        String registration = folder.resolve("hanako.officer").toString();
        Terminal made = make("--registration", registration);
        assertThat(made.code()).as(made.err()).isZero();
        String digest =
                Bytes.wrap(Files.readAllBytes(Path.of(registration))).sha256().toString();
        assertThat(made.out().replaceAll("\\s+", "")).containsIgnoringCase(digest);

        Terminal shown = Terminal.run("credential", "show", registration);
        assertThat(shown.out().replaceAll("\\s+", "")).contains("approval").containsIgnoringCase(digest);
        assertThat(Terminal.run("credential", "show", registration, "--ceremony")
                        .out())
                .contains("key = \"hanako\"", "sha256 = \"" + digest + "\"", "hanako.token\"");
        String again = folder.resolve("again.officer").toString();
        assertThat(Terminal.run("credential", "show", token, "--passphrase-file", pass, "--registration", again)
                        .code())
                .isZero();
        assertThat(Path.of(again)).hasSameTextualContentAs(Path.of(registration));
        assertThat(make("--registration", registration).code()).isNotZero();
        assertThat(Terminal.run("credential", "show", token, "--passphrase-file", pass, "--ceremony")
                        .err())
                .contains("--registration");
    }
}
