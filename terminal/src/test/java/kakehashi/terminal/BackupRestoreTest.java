package kakehashi.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import kakehashi.profiles.ProfileKind;
import kakehashi.profiles.ShippedProfiles;
import kakehashi.terminal.TestHome.Who;
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
        Terminal list = office.run("officer", "list", "--home", fresh, "--unlock", office.pass.toString());
        assertThat(list.code()).as(list.err()).isZero();
        assertThat(list.out()).contains("ra-examiner");
    }
}
