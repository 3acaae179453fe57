package kakehashi.web;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The parameters of a query or of a form (`application/x-www-form-urlencoded`), in their order.
///
/// @param parameters name and values, decoded
public record Query(Map<String, List<String>> parameters) {
    static final Query EMPTY = new Query(Map.of());

    /// Keeps a copy.
    public Query {
        parameters = Map.copyOf(parameters);
    }

    /// The first value of a parameter.
    public Optional<String> first(String name) {
        return all(name).stream().findFirst();
    }

    /// All values of a parameter; empty when it is not there.
    public List<String> all(String name) {
        return parameters.getOrDefault(name, List.of());
    }

    /// The same parameters but one.
    public Query without(String name) {
        Map<String, List<String>> rest = new java.util.HashMap<>(parameters);
        rest.remove(name);
        return new Query(rest);
    }

    /// The text between `?` and `#` that says the same, names in their alphabet's order.
    public String text() {
        return new java.util.TreeMap<>(parameters)
                .entrySet().stream()
                        .flatMap(one -> one.getValue().stream()
                                .map(value -> Percent.encode(one.getKey()) + "=" + Percent.encode(value)))
                        .collect(java.util.stream.Collectors.joining("&"));
    }

    /// Reads the text between `?` and `#`, or a form; empty when it is malformed or has more than `most`
    /// parameters.
    public static Optional<Query> parse(String text, int most) {
        if (text.isEmpty()) {
            return Optional.of(EMPTY);
        }
        String[] pairs = text.split("&", most + 1);
        if (pairs.length > most) {
            return Optional.empty();
        }
        Map<String, List<String>> found = new java.util.LinkedHashMap<>();
        for (String pair : pairs) {
            int equals = pair.indexOf('=');
            Optional<String> name = Percent.decode((equals < 0 ? pair : pair.substring(0, equals)).replace('+', ' '));
            Optional<String> value =
                    Percent.decode(equals < 0 ? "" : pair.substring(equals + 1).replace('+', ' '));
            if (name.isEmpty() || value.isEmpty()) {
                return Optional.empty();
            }
            found.computeIfAbsent(name.get(), n -> new java.util.ArrayList<>()).add(value.get());
        }
        return Optional.of(new Query(found));
    }
}
