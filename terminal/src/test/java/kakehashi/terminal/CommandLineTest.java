package kakehashi.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import kakehashi.x509.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandLineTest {
    @Test
    void helpsInTheUsersLanguageAndExplainsExitCodes() {
        assertThat(Terminal.run().out())
                .contains("Look at files:")
                .contains("  inspect ")
                .contains("Exit codes:");
        assertThat(Terminal.run(Locale.JAPAN, Bytes.EMPTY, "help").out())
                .contains("ファイルを調べる:")
                .contains("検証")
                .contains(" 2  判定不能");
        assertThat(Terminal.run("help", "verify").out())
                .contains("--anchor=FILE...")
                .contains("--policy=OID");
        assertThat(Terminal.run("help", "nothing").code()).isEqualTo(64);
        assertThat(Terminal.run("help", "profile", "preview").out()).contains("profile preview");
        assertThat(Terminal.run("--version").out()).startsWith("Kakehashi ");
    }

    @Test
    void refusesUnknownVerbsAndOptions() {
        assertThat(Terminal.run("frobnicate").code()).isEqualTo(64);
        assertThat(Terminal.run("frobnicate").err())
                .contains("kakehashi: there is no such verb: frobnicate")
                .contains("Verbs: inspect");
        Terminal noVerb = Terminal.run("order");
        assertThat(noVerb.code()).isEqualTo(64);
        assertThat(noVerb.err())
                .contains("kakehashi order: the verb is missing")
                .contains("Verbs: new show approve");
        assertThat(Terminal.run("order", "--help").out()).contains("kakehashi order approve lost.order");
        assertThat(Terminal.run("help", "order", "new").out()).contains("cross-certify");
        Terminal kind = Terminal.run("help", "order", "new", "crl");
        assertThat(kind.code()).isZero();
        assertThat(kind.out()).contains("cross-certify", "--out").doesNotContain("Verbs:");
        assertThat(Terminal.run("help", "order", "new", "clr").err()).contains("Kinds: issue revoke");
        assertThat(Terminal.run("order", "show", "--nothing").err()).contains("help order show");
        assertThat(Terminal.run("inspect", "--lang", "xx", "a").code()).isEqualTo(64);
    }

    @Test
    void runsConformanceSuitesAndAnswersByExitCode(@TempDir Path folder) throws IOException {
        Files.createDirectories(folder.resolve("cases"));
        Path failures = folder.resolve("failures.jsonl");
        String aCase = "{\"id\": \"a\", \"suite\": \"s\", \"expected\": \"%s\", \"trustAnchors\": [], "
                + "\"target\": \"b64:MAA=\", \"time\": \"2026-01-01T00:00:00Z\"}";
        Files.writeString(folder.resolve("cases/s.jsonl"), aCase.formatted("invalid"));
        Terminal good = Terminal.run("conformance", folder.toString(), "--json");
        assertThat(good.code()).isZero();
        assertThat(good.out()).contains("\"invalidPassed\" : 1").contains("\"ok\" : true");

        Files.writeString(folder.resolve("cases/s.jsonl"), aCase.formatted("valid"));
        Terminal bad =
                Terminal.run("conformance", folder.toString(), "--failures", failures.toString(), "--mode", "explicit");
        assertThat(bad.code()).isEqualTo(1);
        assertThat(bad.out()).contains("suite").contains("Not all as expected.");
        assertThat(Files.readString(failures)).contains("\"id\":\"a\"").contains("malformed target");
        assertThat(Terminal.run("conformance", folder + "/none").code()).isEqualTo(66);
        assertThat(Terminal.run("conformance", folder.toString(), "--suite", "t")
                        .code())
                .isEqualTo(65);
        assertThat(Terminal.run("conformance", folder.toString(), "--mode", "sideways")
                        .code())
                .isEqualTo(64);
    }
}
