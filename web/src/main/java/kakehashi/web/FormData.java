package kakehashi.web;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import kakehashi.x509.Bytes;

/// What a form sent, whichever way: `multipart/form-data` (RFC 7578) or `application/x-www-form-urlencoded`. It is
/// bounded by the route's limit on bodies and by a count of fields.
///
/// @param fields the fields in their order
public record FormData(List<Sent> fields) {
    /// The most fields of a form.
    public static final int MAX_FIELDS = 64;

    private static final int MAX_PART_HEAD = 4096;
    private static final Bytes LINE_END = ascii("\r\n");
    private static final Bytes HEAD_END = ascii("\r\n\r\n");
    private static final Bytes LAST = ascii("--");

    /// "boundary := 0*69<bchars> bcharsnospace" (RFC 2046 §5.1.1)
    private static final Pattern BOUNDARY =
            Pattern.compile(";\\s*boundary=(?:\"([^\"]{1,70})\"|([^\\s;\"]{1,70}))", Pattern.CASE_INSENSITIVE);

    private static final Pattern NAME = Pattern.compile(";\\s*name=\"([^\"]*)\"", Pattern.CASE_INSENSITIVE);
    private static final Pattern FILE = Pattern.compile(";\\s*filename=\"([^\"]*)\"", Pattern.CASE_INSENSITIVE);

    /// Keeps a copy.
    public FormData {
        fields = List.copyOf(fields);
    }

    /// One field.
    ///
    /// @param name its name
    /// @param file the name of the file, as the client says; absent for a field that is no file
    /// @param content what was sent
    public record Sent(String name, Optional<String> file, Bytes content) {}

    /// Reads the body of a request; empty when it is no form, is malformed or has too many fields.
    public static Optional<FormData> read(Request request) {
        String type = request.header("Content-Type").orElse("");
        String media = type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        return switch (media) {
            case "multipart/form-data" -> boundary(type).flatMap(boundary -> parts(request.body(), boundary));
            case "application/x-www-form-urlencoded" -> pairs(request.body());
            default -> Optional.empty();
        };
    }

    private static Optional<FormData> pairs(Bytes body) {
        String text = new String(body.toArray(), StandardCharsets.UTF_8);
        return Query.parse(text, MAX_FIELDS).map(query -> {
            List<Sent> sent = new ArrayList<>();
            query.parameters()
                    .forEach((name, values) -> values.forEach(value -> sent.add(
                            new Sent(name, Optional.empty(), Bytes.wrap(value.getBytes(StandardCharsets.UTF_8))))));
            return new FormData(sent);
        });
    }

    private static Optional<String> boundary(String type) {
        Matcher found = BOUNDARY.matcher(type);
        return found.find() ? Optional.of(found.group(1) == null ? found.group(2) : found.group(1)) : Optional.empty();
    }

    private static Optional<FormData> parts(Bytes body, String boundary) {
        Bytes dashes = ascii("--" + boundary);
        Bytes delimiter = ascii("\r\n--" + boundary);
        List<Sent> sent = new ArrayList<>();
        // What stands before the first delimiter is no part: none does in what browsers send.
        if (!hasAt(body, dashes, 0)) {
            return Optional.empty();
        }
        int at = dashes.length();
        while (!hasAt(body, LAST, at)) {
            int head = at + LINE_END.length();
            int headEnd = find(body, HEAD_END, head - LINE_END.length());
            int end = headEnd < 0 ? -1 : find(body, delimiter, headEnd + HEAD_END.length() - LINE_END.length());
            boolean whole = hasAt(body, LINE_END, at) && end >= 0 && headEnd - head <= MAX_PART_HEAD;
            if (!whole || sent.size() == MAX_FIELDS) {
                return Optional.empty();
            }
            int from = Math.min(headEnd + HEAD_END.length(), end);
            Optional<Sent> one =
                    part(headEnd < head ? "" : text(body.slice(head, headEnd)), body.slice(Math.min(from, end), end));
            if (one.isEmpty()) {
                return Optional.empty();
            }
            sent.add(one.get());
            at = end + delimiter.length();
        }
        return Optional.of(new FormData(sent));
    }

    private static Optional<Sent> part(String head, Bytes content) {
        for (String line : head.split("\r\n")) {
            String[] field = line.split(":", 2);
            if (field.length == 2 && field[0].strip().equalsIgnoreCase("Content-Disposition")) {
                Matcher name = NAME.matcher(field[1]);
                Matcher file = FILE.matcher(field[1]);
                Optional<String> fileName = file.find() ? Optional.of(file.group(1)) : Optional.empty();
                // The file's name comes last in what browsers send, and "name=" is a part of "filename=".
                return name.find() ? Optional.of(new Sent(name.group(1), fileName, content)) : Optional.empty();
            }
        }
        return Optional.empty();
    }

    private static Bytes ascii(String text) {
        return Bytes.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static String text(Bytes octets) {
        return new String(octets.toArray(), StandardCharsets.UTF_8);
    }

    private static boolean hasAt(Bytes body, Bytes wanted, int at) {
        return at + wanted.length() <= body.length()
                && body.slice(at, at + wanted.length()).equals(wanted);
    }

    private static int find(Bytes body, Bytes wanted, int from) {
        int first = wanted.at(0);
        int last = body.length() - wanted.length();
        for (int i = Math.max(0, from); i <= last; i++) {
            if (body.at(i) == first && hasAt(body, wanted, i)) {
                return i;
            }
        }
        return -1;
    }

    /// What a field that is no file says; empty text when it was not sent.
    public String text(String name) {
        return fields.stream()
                .filter(field -> field.name.equals(name) && field.file.isEmpty())
                .findFirst()
                .map(field -> text(field.content))
                .orElse("");
    }

    /// The files of a field that were chosen; a browser sends an empty one where none was.
    public List<Sent> files(String name) {
        return fields.stream()
                .filter(field -> field.name.equals(name) && field.file.isPresent())
                .filter(field -> !field.content.isEmpty())
                .toList();
    }
}
