package kakehashi.terminal;

import java.util.List;
import kakehashi.console.CommonOptions;
import kakehashi.console.Console;
import kakehashi.console.Phrase;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// A list of things, each with its facts, for a person or as JSON.
final class FactsAnswer {
    private FactsAnswer() {}

    /// Shows the list.
    ///
    /// @param key what the list is called in JSON
    static void show(Console console, CommonOptions common, String key, List<List<Fact>> things) {
        if (common.json()) {
            ObjectNode document = JsonNodeFactory.instance.objectNode();
            ArrayNode list = document.putArray(key);
            things.forEach(facts -> list.add(JsonPage.of(facts)));
            console.out().println(JsonPage.text(document));
            return;
        }
        if (things.isEmpty()) {
            console.line(console.say(new Phrase("（なし）", "(none)")));
        }
        for (List<Fact> facts : things) {
            TextPage.lines(facts, console.language(), 0).forEach(console::line);
            console.line("");
        }
    }
}
