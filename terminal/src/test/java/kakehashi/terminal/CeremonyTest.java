package kakehashi.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import kakehashi.console.ExitCode;
import kakehashi.contract.Digest;
import kakehashi.contract.Genesis;
import kakehashi.contract.Minutes;
import kakehashi.contract.SignedMinutes;
import kakehashi.keys.KeyKind;
import kakehashi.keys.KeyPolicy;
import kakehashi.keys.KeyRequest;
import kakehashi.keys.NewLock;
import kakehashi.keys.PassphraseCost;
import kakehashi.keys.Secret;
import kakehashi.keys.SoftwareToken;
import kakehashi.keys.TokenRules;
import kakehashi.testkit.TestCa;
import kakehashi.testkit.TestKey;
import kakehashi.x509.BasicConstraints;
import kakehashi.x509.Bytes;
import kakehashi.x509.Certificate;
import kakehashi.x509.CertificateBuilder;
import kakehashi.x509.CertificationRequestBuilder;
import kakehashi.x509.Crl;
import kakehashi.x509.KeyUsage;
import kakehashi.x509.Name;
import kakehashi.x509.SignatureAlgorithm;
import kakehashi.x509.VerificationKey;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The example of docs/operations/ceremony, held.
class CeremonyTest {
    private static final List<String> CUSTODIANS = List.of("kanri-a", "kanri-b", "kanri-c");
    private static final List<String> OFFICERS = List.of("suzuki", "sato", "tanaka", "ito", "mori", "abe");
    private static final Path EXAMPLE = Path.of("..", "docs", "operations", "ceremony", "first.toml");

    @TempDir
    private Path folder;

    private Path file;
    private Path home;
    private Path secrets;

    @BeforeEach
    void seatEverybody() throws IOException {
        file = folder.resolve("first.toml");
        home = folder.resolve("home");
        secrets = Files.createDirectory(folder.resolve("secrets"));
        Files.createDirectory(folder.resolve("tokens"));
        Files.copy(EXAMPLE, file);
        for (String custodian : CUSTODIANS) {
            token(custodian, KeyKind.ED25519);
            secret(custodian + ".share", "share of " + custodian);
        }
        for (String officer : OFFICERS) {
            token(officer, KeyKind.P256);
        }
    }

    private void token(String key, KeyKind kind) throws IOException {
        String passphrase = "passphrase of " + key;
        secret(key, passphrase);
        NewLock lock = new NewLock.Passphrase(Secret.of(passphrase.toCharArray()), new PassphraseCost(1, 8 * 1024, 1));
        TokenRules rules = new TokenRules(KeyPolicy.ofAllKinds(), HomeToken.SILENT);
        try (SoftwareToken token = SoftwareToken.create(folder.resolve("tokens/" + key + ".token"), lock, rules)
                .orElseThrow()) {
            token.generate(KeyRequest.of("approval", kind)).orElseThrow();
        }
    }

    private void secret(String name, String text) throws IOException {
        Path secret = secrets.resolve(name);
        Files.writeString(secret, text + "\n");
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
    }

    private Terminal hold() {
        return Terminal.run(
                "ceremony", "run", file.toString(), "--home", home.toString(), "--secrets", secrets.toString());
    }

    private Path log() throws IOException {
        try (Stream<Path> all = Files.list(home.resolve("ceremonies"))) {
            return all.findFirst().orElseThrow();
        }
    }

    private Certificate certificate(String name) throws IOException {
        return Certificate.parse(octets(name)).orElseThrow();
    }

    private Bytes octets(String name) throws IOException {
        return Bytes.wrap(Files.readAllBytes(log().resolve(name)));
    }

    @Test
    void showsEveryCertificateInADryRunAndMakesNothing() {
        Terminal run = Terminal.run("ceremony", "run", file.toString(), "--home", home.toString(), "--dry-run");

        assertThat(run.err()).isEmpty();
        assertThat(run.code()).isZero();
        assertThat(run.out())
                .contains("Example Root CA", "Example Official Posts CA", "Example Applications CA")
                .contains("Nothing was signed");
        assertThat(home).doesNotExist();
        Terminal check = Terminal.run("ceremony", "check", file.toString(), "--json");
        assertThat(check.code()).isZero();
        assertThat(check.out()).contains("\"do\" : \"self-sign\"");
    }

