package kakehashi.terminal;

import java.util.List;
import kakehashi.console.CommonOptions;
import kakehashi.console.Console;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// What a verb answers: facts, for a person or as JSON.
final class Answer {
    private Answer() {}

    /// Shows facts about a file.
    static void show(Console console, CommonOptions common, String file, List<Fact> facts) {
        if (common.json()) {
            ObjectNode document = JsonNodeFactory.instance.objectNode().put("file", file);
            document.setAll(JsonPage.of(facts));
            console.out().println(JsonPage.text(document));
            return;
        }
        console.line(file);
        TextPage.lines(facts, console.language(), 2).forEach(console::line);
    }
}
