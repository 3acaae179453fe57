package kakehashi.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import kakehashi.contract.Digest;
import kakehashi.contract.KeyChange;
import kakehashi.profiles.ProfileKind;
import kakehashi.profiles.ShippedProfiles;
import kakehashi.terminal.TestHome.Who;
import kakehashi.x509.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackupRestoreTest {
    @TempDir
    Path folder;

    @Test
    void bringsAHomeBackAndStopsOverABackupOlderThanItsSealedState() throws IOException {
        TestHome office = TestHome.found(
                folder, List.of(ShippedProfiles.of(ProfileKind.INTERNAL_SERVER).id()));
        String backup = office.file("a.backup");
        String home = office.home.toString();
        Terminal made = office.run("backup", backup, "--home", home);
        assertThat(made.code()).as(made.err()).isZero();
        assertThat(made.out()).contains("SHA-256 of the manifest");
        assertThat(office.run("backup", backup, "--home", home).err()).contains("is there already");

        office.done("profile-put", "profile = \"internal-server\"\n", Who.supervisor, Who.second);
        // The sealed state knows for certain all but the last group.
        office.done("profile-end", "profile = \"internal-server\"\n", Who.supervisor, Who.second);
        assertThat(office.run("restore", backup, "--home", home).err()).contains("A restore needs an empty database");
        Files.move(office.home.resolve("postgres"), folder.resolve("old-postgres"));
        Terminal restored = office.run("restore", backup, "--home", home);
        assertThat(restored.code()).as(restored.err()).isZero();
        assertThat(restored.out()).contains("if the backup is older, the vault stops");

        Terminal halted = office.vault("officer", "list");
        assertThat(halted.code()).isEqualTo(75);
        assertThat(halted.err()).contains("the vault does not work");

        reconciles(office);
    }

    private static void reconciles(TestHome office) {
        Terminal shown = office.vault("vault", "reconcile");
        assertThat(shown.code()).as(shown.err()).isEqualTo(1);
        assertThat(shown.out())
                .contains("a ceremony of custodians is needed")
                .contains("the database is older than")
                .contains("Nothing was changed");
        String secrets = office.file("secrets");
        Terminal held = office.vault(
                "vault",
                "reconcile",
                "--secrets",
                secrets,
                "--signer",
                office.file("kato.token"),
                "--signer",
                office.file("ito.token"));
        assertThat(held.code()).as(held.err()).isZero();
        assertThat(held.out()).contains("The ceremony was held");
        Terminal status = office.vault("vault", "status");
        assertThat(status.code()).as(status.err()).isZero();
        assertThat(status.out()).contains("Issuing", "goes on", "Serial numbers burnt within a day");
        assertThat(office.vault("vault", "reconcile", "--lang", "ja").out()).contains("整合は不要");

        assertThat(office.vault("vault", "standby", "--once").out()).contains("Seen");
        Terminal taken = office.vault("vault", "takeover", "--old-node-is-off", "--wait", "0");
        assertThat(taken.code()).as(taken.err()).isZero();
    }

    @Test
    void makesANewHomeOnlyWithASealedStateThatIsNamed() throws IOException {
        TestHome office = TestHome.found(folder, List.of());
        String backup = office.file("a.backup");
        office.ok("backup", backup, "--home", office.home.toString());
        String fresh = office.file("fresh");
        assertThat(office.run("restore", backup, "--home", fresh).err()).contains("which sealed state");
        assertThat(office.run("restore", office.file("none"), "--home", fresh).code())
                .isEqualTo(66);
        Terminal restored = office.run("restore", backup, "--home", fresh, "--sealed-of-backup");
        assertThat(restored.code()).as(restored.err()).isZero();
        assertThat(restored.out()).contains("is forgotten");
        Terminal list =
                office.run("officer", "list", "--home", fresh, "--vault-passphrase-file", office.pass.toString());
        assertThat(list.code()).as(list.err()).isZero();
        assertThat(list.out()).contains("ra-examiner");
        destroysAKeyThatNeverCameIntoForce(office, fresh);
        changesTheLock(office, fresh);
        showsOrdersThatWereSetAsideAndLetsThemBeTriedAnew(office);
    }

    private static void showsOrdersThatWereSetAsideAndLetsThemBeTriedAnew(TestHome office) {
        String id = office.setAside();
        String home = office.home.toString();
        assertThat(office.run("order", "aside", "--home", home, "--json").out())
                .contains("\"booked\" : \"" + id, "\"attempts\" : 10", "\"from\" : \"office\"");
        assertThat(office.run("order", "reopen", "12", "--home", home).code()).isEqualTo(64);
        assertThat(office.run("order", "reopen", id, "--home", home).code()).isZero();
        assertThat(office.run("order", "reopen", id, "--home", home).code()).isEqualTo(66);
        assertThat(office.run("order", "aside", "--home", home).out()).doesNotContain(id);
    }

    /// Those of a change that nobody ordered.
    private static void destroysAKeyThatNeverCameIntoForce(TestHome office, String home) throws IOException {
        String unlock = office.pass.toString();
        office.ok(
                "ceremony",
                "keys",
                "--home",
                home,
                "--vault-passphrase-file",
                unlock,
                "--out",
                office.file("change.der"));
        KeyChange change = KeyChange.parse(Bytes.wrap(Files.readAllBytes(office.folder.resolve("change.der"))))
                .orElseThrow();
        String key = Digest.of(change.keys().statement().der()).toString();
        List<String> verb = List.of("vault", "destroy-key", key, "--home", home, "--vault-passphrase-file", unlock);
        assertThat(office.run("vault", "destroy-key", "--home", home, "--vault-passphrase-file", unlock, "--json")
                        .out())
                .contains(key, "\"needed\" : true", "\"needed\" : false");
        Terminal shown = office.run(verb.toArray(String[]::new));
        assertThat(shown.code()).isEqualTo(1);
        assertThat(shown.out()).contains("vault-statement-1", "Nothing was destroyed");
        String[] one = {"--secrets", office.file("secrets"), "--signer", office.file("kato.token")};
        assertThat(office.run(with(verb, one)).err()).contains("fewer custodians signed");
        Terminal destroyed = office.run(with(List.of(with(verb, one)), "--signer", office.file("ito.token")));
        assertThat(destroyed.code()).as(destroyed.err()).isZero();
        assertThat(office.run(verb.toArray(String[]::new)).code()).isEqualTo(66);
    }

    private static void changesTheLock(TestHome office, String home) throws IOException {
        Path shares = Files.createDirectory(office.folder.resolve("shares"));
        for (String name : List.of("mori", "hara")) {
            Path share = Files.writeString(shares.resolve(name + ".share"), "new words of " + name + "\n");
            Files.setPosixFilePermissions(share, PosixFilePermissions.fromString("rw-------"));
        }
        List<String> verb = List.of("vault", "relock", "--home", home, "--new-secrets", shares.toString());
        String[] names = {
            "--vault-passphrase-file", office.pass.toString(), "--new-custodian", "mori", "--new-custodian", "hara"
        };
        assertThat(office.run(with(List.of(with(verb, names)), "--quorum", "3")).err())
                .contains("is no quorum");
        Terminal locked = office.run(with(List.of(with(verb, names)), "--quorum", "2"));
        assertThat(locked.code()).as(locked.err()).isZero();
        List<String> open = List.of("officer", "list", "--home", home);
        assertThat(office.run(with(open, "--vault-passphrase-file", office.pass.toString()))
                        .code())
                .isEqualTo(1);
        Terminal together = office.run(with(
                open,
                "--custodian",
                "mori=" + shares + "/mori.share",
                "--custodian",
                "hara=" + shares + "/hara.share"));
        assertThat(together.code()).as(together.err()).isZero();
    }

    private static String[] with(List<String> first, String... more) {
        return Stream.concat(first.stream(), Stream.of(more)).toArray(String[]::new);
    }
}
