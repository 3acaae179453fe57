package kakehashi.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import kakehashi.contract.OrderKind;
import kakehashi.x509.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The texts from which orders are made.
class OrderTextTest {
    @TempDir
    private Path folder;

    private static Terminal run(String... args) {
        return Terminal.run(Locale.ENGLISH, Bytes.EMPTY, args);
    }

    @Test
    void tellsAllFaultsOfATextWithTheirLines() throws IOException {
        String text = Files.writeString(folder.resolve("bad.toml"), """
                installation = "12"
                authority = "0123456789abcdef0123456789abcdef"
                [[certificate]]
                serial = "xyz"
                reasn = "keyCompromise"
                """).toString();
        Terminal bad = run(
                "order",
                "new",
                "revoke",
                text,
                "--out",
                folder.resolve("bad.order").toString());
        assertThat(bad.code()).isEqualTo(65);
        assertThat(bad.err())
                .contains("bad.toml:1: installation")
                .contains("bad.toml:4: serial has the value xyz")
                .contains("certificate.reasn is no key that is known; did you mean reason?")
                .contains("nothing was made");
        assertThat(folder.resolve("bad.order")).doesNotExist();
        assertThat(Terminal.run(Locale.JAPAN, Bytes.EMPTY, "order", "new", "revoke", text, "--out", "x")
                        .err())
                .contains("何も作りませんでした");
        assertThat(run("order", "new", "revok", text, "--out", "x").err()).contains("Kinds: issue revoke");
        assertThat(run("order", "show", text).err()).contains("is no order");
        assertThat(run("order", "status", text, "--home", folder + "/none").code())
                .isEqualTo(65);
        assertThat(OrderKind.values())
                .allSatisfy(kind -> assertThat(OrderForm.values())
                        .anySatisfy(form -> assertThat(form.kind()).isEqualTo(kind)));
    }
}
