package kakehashi.validation;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import kakehashi.web.Blocks;
import kakehashi.web.CacheControl;
import kakehashi.web.Html;
import kakehashi.web.Page;
import kakehashi.web.PageLanguage;
import kakehashi.web.PageLayout;
import kakehashi.web.Representation;
import kakehashi.web.Route;
import kakehashi.x509.Bytes;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The OpenAPI 3.1 document of the JSON door, and a page that is made of it: nothing of others is loaded. The
/// document's `description` is the English text, its extension `x-ja` the Japanese one.
final class ApiPages {
    static final String PATH = "/api";
    static final String DOCUMENT_PATH = "/api/openapi.json";

    private static final String SCHEMAS = "#/components/schemas/";

    private final PageLayout layout;
    private final Representation document;
    private final Bytes octets;

    ApiPages(PageLayout layout) {
        this.layout = layout;
        this.octets = resource();
        this.document = Representation.of("application/json", octets, CacheControl.REVALIDATED);
    }

    private static Bytes resource() {
        try (InputStream in = ApiPages.class.getResourceAsStream("openapi.json")) {
            return Bytes.wrap(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<Route> routes() {
        return List.of(
                Route.get(DOCUMENT_PATH, document::answer),
                Route.get(PATH, request -> layout.answer(request, page(request.language()))));
    }

    private Page page(PageLanguage language) {
        // Read for each page, which few ask for: a node need not load the reader's classes to start.
        JsonNode api = JsonMapper.builder().build().readTree(octets.toArray());
        List<Html> body = new ArrayList<>();
        body.add(Blocks.paragraph(text(api.get("info"), language)));
        body.add(Blocks.paragraph(PageWords.API_LEAD.in(language)));
        body.add(Html.element("p").add(Blocks.link(new Page.Link(PageWords.API_DOCUMENT.in(language), DOCUMENT_PATH))));
        for (Map.Entry<String, JsonNode> path : api.get("paths").properties()) {
            for (Map.Entry<String, JsonNode> operation : path.getValue().properties()) {
                String title = operation.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey();
                body.addAll(operation(title, operation.getValue(), language));
            }
        }
        body.add(Blocks.heading(PageWords.OTHER_DOORS.in(language)));
        body.add(Blocks.definitions(List.of(
                new Blocks.Definition(MessageDoors.OCSP_PATH, Html.text(PageWords.DOOR_OCSP.in(language))),
                new Blocks.Definition(MessageDoors.SCVP_PATH, Html.text(PageWords.DOOR_SCVP.in(language))))));
        body.add(Blocks.heading(PageWords.SCHEMAS.in(language)));
        for (Map.Entry<String, JsonNode> schema : api.at("/components/schemas").properties()) {
            body.addAll(schema(schema.getKey(), schema.getValue(), language));
        }
        return Page.of(PageWords.API.in(language), body.toArray(Html[]::new));
    }

    /// The text of a node in a language; empty when it has none.
    private static String text(JsonNode node, PageLanguage language) {
        String english = node.path("description").asString(node.path("summary").asString(""));
        return switch (language) {
            case JAPANESE -> node.path("x-ja").asString(english);
            case ENGLISH -> english;
        };
    }

    private List<Html> operation(String title, JsonNode operation, PageLanguage language) {
        List<Html> body = new ArrayList<>();
        body.add(Html.element("h2").add(Blocks.code(title)));
        body.add(Blocks.paragraph(text(operation, language)));
        for (Map.Entry<String, JsonNode> content :
                operation.at("/requestBody/content").properties()) {
            body.add(Html.element("p")
                    .add(PageWords.REQUEST_BODY.in(language) + " (" + content.getKey() + "): ")
                    .add(type(content.getValue().get("schema"))));
            body.add(Blocks.subheading(PageWords.API_EXAMPLE.in(language)));
            body.add(Blocks.verbatim(PageWords.API_EXAMPLE.in(language) + " " + title, EXAMPLE));
        }
        List<List<Html>> rows = new ArrayList<>();
        List<Map.Entry<String, JsonNode>> responses = operation.get("responses").properties().stream()
                .sorted(Map.Entry.comparingByKey())
                .toList();
        for (Map.Entry<String, JsonNode> response : responses) {
            List<Html> forms = new ArrayList<>();
            for (Map.Entry<String, JsonNode> content :
                    response.getValue().path("content").properties()) {
                forms.add(Html.element("div")
                        .add(
                                Html.text(content.getKey() + " "),
                                type(content.getValue().get("schema"))));
            }
            rows.add(List.of(
                    Html.text(response.getKey()), Html.text(text(response.getValue(), language)), Html.group(forms)));
        }
        body.add(Blocks.table(
                PageWords.RESPONSES.in(language) + " " + title,
                List.of(
                        PageWords.STATUS.in(language),
                        PageWords.MEANING.in(language),
                        PageWords.MEDIA_TYPE.in(language)),
                rows));
        return body;
    }

    private static final String EXAMPLE = """
            curl https://HOST/api/validations \\
              -H 'Authorization: Bearer KEY' -H 'Content-Type: application/json' \\
              -d '{"certificates": ["MIIB…"], "nonce": "2026-0001"}'
            """;

    private static List<Html> schema(String name, JsonNode schema, PageLanguage language) {
        Set<String> required = new HashSet<>();
        schema.path("required").forEach(field -> required.add(field.asString()));
        List<List<Html>> rows = new ArrayList<>();
        for (Map.Entry<String, JsonNode> field : schema.path("properties").properties()) {
            String text = text(field.getValue(), language);
            PageWords need = required.contains(field.getKey()) ? PageWords.YES_WORD : PageWords.NO_WORD;
            rows.add(List.of(
                    Blocks.code(field.getKey()),
                    type(field.getValue()),
                    Html.text(need.in(language)),
                    Html.text(text.isEmpty() ? "–" : text)));
        }
        return List.of(
                Html.element("h3").with("id", "schema-" + name).add(name),
                Blocks.table(
                        name,
                        List.of(
                                PageWords.FIELD.in(language),
                                PageWords.TYPE.in(language),
                                PageWords.NEED.in(language),
                                PageWords.MEANING.in(language)),
                        rows));
    }

    /// The type of a value; a schema's name leads to its table.
    private static Html type(JsonNode schema) {
        String reference = schema.path("$ref").asString("");
        if (reference.startsWith(SCHEMAS)) {
            String name = reference.substring(SCHEMAS.length());
            return Blocks.link(new Page.Link(name, "#schema-" + name));
        }
        if (schema.has("enum")) {
            return Blocks.list(StreamSupport.stream(schema.get("enum").spliterator(), false)
                    .map(value -> Blocks.code(value.asString()))
                    .toList());
        }
        String type = schema.path("type").asString("");
        return switch (type) {
            case "array" -> Html.group(List.of(Html.text("array: "), type(schema.path("items"))));
            case "object" -> Html.text("object" + keys(schema));
            case "" -> Html.text(schema.has("oneOf") ? "object" : "–");
            default ->
                Html.text(type
                        + (schema.has("format") ? " (" + schema.get("format").asString() + ")" : ""));
        };
    }

    private static String keys(JsonNode schema) {
        return schema.path("properties").properties().stream()
                .map(Map.Entry::getKey)
                .collect(Collectors.joining(", ", " {", "}"));
    }
}
