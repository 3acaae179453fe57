package kakehashi.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import kakehashi.ledger.Zone;
import kakehashi.path.Language;
import kakehashi.x509.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigReaderTest {
    private static final Set<Zone> ALL = Set.of(Zone.VAULT, Zone.PUBLIC);

    @TempDir
    private Path folder;

    private List<ConfigFault> faults(String text, Set<Zone> zones) {
        Bytes octets = Bytes.wrap(text.getBytes(StandardCharsets.UTF_8));
        return switch (ConfigReader.read(octets, folder, zones)) {
            case ConfigReader.Result.Whole whole -> List.of();
            case ConfigReader.Result.Faulty(List<ConfigFault> faults) -> faults;
        };
    }

    private void home(String origin) throws IOException {
        Files.createDirectory(folder.resolve("vault"));
        Files.writeString(
                folder.resolve("vault/vault.toml"),
                "format = 1\nmade-by = \"" + origin + "\"\n[database]\nport = 0\n[token]\n");
    }

    @Test
    void readsAWholeConfigurationOfAVault() throws IOException {
        home("ceremony");

        assertThat(faults("[vault]\nhome = \"vault\"\n", ALL)).isEmpty();
    }

    @Test
    void knowsEveryKeyOfTheExample() {
        String everything = ConfigExample.text().replaceAll("(?m)^# (?=\\[|[a-z0-9-]+ = )", "");
        List<ConfigFault> faults = faults(everything, ALL);

        assertThat(everything).contains("\n[public.ocsp]\nnon-issued = \"revoked\"");
        assertThat(faults)
                .isNotEmpty()
                .allSatisfy(fault -> assertThat(fault.english())
                        .containsAnyOf(
                                "there is no ",
                                "is not the home of a vault",
                                "write not the key but its SHA-256",
                                "hexadecimal digits that authorisation list shows",
                                // The other of two ways, of which a file has one.
                                "vault.secret is no key",
                                "public.database is no key",
                                "public.token.file is no key",
                                "public.token.passphrase is no key"));
    }

    @Test
    void namesTheNearestKeyAndTheLineOfEveryFaultTogether() {
        List<ConfigFault> faults = faults("""
                format = 1
                [vault]
                hom = "vault"
                workers = 1000
                [public]
                folder = "public"
                instalation = "00"
                """, ALL);

        assertThat(faults)
                .anySatisfy(fault -> assertThat(fault.toString()).contains("line 3", "vault.hom", "did you mean home"))
                .anySatisfy(fault -> assertThat(fault.toString()).contains("line 4", "from 1 to 64"))
                .anySatisfy(fault -> assertThat(fault.toString()).contains("line 7", "did you mean installation"));
        assertThat(faults).extracting(ConfigFault::line).isSorted();
        assertThat(faults)
                .allSatisfy(
                        fault -> assertThat(fault.text(Language.JAPANESE)).isNotEqualTo(fault.text(Language.ENGLISH)));
    }

    @Test
    void refusesAFileThatRunsNothing() {
        for (String text : List.of("", "mode = \"trial\"\n")) {
            assertThat(faults(text, ALL))
                    .singleElement()
                    .satisfies(fault -> assertThat(fault.english()).contains("it has no zone"));
        }
        assertThat(faults("format = 1\n[vault]\nhome = \"vault\"\n", Set.of(Zone.PUBLIC)))
                .singleElement()
                .satisfies(fault -> assertThat(fault.toString()).contains("public: it has no zone"));
    }

    @Test
    void passesOverTheZoneOfAnotherUser() throws IOException {
        home("ceremony");

        assertThat(faults("[vault]\nhome = \"vault\"\n[public]\nfolder = 5\n", Set.of(Zone.VAULT)))
                .isEmpty();
    }

    @Test
    void refusesOneProcessForAllZonesInProduction() throws IOException {
        home("ceremony");

        assertThat(faults("processes = \"one\"\n[vault]\nhome = \"vault\"\n", ALL))
                .singleElement()
                .satisfies(fault -> assertThat(fault.toString()).contains("line 1", "process for each zone"));
        assertThat(faults("mode = \"trial\"\nprocesses = \"one\"\n[vault]\nhome = \"vault\"\n", ALL))
                .isEmpty();
    }

    @Test
    void refusesWhatTheDemonstrationMade() throws IOException {
        home("demo");
        assertThat(faults("mode = \"trial\"\n[vault]\nhome = \"vault\"\n", ALL))
                .singleElement()
                .satisfies(fault -> assertThat(fault.english()).contains("was made by the demonstration"));

        Files.writeString(folder.resolve("kakehashi-demo"), "実演 DEMO\n");
        assertThat(faults("[public]\nfolder = \"public\"\n", ALL))
                .anySatisfy(fault -> assertThat(fault.english()).contains("data of the demonstration"));
    }

    @Test
    void refusesASecretThatOthersMayRead() throws IOException {
        home("ceremony");
        Path secret = Files.writeString(folder.resolve("secret"), "a passphrase\n");
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-r--r--"));
        String text = "mode = \"trial\"\n[vault]\nhome = \"vault\"\nunlock = \"secret\"\nsecret = \"secret\"\n";

        assertThat(faults(text, ALL))
                .singleElement()
                .satisfies(fault -> assertThat(fault.toString()).contains("line 5", "chmod 600"));
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
        assertThat(faults(text, ALL)).isEmpty();
        assertThat(faults(text.replace("mode = \"trial\"\n", ""), ALL))
                .singleElement()
                .satisfies(fault -> assertThat(fault.english()).contains("by one secret"));
    }

    @Test
    void wantsTlsInProductionAndAnAddressThatIsOne() {
        List<ConfigFault> faults =
                faults("[public]\n[public.http]\nlisten = \"localhost\"\n[public.token]\nuri = \"pkcs11:x\"\n", ALL);

        assertThat(faults)
                .anySatisfy(fault -> assertThat(fault.english()).contains("[public.https]"))
                .anySatisfy(fault -> assertThat(fault.toString()).contains("line 3", "no address with a port"))
                .anySatisfy(fault -> assertThat(fault.toString()).contains("line 5", "RFC 7512"));
    }

    @Test
    void takesOtherNodesInsteadOfADatabase() {
        assertThat(faults("[public]\nnodes = [\"http://public-1.example.go.jp\"]\n", ALL))
                .noneSatisfy(fault -> assertThat(fault.english()).contains("database"));
        assertThat(faults("[public]\nnodes = [\"http://public-1.example.go.jp/feed\"]\n", ALL))
                .anySatisfy(fault -> assertThat(fault.toString()).contains("line 2", "without a path"));
    }
}
