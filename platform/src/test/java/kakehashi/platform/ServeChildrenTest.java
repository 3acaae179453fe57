package kakehashi.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import kakehashi.console.Console;
import kakehashi.ledger.Zone;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The parent of `serve --all`, over children that do what a line of shell says.
class ServeChildrenTest {
    /// A child that has its database up, and waits for its custodians as long as it is let.
    private static final String WAITS_FOR_CUSTODIANS = "echo kakehashi-database; cat >/dev/null";

    private static final String READY = "echo kakehashi-ready; echo \"$2 works\"; cat >/dev/null";

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final PipedOutputStream hand = new PipedOutputStream();
    private Stop stop;

    @BeforeEach
    void listen() throws IOException {
        stop = Stop.onSignal().andAtEndOf(new PipedInputStream(hand));
        stop.finish(0);
    }

    private CompletableFuture<Integer> run(String vault, String relying) throws IOException {
        Path launcher = folder.resolve("launcher");
        Files.writeString(launcher, "eval \"$DOES\"\n");
        PrintStream to = new PrintStream(out, true, StandardCharsets.UTF_8);
        ServeChildren children = new ServeChildren(
                Console.of(
                        new String[0], new Console.Streams(to, to, System.in), InstantSource.system(), Locale.ENGLISH),
                folder.resolve("kakehashi.toml"),
                List.of("/bin/sh", launcher.toString()),
                List.of());
        Map<Zone, Map<String, String>> zones = new LinkedHashMap<>();
        zones.put(Zone.VAULT, Map.of("DOES", vault));
        zones.put(Zone.PUBLIC, Map.of("DOES", relying));
        return CompletableFuture.supplyAsync(() -> children.run(zones, stop));
    }

    private String text() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private void awaitText(String part) throws InterruptedException {
        for (int i = 0; i < 500 && !text().contains(part); i++) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
        assertThat(text()).contains(part);
    }

    @Test
    void letsThePublicZoneAnswerWhileCustodiansAreOnTheirWay() throws Exception {
        CompletableFuture<Integer> code = run(WAITS_FOR_CUSTODIANS, READY);
        awaitText("public works");
        hand.close();
        assertThat(code.get(20, TimeUnit.SECONDS)).isZero();
    }

    @Test
    void letsThePublicZoneAnswerWhenTheVaultHasStoppedSigning() throws Exception {
        CompletableFuture<Integer> code = run("exit 75", READY);
        awaitText("public works");
        awaitText("vault has stopped with exit code 75");
        assertThat(code).isNotDone();
        hand.close();
        assertThat(code.get(20, TimeUnit.SECONDS)).isZero();
    }

    @Test
    void startsAgainWhatCouldNotStartYet() throws Exception {
        Path tried = folder.resolve("tried");
        CompletableFuture<Integer> code =
                run("test -e '" + tried + "' && { " + READY + "; } || { touch '" + tried + "'; exit 69; }", READY);
        awaitText("vault died with exit code 69. It is started again in 1 s.");
        awaitText("vault works");
        hand.close();
        assertThat(code.get(20, TimeUnit.SECONDS)).isZero();
    }

    @Test
    void endsAtOnceWhenItWasToldWrongly() throws Exception {
        assertThat(run("exit 65", READY).get(20, TimeUnit.SECONDS)).isEqualTo(65);
        assertThat(text()).contains("vault did not start (exit code 65)").doesNotContain("public works");
    }

    @Test
    void endsWithTheLastZone() throws Exception {
        assertThat(run("exit 75", "exit 64").get(20, TimeUnit.SECONDS)).isEqualTo(64);
    }
}
