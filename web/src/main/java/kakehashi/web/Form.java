package kakehashi.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A form, with what was wrong when it comes back.
///
/// @param action where it is posted
/// @param button what its button says
/// @param fields what it asks
public record Form(String action, String button, List<Field> fields) {
    /// How a field is filled in.
    public sealed interface Input {
        /// One line.
        record Line(String value) implements Input {}

        /// One line that is not shown while it is typed, and never sent back.
        record Secret() implements Input {}

        /// Several lines.
        record Lines(String value) implements Input {}

        /// One of a few: value and words of each.
        record Choice(List<Option> options, String chosen) implements Input {}

        /// Files, dragged or chosen.
        ///
        /// @param accept media types and endings, as HTML has them
        record Files(String accept) implements Input {}
    }

    /// One of a few.
    public record Option(String value, String words) {}

    /// Whether a field may stay empty.
    public enum Need {
        REQUIRED,
        OPTIONAL
    }

    /// One field.
    ///
    /// @param name its name, lower case letters and hyphens
    /// @param label what is asked
    /// @param need whether it may stay empty
    /// @param hint how to answer
    /// @param input how it is filled in
    /// @param error what was wrong, and how to mend it
    public record Field(
            String name, String label, Need need, Optional<String> hint, Input input, Optional<String> error) {
        /// Refuses another form of name.
        public Field {
            if (!name.matches("[a-z]+(-[a-z]+)*")) {
                throw new IllegalArgumentException("not the name of a field: " + name);
            }
        }

        /// A field without a hint and without an error.
        public static Field of(String name, String label, Need need, Input input) {
            return new Field(name, label, need, Optional.empty(), input, Optional.empty());
        }

        /// The same with a hint.
        public Field hint(String words) {
            return new Field(name, label, need, Optional.of(words), input, error);
        }

        /// The same with what was wrong.
        public Field wrong(String words) {
            return new Field(name, label, need, hint, input, Optional.of(words));
        }
    }

    /// Keeps a copy and refuses another host.
    public Form {
        fields = List.copyOf(fields);
        if (!Address.isOfThisServer(action)) {
            throw new IllegalArgumentException("not a path of this server: " + action);
        }
    }

    /// The form; when something was wrong, with a summary before it that takes the focus.
    public Html html(PageLanguage language) {
        boolean files = fields.stream().anyMatch(field -> field.input instanceof Input.Files);
        Html.Element form = Html.element("form", "kk-form")
                .with("method", "post")
                .with("action", action)
                .with("novalidate");
        if (files) {
            form = form.with("enctype", "multipart/form-data");
        }
        form = form.add(fields.stream().map(field -> field(field, language)).toList());
        form = form.add(
                Html.element("button", "kk-button").with("type", "submit").add(button));
        return Html.group(List.of(summary(language), form));
    }

    private Html summary(PageLanguage language) {
        List<Html> wrong = new ArrayList<>();
        for (Field field : fields) {
            field.error.ifPresent(words -> wrong.add(Html.element("li")
                    .add(Html.element("a")
                            .with("href", "#" + id(field))
                            .add(LayoutWords.FIELD_ERROR.in(language).formatted(field.label, words)))));
        }
        return wrong.isEmpty()
                ? Html.nothing()
                : Html.element("section", "kk-banner kk-banner-error")
                        .with("role", "alert")
                        .with("tabindex", "-1")
                        .with("autofocus")
                        .add(
                                Html.element("h2", "kk-banner-title").add(LayoutWords.ERROR_SUMMARY.in(language)),
                                Html.element("ul").add(wrong));
    }

    private static String id(Field field) {
        return "field-" + field.name;
    }

    private static Html field(Field field, PageLanguage language) {
        boolean required = field.need == Need.REQUIRED;
        Html need = Html.element("span", required ? "kk-need kk-need-required" : "kk-need")
                .add((required ? LayoutWords.REQUIRED : LayoutWords.OPTIONAL).in(language));
        List<Html> parts = new ArrayList<>();
        parts.add(Html.element("label", "kk-label").with("for", id(field)).add(Html.text(field.label + " "), need));
        field.hint.ifPresent(words -> parts.add(
                Html.element("p", "kk-hint").with("id", id(field) + "-hint").add(words)));
        field.error.ifPresent(words -> parts.add(
                Html.element("p", "kk-error").with("id", id(field) + "-error").add(words)));
        parts.add(input(field, language));
        return Html.element("div", field.error.isPresent() ? "kk-field kk-field-wrong" : "kk-field")
                .add(parts);
    }

    private static Html input(Field field, PageLanguage language) {
        return switch (field.input) {
            case Input.Line line ->
                common(Html.element("input", "kk-input"), field)
                        .with("type", "text")
                        .with("value", line.value);
            case Input.Secret _ ->
                common(Html.element("input", "kk-input"), field)
                        .with("type", "password")
                        .with("autocomplete", "off");
            case Input.Lines lines ->
                common(Html.element("textarea", "kk-input"), field)
                        .with("rows", "6")
                        .add(lines.value);
            case Input.Choice choice ->
                common(Html.element("select", "kk-input"), field)
                        .add(choice.options.stream()
                                .map(option -> option(option, choice.chosen))
                                .toList());
            case Input.Files files ->
                Html.element("div", "kk-drop")
                        .with("data-chosen", LayoutWords.CHOSEN.in(language))
                        .add(
                                Html.element("p", "kk-drop-words").add(LayoutWords.DROP.in(language)),
                                common(Html.element("input", "kk-file"), field)
                                        .with("type", "file")
                                        .with("accept", files.accept),
                                Html.element("p", "kk-drop-chosen").with("aria-live", "polite"));
        };
    }

    private static Html option(Option option, String chosen) {
        Html.Element element =
                Html.element("option").with("value", option.value).add(option.words);
        return option.value.equals(chosen) ? element.with("selected") : element;
    }

    private static Html.Element common(Html.Element input, Field field) {
        List<String> described = new ArrayList<>();
        field.hint.ifPresent(words -> described.add(id(field) + "-hint"));
        field.error.ifPresent(words -> described.add(id(field) + "-error"));
        Html.Element named = input.with("id", id(field)).with("name", field.name);
        if (field.need == Need.REQUIRED) {
            named = named.with("aria-required", "true");
        }
        if (field.error.isPresent()) {
            named = named.with("aria-invalid", "true");
        }
        return described.isEmpty() ? named : named.with("aria-describedby", String.join(" ", described));
    }
}
