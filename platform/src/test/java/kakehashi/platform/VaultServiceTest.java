package kakehashi.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import kakehashi.console.Console;
import kakehashi.console.ExitCode;
import kakehashi.console.InputProblem;
import kakehashi.console.Verbs;
import kakehashi.issuing.VaultClock;
import kakehashi.ledger.Jobs;
import kakehashi.ledger.Zone;
import kakehashi.path.Language;
import kakehashi.terminal.TakeoverRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VaultServiceTest {
    private static final long POLL_NANOS = 100_000_000;

    @TempDir
    private Path folder;

    private static VaultService open(TestInstallation installation, Path home) {
        return VaultService.open(
                new Configuration.Vault(home, new Configuration.Unlock.SecretFile(installation.secret), 1, Map.of()),
                InstantSource.system(),
                () -> {});
    }

    /// Record 5, Standby: one node is in charge, and a takeover is an operator's command.
    @Test
    void standsByUntilItIsToldToTakeOver() throws IOException {
        try (TestInstallation installation = TestInstallation.found(folder)) {
            takesOver(installation);
            doesItsJobs(installation);
            stopsWithoutItsSealedState(installation);
        }
    }

    private static void takesOver(TestInstallation installation) {
        try (VaultService second = serveBoth(installation)) {
            assertThat(second.stopped()).isEmpty();
            assertThat(second.ready()).contains("stands by");

            // The first node is off. Nothing happens by itself; an old word, given before the start, is forgotten.
            assertThat(second.stopped()).isEmpty();
            new TakeoverRequest(Duration.ZERO, VaultClock.Word.CHECKED).ask(installation.second);
            assertThat(installation.second.resolve("takeover")).content().isEqualTo("0 clock-checked\n");
            assertThat(second.stopped()).isEmpty();
            assertThat(second.ready()).isEqualTo(installation.second.toString());
            assertThat(installation.second.resolve("takeover")).doesNotExist();
            assertThat(installation.second.resolve("takeover.answer")).content().isBlank();

            try (VaultService first = open(installation, installation.first)) {
                assertThat(first.ready()).contains("stands by");
            }
        }
    }

    private static VaultService serveBoth(TestInstallation installation) {
        new TakeoverRequest(Duration.ZERO, VaultClock.Word.NONE).ask(installation.second);
        try (VaultService first = open(installation, installation.first)) {
            assertThat(first.ready()).isEqualTo(installation.first.toString());
            new TakeoverRequest(Duration.ZERO, VaultClock.Word.NONE).ask(installation.first);
            assertThat(first.stopped()).isEmpty();
            assertThat(installation.first.resolve("takeover.answer")).content().contains("in charge already");
        }
        return open(installation, installation.second);
    }

    /// Record 24: review and backup while the vault works; what is restored starts without a ceremony.
    private void doesItsJobs(TestInstallation installation) throws IOException {
        Path nas = Files.createDirectory(folder.resolve("nas"));
        Files.createDirectories(nas.resolve("kakehashi-20260101T000000Z/home"));
        Path config = Files.writeString(folder.resolve("kakehashi.toml"), """
                mode = "trial"
                [vault]
                home = "second"
                unlock = "secret"
                secret = "secret"
                [vault.jobs]
                audit-review = "%1$s"
                backup = "%1$s"
                backup-folder = "nas"
                backup-keep = 1
                """.formatted(
                        LocalTime.now(Jobs.JAPAN).plusHours(12).truncatedTo(ChronoUnit.MINUTES)));
        Configuration.Vault settings =
                ConfigFile.whole(config, Set.of(Zone.VAULT)).vault().orElseThrow();
        try (VaultService vault = VaultService.open(settings, InstantSource.system(), () -> {})) {
            assertThat(vault.stopped()).isEmpty();
            // They are planned beside the start.
            while (!jobs(config, "list").contains("backup (vault)")) {
                LockSupport.parkNanos(POLL_NANOS);
            }
            // Both become due together, and the first one's end is not awaited.
            assertThat(jobs(config, "run", "backup", "--wait", "0")).contains("has not ended in 0 s");
            assertThat(jobs(config, "run", "audit-review", "--json"))
                    .contains("\"verdict\" : \"fine\"", "all of it follows");
            assertThat(jobs(config, "list"))
                    .contains("tidy (vault)", "backup (vault)", "  next  ", "  last  ", "fine", "1 kept");
            assertThat(jobs(config, "run", "nothing")).contains("no job of this name is planned");
            assertThat(installation.second.resolve("figures.prom"))
                    .content()
                    .contains("kakehashi_alarm{alarm=\"issuing\"} 0", "kakehashi_alarm{alarm=\"jobs\"} 0");
        }
        assertThat(jobs(config, "run", "backup", "--wait", "0")).contains("has not ended in 0 s");
        startsFromTheBackup(installation, nas);
    }

    private static void startsFromTheBackup(TestInstallation installation, Path nas) throws IOException {
        Path backup;
        try (Stream<Path> all = Files.list(nas)) {
            backup = all.reduce((a, b) -> {
                        throw new AssertionError("two are kept");
                    })
                    .orElseThrow();
        }
        // docs/operations/recovery.md, "A PostgreSQL of your own": the server as one that somebody else runs.
        String passwords = installation.passwords().toString();
        String port = String.valueOf(installation.port());
        said(("database prepare --host 127.0.0.1 --port " + port + " --administrator postgres --password-file "
                        + passwords + "/postgres --passwords " + passwords + " --database restored")
                .split(" "));
        Path toml = backup.resolve("home/vault.toml");
        String place = "[database]\nhost = \"127.0.0.1\"\nport = " + port + "\nname = \"restored\"\npasswords = \""
                + passwords + "\"\n\n";
        Files.writeString(toml, Files.readString(toml).replaceFirst("(?s)\\[database\\].*?(?=\\[)", place));
        Path home = nas.resolve("restored");
        said("restore", backup.toString(), "--home", home.toString(), "--sealed-of-backup");
        try (VaultService restored = open(installation, home)) {
            assertThat(restored.ready()).isEqualTo(home.toString());
        }
    }

    /// What the verb says.
    private static String jobs(Path config, String... args) {
        List<String> all = new ArrayList<>(List.of("jobs"));
        all.addAll(List.of(args));
        all.addAll(List.of("--config", config.toString(), "--zone", "vault"));
        return run(all.toArray(String[]::new)).text();
    }

    /// What a verb says that does what it is told.
    private static void said(String... args) {
        Said said = run(args);
        assertThat(said.code()).as(said.text()).isZero();
    }

    private record Said(int code, String text) {}

    private static Said run(String... args) {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);
        Console.Streams streams = new Console.Streams(out, out, InputStream.nullInputStream());
        Console console = Console.of(args, streams, InstantSource.system(), Locale.ENGLISH);
        return new Said(Verbs.run(args, console, Main.verbs(console)), said.toString(StandardCharsets.UTF_8));
    }

    private static void stopsWithoutItsSealedState(TestInstallation installation) throws IOException {
        Files.delete(installation.second.resolve("vault.sealed"));
        assertThatThrownBy(() -> open(installation, installation.second))
                .isInstanceOfSatisfying(InputProblem.class, refusal -> {
                    assertThat(refusal.exitCode()).isEqualTo(ExitCode.HALTED.number());
                    assertThat(refusal.text(Language.ENGLISH)).contains("the sealed state is not there");
                });
    }
}
