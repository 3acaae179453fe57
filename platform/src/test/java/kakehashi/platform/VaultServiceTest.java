package kakehashi.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import kakehashi.path.Language;
import kakehashi.terminal.TakeoverRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VaultServiceTest {
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
            stopsWithoutItsSealedState(installation);
        }
    }

    private static void takesOver(TestInstallation installation) {
        try (VaultService second = serveBoth(installation)) {
            assertThat(second.stopped()).isEmpty();
            assertThat(second.ready()).contains("stands by");

            // The first node is off. Nothing happens by itself; an old word, given before the start, is forgotten.
            assertThat(second.stopped()).isEmpty();
            new TakeoverRequest(Duration.ZERO).ask(installation.second);
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
        new TakeoverRequest(Duration.ZERO).ask(installation.second);
        try (VaultService first = open(installation, installation.first)) {
            assertThat(first.ready()).isEqualTo(installation.first.toString());
            new TakeoverRequest(Duration.ZERO).ask(installation.first);
            assertThat(first.stopped()).isEmpty();
            assertThat(installation.first.resolve("takeover.answer")).content().contains("in charge already");
        }
        return open(installation, installation.second);
    }

    private static void stopsWithoutItsSealedState(TestInstallation installation) throws IOException {
        Files.delete(installation.second.resolve("vault.sealed"));
        assertThatThrownBy(() -> open(installation, installation.second))
                .isInstanceOfSatisfying(ServeRefusal.class, refusal -> {
                    assertThat(refusal.exitCode()).isEqualTo(ServeRefusal.HALTED);
                    assertThat(refusal.text(Language.ENGLISH)).contains("the sealed state is not there");
                });
    }
}