    @Test
    void rehearsesTheRolloverOfARoot() throws IOException {
        Files.writeString(file, Files.readString(file) + """

                [[step]]
                do = "key"
                ca = "root"
                approve = ["suzuki", "tanaka"]

                [[step]]
                do = "roll-over"
                ca = "root"
                link = "link"
                approve = ["suzuki", "tanaka"]
                """);

        Terminal run = Terminal.run("ceremony", "run", file.toString(), "--dry-run", "--json");

        assertThat(run.out()).doesNotContain("no key was made");
        assertThat(run.code()).as(run.out()).isZero();
    }

    /// The papers that came from outside are judged before anybody sits down.
    @Test
    void rehearsesACertificateFromOutside() throws IOException {
        TestCa outside = TestCa.root("CN=Outside,O=Elsewhere,C=JP");
        TestKey key = TestKey.generate(SignatureAlgorithm.ECDSA_SHA384);
        Name subject = Name.of("CN=Example Root CA,O=Example Ministry,C=JP");
        Bytes request = key.sign(
                new CertificationRequestBuilder(subject, key.publicKey()).toBeSigned(SignatureAlgorithm.ECDSA_SHA384));
        Certificate received = outside.issue(
                new CertificateBuilder()
                        .subject(subject)
                        .validity(
                                outside.certificate().notBefore(),
                                outside.certificate().notAfter())
                        .publicKey(key.publicKey())
                        .subjectKeyIdentifier(key.publicKey().keyIdentifier())
                        .basicConstraints(new BasicConstraints(true, OptionalInt.empty()))
                        .keyUsage(KeyUsage.of(KeyUsage.Bit.KEY_CERT_SIGN, KeyUsage.Bit.CRL_SIGN)),
                bent -> {});
        Files.write(folder.resolve("our.p10"), request.toArray());
        Files.write(folder.resolve("came.cer"), received.der().toArray());
        Files.write(folder.resolve("outside.cer"), outside.certificate().der().toArray());
        String step = """

                [[step]]
                do = "receive"
                ca = "root"
                request = "our.p10"
                certificate = "came.cer"
                issuer = "outside.cer"
                approve = ["suzuki", "tanaka"]
                """;
        String text = Files.readString(file);
        Files.writeString(file, text + step);
        Terminal run = Terminal.run("ceremony", "run", file.toString(), "--dry-run");
        assertThat(run.code()).as(run.out()).isZero();
        assertThat(run.out()).contains("issued outside by CN=Outside");

        Files.writeString(file, text + step.replace("issuer = \"outside.cer\"", "issuer = \"came.cer\""));
        assertThat(Terminal.run("ceremony", "run", file.toString(), "--dry-run").out())
                .contains("under the issuer that was given");
        Files.writeString(file, text + step.replace("\"came.cer\"", "\"none.cer\""));
        assertThat(Terminal.run("ceremony", "check", file.toString()).err()).contains("none.cer");
    }

    @Test
    void tellsAllFaultsOfAFileTogether() throws IOException {
        String text = Files.readString(file)
                .replace("ca = \"root\"\napprove", "ca = \"rot\"\napprove")
                .replace("quorum = 2", "quorum = 4")
                .replace("place =", "plaice =");
        Files.writeString(file, text);

        Terminal check = Terminal.run("ceremony", "check", file.toString());

        assertThat(check.code()).isEqualTo(ExitCode.MALFORMED.number());
        assertThat(check.err()).contains("\"rot\"".replace("\"", ""), "quorum", "plaice");
    }

