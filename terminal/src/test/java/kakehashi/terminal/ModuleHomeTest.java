package kakehashi.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import kakehashi.contract.Id;
import kakehashi.x509.Bytes;
import kakehashi.x509.Certificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A home whose keys lie in a PKCS#11 module.
class ModuleHomeTest {
    private static final String PIN = "1234-walk";
    private static final Id ROOT = Chance.id();
    private static final Id DEEP = Chance.id();
    private static final String DEEP_ONLY = "authorities = [\"deep\"], profiles = []";
    private static final String BOTH = "authorities = [\"root\", \"deep\"], profiles = []";

    @TempDir
    private Path folder;

    private static Optional<Path> module() {
        return Stream.of("/usr/lib/softhsm/libsofthsm2.so", "/usr/lib64/softhsm/libsofthsm2.so")
                .map(Path::of)
                .filter(Files::exists)
                .findFirst();
    }

    /// Made before the module is loaded, which looks for tokens once.
    private static void makeToken() throws IOException, InterruptedException {
        Path file = Path.of(System.getenv("SOFTHSM2_CONF"));
        Path tokens = Files.createDirectories(file.resolveSibling("softhsm2-tokens"));
        Files.writeString(file, "directories.tokendir = " + tokens + "\nlog.level = ERROR\n");
        for (String label : List.of("walk", "card")) {
            tool("softhsm2-util", "--delete-token", "--token", label);
            assertThat(tool(
                            "softhsm2-util",
                            "--init-token",
                            "--free",
                            "--label",
                            label,
                            "--so-pin",
                            "so-987654",
                            "--pin",
                            PIN))
                    .isZero();
        }
    }

    private static int tool(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getInputStream().readAllBytes();
        return process.waitFor();
    }

    @Test
    void foundsIssuesAndOpensAgainWithKeysInAModule() throws Exception {
        assumeTrue(module().isPresent(), "SoftHSM is not installed (Debian package softhsm2)");
        makeToken();
        WalkHome vault = WalkHome.seat(folder);
        CardOfficer card = CardOfficer.enrol(vault, module().get(), PIN);
        Path pin = founded(vault, card.block(BOTH));
        assertThat(vault.home.resolve("token")).doesNotExist();
        // The PIN's file was named relative to the ceremony's; the home knows where it lies.
        assertThat(vault.read("vault/vault.toml")).contains(pin.toString());
        makesAndShowsLists(vault, pin);
        Certificate root = Certificate.parse(vault.octets("root.cer")).orElseThrow();
        List<Bytes> lists = List.of(vault.octets("crl.crl"), vault.octets("arl.crl"));
        assertThat(lists)
                .allSatisfy(der -> assertThat(kakehashi.x509.Crl.parse(der)
                                .orElseThrow()
                                .isSignedBy(kakehashi.x509.VerificationKey.of(root.subjectPublicKeyInfo())
                                        .orElseThrow()))
                        .isTrue());
        keepsTheOtherOffline(vault, pin, card.block(DEEP_ONLY));
        // The officer's approval counts, signed by a key on the card that asks for the PIN at each use.
        Terminal listed = list(vault, pin, ROOT, card.credential(), card.pin());
        assertThat(listed.code()).as(listed.out() + listed.err()).isZero();
        card.refusesWhatIsNotThere();
    }

    /// Holds the first ceremony.
    ///
    /// @return the file of the module's PIN
    private static Path founded(WalkHome vault, String officer) throws IOException {
        Path pin = Path.of(vault.text("pin", PIN + "\n"));
        Files.setPosixFilePermissions(pin, java.nio.file.attribute.PosixFilePermissions.fromString("rw-------"));
        String token = "[token]\nlibrary = \"" + module().get() + "\"\nlabel = \"walk\"\npin = \"pin\"\n"
                + "[[tokens]]\nname = \"safe\"\nfile = \"stick\"\n";
        StringBuilder steps = new StringBuilder("[[step]]\ndo = \"found\"\n");
        WalkTexts.step(steps, "key", "root", "one\", \"two");
        WalkTexts.step(steps, "self-sign", "root", "one\", \"two");
        WalkTexts.step(steps, "crl", "root", "operator");
        WalkTexts.step(steps, "key", "deep", "one\", \"two");
        WalkTexts.step(steps, "self-sign", "deep", "one\", \"two");

        Terminal held = vault.hold(
                "first.toml",
                BOTH,
                token
                        + WalkHome.FOUNDED
                        + "OFFICERS"
                        + officer
                        + WalkTexts.authority("root", ROOT, "OU=HSM CA,O=Japanese Government,C=JP", "self-signed")
                        + deep()
                        + steps);
        assertThat(held.code())
                .as(held.out().substring(Math.max(0, held.out().length() - 2_000)) + held.err())
                .isZero();
        return pin;
    }

