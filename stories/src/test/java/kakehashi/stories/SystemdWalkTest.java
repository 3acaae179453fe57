package kakehashi.stories;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The units met by the machine's own systemd, booted in namespaces over a copy of its file system that is thrown
/// away: docs/operations/install.md at the places that it names, with a PostgreSQL of Debian's, up to the services.
@Tag("faults")
class SystemdWalkTest {
    private static final Path PAGE = Path.of("..", "docs", "operations", "install.md");
    private static final Pattern BLOCK =
            Pattern.compile("^```sh(?: systemd)?\\n(.*?)^```", Pattern.DOTALL | Pattern.MULTILINE);
    private static final int FIRST_RUN = 10;

    @Test
    void runsBothZonesStartsThemAgainAndStopsThem(@TempDir Path folder) throws Exception {
        assumeTrue("root".equals(System.getProperty("user.name")), "a system is booted by root only");
        for (String part : List.of(
                "/lib/systemd/systemd",
                "/usr/bin/unshare",
                "/usr/bin/pg_lsclusters",
                "/usr/bin/softhsm2-util",
                "/usr/bin/curl")) {
            assumeTrue(Files.isExecutable(Path.of(part)), part + " is not installed");
        }
        Distribution product = Distribution.packed(Files.createDirectory(folder.resolve("dist")));
        Files.move(product.archive(), folder.resolve("kakehashi.tar.gz"));
        Files.createDirectory(folder.resolve("system"));
        Files.writeString(folder.resolve("walk.sh"), script());
        Path boot = Files.writeString(folder.resolve("boot.sh"), resource("systemd-boot.sh"));

        Distribution.Result booted = Distribution.run(
                folder,
                Map.of(),
                "unshare",
                "--mount",
                "--pid",
                "--uts",
                "--ipc",
                "--cgroup",
                "--net",
                "--fork",
                "--kill-child",
                "bash",
                boot.toString(),
                folder.toString(),
                "walk.sh");

        assumeTrue(Files.exists(folder.resolve("code")), () -> "no systemd boots here: " + booted.output());
        String output = Files.readString(folder.resolve("output"));
        assertThat(Files.readString(folder.resolve("code"))).as(output).isEqualTo("0\n");
        assertThat(output).endsWith("== held\n");
    }

    /// The page's commands up to its first run, then those for systemd, between what goes before and after.
    private static String script() throws IOException {
        String commands = Pattern.compile("^## ", Pattern.MULTILINE)
                .splitAsStream(Files.readString(PAGE))
                .filter(section -> section.contains("```sh systemd")
                        || section.matches("(?s)\\d+\\. .*")
                                && Integer.parseInt(section.substring(0, section.indexOf('.'))) < FIRST_RUN)
                .flatMap(section -> BLOCK.matcher(section).results().map(block -> block.group(1)))
                .collect(Collectors.joining("\n"));
        return "set -euo pipefail\n" + resource("systemd-before.sh") + commands + resource("systemd-after.sh");
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = SystemdWalkTest.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
