package kakehashi.terminal;

import java.time.Instant;
import java.util.List;
import kakehashi.console.Phrase;
import kakehashi.console.Screen;
import kakehashi.x509.Bytes;
import kakehashi.x509.Oid;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// A description as JSON: keys are those of [Label], times RFC 3339, octets lower-case hexadecimal.
final class JsonPage {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private JsonPage() {}

    static ObjectNode of(List<Fact> facts) {
        ObjectNode node = NODES.objectNode();
        facts.forEach(fact -> node.set(fact.label().key(), of(fact.value())));
        return node;
    }

    private static JsonNode of(Value value) {
        return switch (value) {
            case Value.Text(String text) -> NODES.stringNode(text);
            case Value.Coded(String code, Phrase words) -> NODES.stringNode(code);
            case Value.Moment(Instant time) -> NODES.stringNode(time.toString());
            case Value.Number(long number) -> NODES.numberNode(number);
            case Value.Flag(boolean yes) -> NODES.booleanNode(yes);
            case Value.Octets(Bytes octets) -> NODES.stringNode(octets.toString());
            case Value.Identifier(Oid oid) -> identifier(oid);
            case Value.Items(List<Value> items) -> {
                ArrayNode array = NODES.arrayNode();
                items.forEach(item -> array.add(of(item)));
                yield array;
            }
            case Value.Group(List<Fact> facts) -> of(facts);
        };
    }

    private static ObjectNode identifier(Oid oid) {
        ObjectNode node = NODES.objectNode().put("oid", oid.toString());
        OidNames.of(oid).ifPresent(name -> node.put("name", name));
        return node;
    }

    /// The text of a document, every character harmless to a terminal.
    static String text(JsonNode document) {
        JsonMapper mapper =
                JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
        return Screen.safeJson(mapper.writeValueAsString(document));
    }
}
