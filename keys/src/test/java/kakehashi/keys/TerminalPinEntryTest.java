package kakehashi.keys;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// In a real pseudo-terminal, which `script` of util-linux makes; skipped where it is missing.
class TerminalPinEntryTest {
    /// What runs in the terminal.
    static final class Probe {
        private Probe() {}

        public static void main(String[] args) {
            PinEntry entry = TerminalPinEntry.ofThisProcess().orElseThrow();
            String name = entry.line("name? ").orElseThrow();
            try (Secret secret = entry.requiredSecret("secret? ")) {
                entry.say("heard " + name + " and " + secret.length() + " octets");
            }
        }
    }

    @Test
    @Timeout(60)
    void echoesTheNameAndNeverTheSecret() throws Exception {
        Assumptions.assumeTrue(Files.isExecutable(Path.of("/usr/bin/script")), "script (util-linux) is not installed");
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String command =
                "'%s' -cp '%s' '%s'".formatted(java, System.getProperty("java.class.path"), Probe.class.getName());
        Process terminal = new ProcessBuilder("/usr/bin/script", "-qec", command, "/dev/null")
                .redirectErrorStream(true)
                .start();
        try (OutputStream typed = terminal.getOutputStream();
                InputStream seen = terminal.getInputStream()) {
            StringBuilder screen = new StringBuilder();
            readUntil(seen, screen, "name? ");
            type(typed, "sato");
            readUntil(seen, screen, "secret? ");
            type(typed, "hush-hush");
            readUntil(seen, screen, "octets");
            assertThat(screen.toString()).contains("heard sato and 9 octets").doesNotContain("hush");
        } finally {
            terminal.destroy();
        }
    }

    private static void type(OutputStream typed, String line) throws IOException {
        PrintStream keyboard = new PrintStream(typed, true, StandardCharsets.US_ASCII);
        keyboard.print(line + "\n");
        keyboard.flush();
    }

    private static void readUntil(InputStream seen, StringBuilder screen, String end) throws IOException {
        while (screen.indexOf(end) < 0) {
            int octet = seen.read();
            assertThat(octet).as("the terminal closed after: %s", screen).isNotNegative();
            screen.append((char) octet);
        }
    }

    @Test
    void aProcessWithoutATerminalHasNone() {
        // Surefire's own process: its input is a pipe.
        assertThat(TerminalPinEntry.ofThisProcess()).isEmpty();
    }
}
