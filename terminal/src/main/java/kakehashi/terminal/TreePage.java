package kakehashi.terminal;

import java.util.ArrayList;
import java.util.List;
import kakehashi.console.Phrase;
import kakehashi.console.Screen;
import kakehashi.path.Language;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// An [Asn1Tree] as lines, or as JSON.
final class TreePage {
    private TreePage() {}

    /// One line a value: offset, type, length, value. At the end, where and why reading stopped.
    static List<String> lines(Asn1Tree.Reading reading, Language language) {
        List<String> lines = new ArrayList<>();
        reading.roots().forEach(root -> lines(root, 0, lines));
        reading.problem()
                .ifPresent(p -> lines.add(new Phrase("ここまで。オクテット %s で読めなくなりました: %s", "stopped at octet %s: %s")
                        .with(p.offset(), p.reason())
                        .in(language)));
        return lines;
    }

    private static void lines(Asn1Node node, int depth, List<String> lines) {
        String value = node.valueText().map(v -> v.isEmpty() ? "" : " " + v).orElse("");
        String length = node.place().length() < 0
                ? "indefinite"
                : String.valueOf(node.place().length());
        lines.add(Screen.paddedLeft(String.valueOf(node.place().offset()), 8)
                + "  "
                + "  ".repeat(depth)
                + node.typeName()
                + " ("
                + length
                + ")"
                + value);
        node.children().forEach(child -> lines(child, depth + 1, lines));
    }

    /// Keys: `values` (each `offset`, `headerLength`, `length`, `type`, `value` or `children`) and, where reading
    /// stopped, `problem` with `offset` and `reason`.
    static ObjectNode json(Asn1Tree.Reading reading) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        ArrayNode values = node.putArray("values");
        reading.roots().forEach(root -> values.add(json(root)));
        reading.problem()
                .ifPresent(
                        p -> node.putObject("problem").put("offset", p.offset()).put("reason", p.reason()));
        return node;
    }

    private static ObjectNode json(Asn1Node node) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("offset", node.place().offset())
                .put("headerLength", node.place().header())
                .put("length", node.place().length())
                .put("type", node.typeName());
        node.valueText().filter(v -> !v.isEmpty()).ifPresent(v -> json.put("value", v));
        if (!node.children().isEmpty()) {
            ArrayNode children = json.putArray("children");
            node.children().forEach(child -> children.add(json(child)));
        }
        return json;
    }
}
