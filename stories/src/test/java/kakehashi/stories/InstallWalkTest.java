package kakehashi.stories;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Does what docs/operations/install.md says, word for word: every fenced block of `sh`, in their order, in one
/// shell.
@Tag("faults")
class InstallWalkTest {
    private static final Path PAGE = Path.of("..", "docs", "operations", "install.md");
    private static final Pattern BLOCK = Pattern.compile("^```sh\\n(.*?)^```", Pattern.DOTALL | Pattern.MULTILINE);

    @Test
    void leadsFromTheArchiveToAnInstallationThatAnswersOverTls(@TempDir Path folder) throws Exception {
        for (String tool : new String[] {"softhsm2-util", "openssl", "curl"}) {
            assumeTrue(has(tool), tool + " is not installed");
        }
        Distribution product = Distribution.packed(Files.createDirectory(folder.resolve("dist")));
        Path script = Files.writeString(folder.resolve("walk.sh"), "set -euo pipefail\n" + commands());
        Map<String, String> environment = new HashMap<>(Map.of(
                "ARCHIVE", product.archive().toString(),
                "HOUSE", folder.resolve("house").toString(),
                "ETC", folder.resolve("etc").toString(),
                "VAR", folder.resolve("var").toString(),
                "DAY", folder.resolve("day").toString()));
        for (String door : new String[] {"HTTP", "HTTPS", "LDAP", "FIGURES", "HTTP2", "HTTPS2", "FIGURES2"}) {
            environment.put(door, freePort());
        }

        Distribution.Result walk = Distribution.run(folder, environment, "bash", script.toString());

        assertThat(walk.code()).as(walk.output() + logs(folder.resolve("day"))).isZero();
        assertThat(walk.output())
                .contains("server.pem: good")
                .containsIgnoringCase("strict-transport-security: max-age=")
                .contains("verify OK");
        assertThat(logs(folder.resolve("day"))).contains("kakehashi vault: stopping", "kakehashi public: stopping");
    }

    private static String commands() throws IOException {
        return BLOCK.matcher(Files.readString(PAGE))
                .results()
                .map((MatchResult block) -> block.group(1))
                .collect(Collectors.joining("\n"));
    }

    private static boolean has(String tool) {
        return Stream.of(System.getenv("PATH").split(":")).anyMatch(bin -> Files.isExecutable(Path.of(bin, tool)));
    }

    private static String freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return String.valueOf(socket.getLocalPort());
        }
    }

    private static String logs(Path day) throws IOException {
        StringBuilder all = new StringBuilder();
        for (String name : new String[] {"vault.log", "public.log", "public-2.log", "all.log"}) {
            if (Files.exists(day.resolve(name))) {
                all.append(Files.readString(day.resolve(name)));
            }
        }
        return all.toString();
    }
}
