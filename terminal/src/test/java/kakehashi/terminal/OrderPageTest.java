package kakehashi.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import kakehashi.x509.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The page about orders is carried out, command by command.
class OrderPageTest {
    @TempDir
    Path folder;

    private static String page() throws IOException {
        Path at = Path.of("").toAbsolutePath();
        while (!Files.exists(at.resolve("docs"))) {
            at = at.getParent();
        }
        return Files.readString(at.resolve("docs/stories/order.md"));
    }

    @Test
    void everyCommandOfThePageSucceedsInItsOrder() throws IOException {
        String page = page();
        String toml = page.substring(page.indexOf("```toml") + "```toml\n".length());
        Files.writeString(folder.resolve("lost.toml"), toml.substring(0, toml.indexOf("```")));
        Files.writeString(folder.resolve("pass"), "correct horse battery\n");
        Files.setPosixFilePermissions(folder.resolve("pass"), PosixFilePermissions.fromString("rw-------"));
        List<String> commands =
                page.lines().filter(line -> line.startsWith("$ ./kakehashi ")).toList();
        assertThat(commands).hasSize(6);
        Terminal last = null;
        for (String command : commands) {
            String[] words = Arrays.stream(
                            command.substring("$ ./kakehashi ".length()).split(" "))
                    .map(word -> word.contains(".") || word.equals("pass")
                            ? folder.resolve(word).toString()
                            : word)
                    .toArray(String[]::new);
            last = Terminal.run(words);
            assertThat(last.code()).as(command + last.err()).isZero();
        }
        assertThat(last.out()).contains("keyCompromise").contains("ra-examiner").contains("holds");
    }

    @Test
    void thePageNamesEveryKindOfOrder() throws IOException {
        String page = page();
        assertThat(OrderForm.allWords()).allSatisfy(word -> assertThat(page).contains("`" + word + "`"));
        assertThat(Terminal.run(Locale.JAPAN, Bytes.EMPTY, "order", "new", "--help")
                        .out())
                .contains("種類:");
    }
}
