package kakehashi.stories;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import kakehashi.demo.Demo;
import kakehashi.testkit.BrowserPage;
import kakehashi.testkit.OutsideSuites;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The whole demonstration. It stands here, beside other long tests, since nothing waits for them.
class DemoTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int run(Locale locale, List<String> args) {
        PrintStream to = new PrintStream(out, true, StandardCharsets.UTF_8);
        PrintStream problems = new PrintStream(err, true, StandardCharsets.UTF_8);
        return Demo.run(args, to, problems, InstantSource.system(), locale);
    }

    @Test
    void playsTheWholeStoryOnRealInputTooAndGoesOnFromItsFolder(@TempDir Path folder) throws InterruptedException {
        String data = folder.resolve("data").toString();
        List<String> first = new ArrayList<>(List.of("--once", "--data", data));
        OutsideSuites.find("fpki").ifPresent(bundle -> first.addAll(List.of("--import", bundle.toString())));

        assertThat(run(Locale.ENGLISH, first)).as(text()).isZero();
        assertThat(text())
                .contains("✓ a PKCS#10 for www.demo.go.jp")
                .contains("DEMO Bridge CA → DEMO Local Government Bridge CA → DEMO Organisation CA → DEMO Mayor")
                .contains("✓ both attempts stand in the audit log (2 refusals)")
                .contains(" steps held (")
                .doesNotContain("✗", "SEVERE");
        assertThat(folder.resolve("data/demo.log")).content().contains("SEVERE", "the vault has stopped");

        out.reset();
        assertThat(runAndLook(data)).as(text()).isZero();
        assertThat(text()).contains("政府認証基盤：前回の実演から続けます").doesNotContain("✗");
    }

    /// The second run in Japanese; where there is a browser it stays, and its pages are looked at.
    private int runAndLook(String data) throws InterruptedException {
        if (BrowserPage.chromium().isEmpty()) {
            return run(Locale.JAPANESE, List.of("--once", "--data", data));
        }
        AtomicInteger code = new AtomicInteger(-1);
        Thread demo = Thread.ofPlatform().start(() -> code.set(run(Locale.JAPANESE, List.of("--data", data))));
        try (DemoLook look = new DemoLook()) {
            look.at(startPage(demo));
        } finally {
            demo.interrupt();
            demo.join();
        }
        return code.get();
    }

    private String startPage(Thread demo) throws InterruptedException {
        while (demo.isAlive()) {
            Matcher said = Pattern.compile("実演の案内 +(http\\S+)/demo\\s").matcher(text());
            if (said.find()) {
                return said.group(1);
            }
            Thread.sleep(20);
        }
        throw new AssertionError(text());
    }

    @Test
    void touchesNoFolderThatIsNotItsOwn(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("precious.txt"), "mine");

        assertThat(run(Locale.ENGLISH, List.of("--once", "--fresh", "--data", folder.toString())))
                .isEqualTo(64);

        assertThat(err.toString(StandardCharsets.UTF_8)).contains("is no folder of the demonstration");
        assertThat(folder.resolve("precious.txt")).hasContent("mine");
    }

    @Test
    void explainsItselfWhenItIsAskedForSomethingElse() {
        assertThat(run(Locale.ENGLISH, List.of("--twice"))).isEqualTo(64);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("usage:");
        assertThat(run(Locale.JAPANESE, List.of("--help"))).isZero();
        assertThat(text()).contains("使い方:", "例:");
    }

    private String text() {
        return out.toString(StandardCharsets.UTF_8) + err.toString(StandardCharsets.UTF_8);
    }
}
