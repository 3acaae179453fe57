package kakehashi.validation;

import java.net.InetAddress;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import kakehashi.x509.Bytes;
import kakehashi.x509.Oid;
import kakehashi.x509.Parsed;
import kakehashi.x509.Pem;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Reads the fields of a JSON object and collects what is wrong with them.
final class JsonFields {
    /// Of fields that nobody knows so many are told, each cut off after so many characters.
    private static final int MOST_STRANGERS = 20;
    private static final int MOST_NAME = 80;

    private final ObjectNode object;
    private final int maxItems;
    private final List<String> problems = new ArrayList<>();

    JsonFields(ObjectNode object, int maxItems) {
        this.object = object;
        this.maxItems = maxItems;
    }

    List<String> problems() {
        return problems;
    }

    void problem(String field, String reason) {
        problems.add("/" + field + ": " + reason);
    }

    /// Refuses fields of other names, so that a misspelt demand is not silently no demand.
    void onlyThese(List<String> names) {
        object.propertyNames().stream()
                .filter(name -> !names.contains(name))
                .limit(MOST_STRANGERS)
                .map(name -> name.substring(0, Math.min(name.length(), MOST_NAME)))
                .forEach(name -> problem(name, "no such field; there are " + String.join(", ", names)));
    }

    Optional<String> text(String field) {
        return value(field).flatMap(value -> {
            if (!value.isString()) {
                problem(field, "not a string");
            }
            return value.isString() ? Optional.of(value.stringValue()) : Optional.empty();
        });
    }

    Optional<Boolean> flag(String field) {
        return value(field).flatMap(value -> {
            if (!value.isBoolean()) {
                problem(field, "neither true nor false");
            }
            return value.isBoolean() ? Optional.of(value.booleanValue()) : Optional.empty();
        });
    }

    Optional<Instant> time(String field) {
        return text(field).flatMap(text -> {
            try {
                return Optional.of(OffsetDateTime.parse(text).toInstant());
            } catch (DateTimeParseException e) {
                problem(field, "not a time of RFC 3339");
                return Optional.empty();
            }
        });
    }

    private Optional<JsonNode> value(String field) {
        return Optional.ofNullable(object.get(field)).filter(value -> !value.isNull());
    }

    /// The items of a list, each read by the function; an item that it cannot read is a problem.
    <T> List<T> list(String field, String what, Function<JsonNode, Optional<T>> read) {
        Optional<JsonNode> value = value(field);
        if (value.isEmpty()) {
            return List.of();
        }
        if (!value.get().isArray()) {
            problem(field, "not an array");
            return List.of();
        }
        if (value.get().size() > maxItems) {
            throw new JsonRefusal(
                    JsonProblem.Kind.TOO_LARGE, List.of("/" + field + ": more than " + maxItems + " items"));
        }
        List<T> items = new ArrayList<>();
        int index = 0;
        for (JsonNode item : value.get()) {
            Optional<T> one = read.apply(item);
            one.ifPresent(items::add);
            if (one.isEmpty()) {
                problem(field + "/" + index, "not " + what);
            }
            index++;
        }
        return List.copyOf(items);
    }

    /// The items of a list of DER in base64, on one line or, as programs print it, on many, or PEM.
    <T> List<T> der(String field, String what, Function<Bytes, Parsed<T>> parse) {
        return list(
                field,
                what,
                item -> octets(item).flatMap(octets -> parse.apply(octets).toOptional()));
    }

    List<Oid> oids(String field) {
        return list(
                field,
                "an object identifier",
                item -> item.isString() ? Oid.parse(item.stringValue()).toOptional() : Optional.empty());
    }

    private static Optional<Bytes> octets(JsonNode item) {
        if (!item.isString()) {
            return Optional.empty();
        }
        String text = item.stringValue();
        if (text.stripLeading().startsWith("-----BEGIN")) {
            return Pem.decode(text)
                    .toOptional()
                    .filter(blocks -> blocks.size() == 1)
                    .map(blocks -> blocks.getFirst().content());
        }
        return base64(text).or(() -> base64(text.replaceAll("\\s", "")));
    }

    private static Optional<Bytes> base64(String text) {
        try {
            return Optional.of(Bytes.wrap(Base64.getDecoder().decode(text)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /// The octets of an address literal; never asks a name server.
    static Optional<Bytes> address(String literal) {
        try {
            return Optional.of(Bytes.wrap(InetAddress.ofLiteral(literal).getAddress()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