    private void makesAndShowsLists(WalkHome vault, Path pin) {
        assertThat(list(vault, pin, ROOT).code()).isZero();
        vault.ok("ca", "show", ROOT.toString(), "--home", vault.home.toString(), "--out", vault.file("root.cer"));
        vault.ok("crl", "show", ROOT.toString(), "--home", vault.home.toString(), "--out", folder.toString());
    }

    /// A CA in a token of its own, which is open in ceremonies only.
    private static String deep() {
        return WalkTexts.authority("deep", DEEP, "OU=Deep CA,O=Japanese Government,C=JP", "self-signed")
                .replace("name = \"deep\"", "name = \"deep\"\ntoken = \"safe\"");
    }

    private static Terminal list(WalkHome vault, Path pin, Id authority) {
        Path secret = vault.secrets.resolve("operator");
        return list(vault, pin, authority, vault.file("operator.token"), secret.toString());
    }

    private static Terminal list(WalkHome vault, Path pin, Id authority, String credential, String secret) {
        return vault.run(
                "crl",
                "now",
                authority.toString(),
                "--home",
                vault.home.toString(),
                "--vault-passphrase-file",
                pin.toString(),
                "--credential",
                credential,
                "--passphrase-file",
                secret);
    }

    @Test
    void refusesAFoundingWhoseCaNamesATokenThatIsNot() throws IOException {
        Path file = Files.writeString(
                folder.resolve("first.toml"),
                "format = 1\ntitle = \"walk\"\nplace = \"here\"\n[[tokens]]\nname = \"drawer\"\n" + WalkHome.FOUNDED
                        + deep());
        Terminal checked = Terminal.run(
                java.util.Locale.ENGLISH,
                Bytes.EMPTY,
                java.time.InstantSource.system(),
                "ceremony",
                "check",
                file.toString());
        assertThat(checked.code()).isEqualTo(65);
        assertThat(checked.err() + checked.out()).contains("a name of [[tokens]]");
    }

    private static void keepsTheOtherOffline(WalkHome vault, Path pin, String officer) throws IOException {
        assertThat(vault.read("vault/vault.toml")).contains(vault.file("stick"), "open = \"ceremony\"");
        Terminal refused = list(vault, pin, DEEP);
        assertThat(refused.code()).isEqualTo(2);
        assertThat(refused.out() + refused.err()).contains("is not open: it is offline");

        StringBuilder steps = new StringBuilder();
        WalkTexts.step(steps, "crl", "deep", "operator");
        String second = "OFFICERS" + officer + deep() + steps;
        Path elsewhere = Files.move(vault.folder.resolve("stick"), vault.folder.resolve("drawer"));
        Terminal nothing = vault.hold("second.toml", DEEP_ONLY, second);
        assertThat(nothing.code()).as(nothing.out() + nothing.err()).isEqualTo(64);
        assertThat(nothing.err()).contains("Bring the file with the keys");

        Files.move(elsewhere, vault.folder.resolve("stick"));
        Terminal held = vault.hold("second.toml", DEEP_ONLY, second);
        assertThat(held.code()).as(held.out() + held.err()).isZero();
        assertThat(held.out()).contains("Opening the token safe");
        vault.ok("crl", "show", DEEP.toString(), "--home", vault.home.toString());

        Terminal unknown = vault.hold("third.toml", DEEP_ONLY, second.replace("\"safe\"", "\"other\""));
        assertThat(unknown.code()).isEqualTo(65);
        assertThat(unknown.err()).contains("is no token of this home");
    }
}