    @Test
    void takesAnOfficersIdentifiersFromTheRegistrationThatTheFileNames() throws IOException {
        String registration = """
                format = 1
                officer = "18e1739a893d00bae3d2575eba852fe9"
                person = "ebd490640e91e113f6f6380a8f2b4df3"
                credential = "903b2753ec4f046c2948d5f5c3cdce8d"
                use = "approval"
                display = "client"
                key-sha256 = "%s"
                """.formatted("ab".repeat(32));
        Files.writeString(folder.resolve("suzuki.officer"), registration);
        String digest = Digest.of(OrderText.utf8(registration)).toString();
        String named = Files.readString(file)
                .replaceFirst("id = \"18e1[0-9a-f]*\"\nperson = \"[0-9a-f]*\"\n", "")
                .replaceFirst(
                        "id = \"903b[0-9a-f]*\"\nuse = \"approval\"\ndisplay = \"client\"\n",
                        "registration = \"suzuki.officer\"\nsha256 = \"" + digest + "\"\n");
        Files.writeString(file, named);

        assertThat(Terminal.run("ceremony", "check", file.toString()).code()).isZero();
        assertThat(hold().out()).contains("is not that of the registration", "a credential was not enrolled");

        Files.writeString(folder.resolve("suzuki.officer"), registration.replace("ebd4", "ebd5"));
        assertThat(Terminal.run("ceremony", "check", file.toString()).err()).contains("sha256", digest, "now ");
        Files.writeString(file, named.replace("suzuki.officer", "nobody.officer"));
        assertThat(Terminal.run("ceremony", "check", file.toString()).err()).contains("nobody.officer");
        Files.writeString(file, named.replace("registration = \"suzuki.officer\"", "registration = \"first.toml\""));
        assertThat(Terminal.run("ceremony", "check", file.toString()).code()).isEqualTo(ExitCode.MALFORMED.number());
    }

    @Test
    void saysWhoIsMissingAmongTheApprovers() throws IOException {
        Files.writeString(
                file, Files.readString(file).replace("approve = [\"suzuki\", \"sato\"]", "approve = [\"suzuki\"]"));

        Terminal check = Terminal.run("ceremony", "check", file.toString());

        assertThat(check.code()).isEqualTo(ExitCode.NO.number());
        assertThat(check.out()).contains("2 of role IA_SUPERVISOR must approve, the step has 1");
    }

    @Test
    void breaksOffGoesOnAndLeavesSignedMinutes() throws Exception {
        Files.move(secrets.resolve("sato"), folder.resolve("sato"));
        Terminal broken = hold();
        assertThat(broken.out()).contains("a credential was not enrolled");
        assertThat(broken.code()).isEqualTo(ExitCode.NO.number());

        Files.move(folder.resolve("sato"), secrets.resolve("sato"));
        Files.move(secrets.resolve("ito"), folder.resolve("ito"));
        assertThat(hold().out()).contains("a credential was not enrolled");
        Files.move(folder.resolve("ito"), secrets.resolve("ito"));

        breaksOffAtTheCrls();
        refusesAChangedFileAndAChangedLog();

        Terminal end = hold();
        assertThat(end.err()).isEmpty();
        assertThat(end.out()).contains("Every step is done");
        assertThat(end.code()).isZero();
        certificatesAndListsVerify();
        minutesVerify();
        assertThat(hold().out()).contains("has been held");
    }

