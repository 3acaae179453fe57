package kakehashi.terminal;

import java.util.concurrent.Callable;
import kakehashi.authority.ReviewOutcome;
import kakehashi.console.CommonOptions;
import kakehashi.console.Console;
import kakehashi.console.ExitCode;
import kakehashi.console.Phrase;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// `kakehashi audit chain --home FOLDER`: judges every order of the vault's chain again, from its signed bytes.
/// Exit code 0 when every entry follows, 1 with those that do not.
///
/// JSON: `entries`, `judged`, `findings` with `entry` and `finding`.
@Command(name = "chain")
final class AuditChain implements Callable<Integer> {
    private final Console console;

    @Mixin
    CommonOptions common;

    @Mixin
    VaultDoor door = new VaultDoor(new HomePlace());

    AuditChain(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        ReviewOutcome outcome = door.open(console, opened -> opened.authority().review());
        ExitCode code = outcome.findings().isEmpty() ? ExitCode.YES : ExitCode.NO;
        if (common.json()) {
            console.out().println(JsonPage.text(json(outcome)));
            return code.number();
        }
        console.verdict(code, console.say(words(outcome)));
        for (ReviewOutcome.Finding finding : outcome.findings()) {
            console.out().println("  " + finding.index() + ": " + finding.sentence());
        }
        return code.number();
    }

    private static Phrase words(ReviewOutcome outcome) {
        return outcome.findings().isEmpty()
                ? new Phrase(
                                "%s 件の記録と %s 件の指図を判定し直し、すべて一致しました。",
                                "%s entries, %s orders judged again: all of it follows.")
                        .with(outcome.entries(), outcome.judged())
                : new Phrase("根拠から導けない記録があります: %s 件。", "entries that do not follow from their causes: %s.")
                        .with(outcome.findings().size());
    }

    private static ObjectNode json(ReviewOutcome outcome) {
        ArrayNode findings = JsonNodeFactory.instance.arrayNode();
        for (ReviewOutcome.Finding finding : outcome.findings()) {
            findings.add(JsonNodeFactory.instance
                    .objectNode()
                    .put("entry", finding.index())
                    .put("finding", finding.sentence()));
        }
        ObjectNode node = JsonNodeFactory.instance
                .objectNode()
                .put("entries", outcome.entries())
                .put("judged", outcome.judged());
        node.set("findings", findings);
        return node;
    }
}
