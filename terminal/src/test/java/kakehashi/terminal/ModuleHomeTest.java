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
        tool("softhsm2-util", "--delete-token", "--token", "walk");
        assertThat(tool(
                        "softhsm2-util",
                        "--init-token",
                        "--free",
                        "--label",
                        "walk",
                        "--so-pin",
                        "so-987654",
                        "--pin",
                        PIN))
                .isZero();
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
        Path pin = founded(vault);
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
    }

    /// Holds the first ceremony.
    ///
    /// @return the file of the module's PIN
    private static Path founded(WalkHome vault) throws IOException {
        Path pin = Path.of(vault.text("pin", PIN + "\n"));
        Files.setPosixFilePermissions(pin, java.nio.file.attribute.PosixFilePermissions.fromString("rw-------"));
        String token = "[token]\nlibrary = \"" + module().get() + "\"\nlabel = \"walk\"\npin = \"pin\"\n";
        StringBuilder steps = new StringBuilder("[[step]]\ndo = \"found\"\n");
        WalkTexts.step(steps, "key", "root", "one\", \"two");
        WalkTexts.step(steps, "self-sign", "root", "one\", \"two");
        WalkTexts.step(steps, "crl", "root", "operator");

        Terminal held = vault.hold(
                "first.toml",
                "authorities = [\"root\"], profiles = []",
                token
                        + WalkHome.FOUNDED
                        + "OFFICERS"
                        + WalkTexts.authority("root", ROOT, "OU=HSM CA,O=Japanese Government,C=JP", "self-signed")
                        + steps);
        assertThat(held.code())
                .as(held.out().substring(Math.max(0, held.out().length() - 2_000)) + held.err())
                .isZero();
        return pin;
    }

    private void makesAndShowsLists(WalkHome vault, Path pin) {
        vault.ok(
                "crl",
                "now",
                ROOT.toString(),
                "--home",
                vault.home.toString(),
                "--unlock",
                pin.toString(),
                "--credential",
                vault.file("operator.token"),
                "--passphrase-file",
                vault.secrets.resolve("operator").toString());
        vault.ok("ca", "show", ROOT.toString(), "--home", vault.home.toString(), "--out", vault.file("root.cer"));
        vault.ok("crl", "show", ROOT.toString(), "--home", vault.home.toString(), "--out", folder.toString());
    }
}
