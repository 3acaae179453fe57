package kakehashi.terminal;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import kakehashi.console.Phrase;
import kakehashi.console.Screen;
import kakehashi.path.Language;
import kakehashi.x509.Bytes;
import kakehashi.x509.Oid;

/// A description as lines for a person: labels in one column, values in the next.
final class TextPage {
    private static final ZoneId JAPAN = ZoneId.of("Asia/Tokyo");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);
    private static final int WIDEST_LABEL = 30;

    private final Language language;
    private final List<String> lines = new ArrayList<>();

    private TextPage(Language language) {
        this.language = language;
    }

    /// The lines of a description, each still to be made harmless.
    static List<String> lines(List<Fact> facts, Language language, int indent) {
        TextPage page = new TextPage(language);
        page.facts(facts, indent);
        return page.lines;
    }

    private void facts(List<Fact> facts, int indent) {
        int column = facts.stream()
                .mapToInt(f -> Screen.width(f.label().words().in(language)))
                .filter(w -> w <= WIDEST_LABEL)
                .max()
                .orElse(0);
        for (Fact fact : facts) {
            String label = " ".repeat(indent) + fact.label().words().in(language);
            switch (fact.value()) {
                case Value.Group(List<Fact> inner) -> {
                    lines.add(label);
                    facts(inner, indent + 2);
                }
                case Value.Items(List<Value> items) -> items(label, items, indent, column);
                case Value.Octets(Bytes octets) -> octets(Screen.padded(label, indent + column + 2), octets);
                case Value.Text _, Value.Coded _, Value.Moment _, Value.Number _, Value.Flag _, Value.Identifier _ ->
                    lines.add(Screen.padded(label, indent + column + 2) + text(fact.value(), language));
            }
        }
    }

    private void items(String label, List<Value> items, int indent, int column) {
        boolean groups = items.stream().anyMatch(i -> i instanceof Value.Group);
        if (groups) {
            lines.add(label);
            for (Value item : items) {
                item(item, indent + 2);
            }
            return;
        }
        String before = label;
        for (Value item : items) {
            lines.add(Screen.padded(before, indent + column + 2) + text(item, language));
            before = "";
        }
        if (items.isEmpty()) {
            lines.add(Screen.padded(label, indent + column + 2) + new Phrase("（なし）", "(none)").in(language));
        }
    }

    private void item(Value item, int indent) {
        if (item instanceof Value.Group(List<Fact> facts)) {
            int first = lines.size();
            facts(facts, indent + 2);
            lines.set(first, " ".repeat(indent) + "- " + lines.get(first).substring(indent + 2));
        } else {
            lines.add(" ".repeat(indent) + "- " + text(item, language));
        }
    }

    private void octets(String label, Bytes octets) {
        String before = label;
        for (String line : grouped(octets)) {
            lines.add(before + line);
            before = " ".repeat(Screen.width(label));
        }
    }

    /// Hexadecimal digits in groups of four, eight groups a line, as one reads them to another.
    static List<String> grouped(Bytes octets) {
        List<String> lines = new ArrayList<>();
        String hex = octets.toString().toUpperCase(Locale.ROOT);
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < hex.length(); i += 4) {
            line.append(line.isEmpty() ? "" : " ").append(hex, i, Math.min(i + 4, hex.length()));
            if (i % 32 == 28) {
                lines.add(line.toString());
                line.setLength(0);
            }
        }
        if (!line.isEmpty() || lines.isEmpty()) {
            lines.add(line.toString());
        }
        return lines;
    }

    /// A single value on one line.
    static String text(Value value, Language language) {
        return switch (value) {
            case Value.Text(String text) -> text;
            case Value.Coded(String code, Phrase words) -> words.in(language);
            case Value.Moment(Instant time) -> time(time);
            case Value.Number(long number) -> Long.toString(number);
            case Value.Flag(boolean yes) -> (yes ? new Phrase("はい", "yes") : new Phrase("いいえ", "no")).in(language);
            case Value.Octets(Bytes octets) -> String.join(" ", grouped(octets));
            case Value.Identifier(Oid oid) -> oid(oid);
            case Value.Items(List<Value> items) ->
                String.join(", ", items.stream().map(i -> text(i, language)).toList());
            case Value.Group(List<Fact> facts) ->
                String.join(
                        "; ",
                        facts.stream()
                                .map(f -> f.label().words().in(language) + " " + text(f.value(), language))
                                .toList());
        };
    }

    /// The name and the number of an identifier.
    static String oid(Oid oid) {
        Optional<String> name = OidNames.of(oid);
        return name.map(n -> n + " (" + oid + ")").orElseGet(oid::toString);
    }

    /// Japanese time and UTC: the first is what officials write, the second what certificates say.
    static String time(Instant time) {
        return time.atZone(JAPAN).format(TIME) + " JST ("
                + time.atZone(ZoneOffset.UTC).format(TIME) + " UTC)";
    }
}
