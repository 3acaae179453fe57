package kakehashi.contract;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Reads the ASN.1 of the annex and of the blocks of the records.
final class Annex {
    private static final Pattern TOKEN = Pattern.compile("::=|\\.\\.|\"[^\"]*\"|[A-Za-z0-9]+|[{}()\\[\\],]");

    private final List<String> tokens;
    private int at;

    private Annex(List<String> tokens) {
        this.tokens = tokens;
    }

    /// @param kind SEQUENCE, CHOICE, ENUMERATED, SEQUENCE OF, or the name of another type
    /// @param text what stands in parentheses behind it
    record Shape(String kind, List<Field> fields, Optional<Shape> of, String text) {}

    /// @param tag the number of the tag or of the enumerated value; -1 for none
    record Field(String name, int tag, Shape type, boolean optional) {}

    /// The types of the annex and of the records whose file names begin so.
    static Map<String, Shape> read(String records) throws IOException {
        Path adr = Stream.of(Path.of("docs/adr"), Path.of("../docs/adr"))
                .filter(Files::isDirectory)
                .findFirst()
                .orElseThrow();
        StringBuilder text = new StringBuilder(Files.readString(adr.resolve("0003-statements.asn1")));
        try (Stream<Path> files = Files.list(adr)) {
            for (Path file : files.filter(f -> f.getFileName().toString().matches(records + ".*\\.md"))
                    .toList()) {
                Matcher block = Pattern.compile("(?s)\n```\n(.*?)\n```\n").matcher(Files.readString(file));
                block.results()
                        .map(r -> r.group(1))
                        .filter(b -> b.contains("::="))
                        .forEach(b -> text.append('\n').append(b));
            }
        }
        String plain = text.toString().replaceAll("--.*", "");
        return new Annex(TOKEN.matcher(plain).results().map(r -> r.group()).toList()).types();
    }

    private Map<String, Shape> types() {
        Map<String, Shape> types = new LinkedHashMap<>();
        while (at < tokens.size()) {
            String name = next();
            expect("::=");
            if (types.put(name, type()) != null) {
                throw new IllegalStateException(name + " twice");
            }
        }
        return types;
    }

    private Shape type() {
        String word = next();
        String text = "";
        if (word.equals("OCTET")) {
            expect("STRING");
            word = "OCTET STRING";
        }
        if (peek("SIZE")) {
            next();
        }
        if (peek("(")) {
            text = parentheses();
        }
        if (peek("OF")) {
            next();
            return new Shape("SEQUENCE OF", List.of(), Optional.of(type()), text);
        }
        List<Field> fields = peek("{") ? fields(word) : List.of();
        return new Shape(word, fields, Optional.empty(), text);
    }

    private List<Field> fields(String kind) {
        List<Field> fields = new ArrayList<>();
        do {
            next();
            String name = next();
            int tag = -1;
            if (peek("[") || peek("(")) {
                next();
                tag = Integer.parseInt(next());
                next();
            }
            Shape type = kind.equals("ENUMERATED") ? new Shape("", List.of(), Optional.empty(), "") : type();
            boolean optional = peek("OPTIONAL");
            at += optional ? 1 : 0;
            at += peek("DEFAULT") ? 2 : 0;
            fields.add(new Field(name, tag, type, optional));
        } while (peek(","));
        expect("}");
        return fields;
    }

    private String parentheses() {
        StringBuilder text = new StringBuilder();
        int depth = 0;
        do {
            String token = next();
            depth += token.equals("(") ? 1 : token.equals(")") ? -1 : 0;
            text.append(token);
        } while (depth > 0);
        return text.toString();
    }

    private boolean peek(String token) {
        return at < tokens.size() && tokens.get(at).equals(token);
    }

    private String next() {
        return tokens.get(at++);
    }

    private void expect(String token) {
        if (!next().equals(token)) {
            throw new IllegalStateException(token + " expected before " + tokens.subList(at, at + 5));
        }
    }
}