    /// Officer ito is there for genesis and gone when the lists are to be made.
    private void breaksOffAtTheCrls() throws IOException {
        String text = Files.readString(file);
        assertThat(text).contains("approve = [\"ito\"]");
        Path token = folder.resolve("tokens/ito.token");
        Path step = folder.resolve("gone");
        Thread thief = Thread.ofPlatform().start(() -> {
            while (!Files.exists(home.resolve("installation"))) {
                Thread.onSpinWait();
            }
            try {
                Files.move(token, step);
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
        Terminal broken = hold();
        assertThat(thief.isAlive()).isFalse();
        assertThat(broken.err()).isEmpty();
        assertThat(broken.out()).contains("officer ito did not approve");
        assertThat(broken.code()).isEqualTo(ExitCode.NO.number());
        Files.move(step, token);
    }

    private void refusesAChangedFileAndAChangedLog() throws IOException {
        Files.writeString(file, Files.readString(file) + "# one word more\n");
        Terminal changed = hold();
        assertThat(changed.code()).isEqualTo(ExitCode.NO.number());
        assertThat(changed.err()).contains("was broken off: go on with that file");
        Files.copy(EXAMPLE, file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);

        Path steps = log().resolve("steps.log");
        String good = Files.readString(steps);
        Files.writeString(steps, good.replaceFirst("aborted", "closed"));
        Terminal altered = hold();
        assertThat(altered.code()).isEqualTo(ExitCode.NO.number());
        assertThat(altered.err()).contains("was altered at line");
        Files.writeString(steps, good + "10\tbegun\tcut o");
    }

    private void certificatesAndListsVerify() throws IOException {
        Certificate root = certificate("03-self-sign-1.cer");
        VerificationKey key = VerificationKey.of(root.subjectPublicKeyInfo()).orElseThrow();
        assertThat(root.isSignedBy(key)).isTrue();
        assertThat(certificate("05-certify-1.cer").isSignedBy(key)).isTrue();
        assertThat(certificate("07-certify-1.cer").isSignedBy(key)).isTrue();
        Crl list = Crl.parse(octets("10-crl-1.crl")).orElseThrow();
        assertThat(list.isSignedBy(key)).isTrue();
    }

    private void minutesVerify() throws IOException {
        Genesis genesis = Genesis.parse(Bytes.wrap(Files.readAllBytes(home.resolve("genesis.der"))))
                .orElseThrow();
        SignedMinutes signed = SignedMinutes.parse(octets("minutes.der")).orElseThrow();
        boolean verifies = VerificationKey.of(genesis.keys().statement())
                .orElseThrow()
                .verifies(SignatureAlgorithm.ED25519.identifier(), signed.minutes(), signed.signature());
        assertThat(verifies).isTrue();
        Minutes minutes = Minutes.parse(signed.minutes()).orElseThrow();
        assertThat(minutes.file()).isEqualTo(Digest.of(Bytes.wrap(Files.readAllBytes(file))));
        assertThat(minutes.documents())
                .startsWith(
                        Digest.of(octets("minutes.json")),
                        Digest.of(octets("minutes.ja.html")),
                        Digest.of(octets("minutes.en.html")));
        String page = new String(octets("minutes.ja.html").toArray(), StandardCharsets.UTF_8);
        assertThat(page)
                .contains("議事録", "立会 三郎", "@page", minutes.installation().toString());
    }

    @Test
    void refusesAFolderThatIsTakenOrOpenToOthers() throws IOException {
        Files.createDirectory(home);
        Files.writeString(home.resolve("something"), "else");
        assertThat(hold().err()).contains("is neither empty nor the home of a vault");

        Files.delete(home.resolve("something"));
        Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxr-xr-x"));
        assertThat(hold().err()).contains("is open to others than its owner");
    }

    @Test
    void keepsItsHomeToOneProcessAndItsSettings() {
        HomeSettings settings = new HomeSettings(
                HomeSettings.Origin.DEMO,
                new HomeSettings.DatabasePlace.Outside(
                        "db.example", 5432, "kakehashi", Optional.of(Path.of("roots.pem")), Path.of("passwords")),
                new HomeSettings.TokenPlace.Module(Path.of("module.so"), "ca", Optional.empty()));
        Bytes text = Bytes.wrap(settings.text().getBytes(StandardCharsets.UTF_8));
        assertThat(HomeSettings.read("vault.toml", text)).isEqualTo(settings);

        HomeFolder first = HomeFolder.make(home);
        first.writeSettings(settings.text());
        try (first) {
            org.assertj.core.api.Assertions.assertThatThrownBy(() -> HomeFolder.open(home))
                    .hasMessageContaining("in use by another process");
        }
        HomeFolder.open(home).close();
    }
}
