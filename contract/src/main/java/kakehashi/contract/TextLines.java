package kakehashi.contract;

import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import kakehashi.x509.Bytes;
import kakehashi.x509.CrlReason;
import kakehashi.x509.GeneralName;
import kakehashi.x509.Name;
import kakehashi.x509.SerialNumber;
import kakehashi.x509.SubjectPublicKeyInfo;

/// Fields of records as lines, each with the words for its name, nested by two spaces.
final class TextLines {
    private static final DateTimeFormatter JAPAN_TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss xxx").withZone(ZoneOffset.ofHours(9));

    private final StatementText language;
    private final List<String> lines = new ArrayList<>();

    TextLines(StatementText language) {
        this.language = language;
    }

    List<String> finish() {
        return List.copyOf(lines);
    }

    private String word(String key) {
        return StatementWords.in(language, key);
    }

    private void line(String label, String value, int depth) {
        lines.add("  ".repeat(depth) + label + ": " + value);
    }

    /// Every component of a record.
    void fields(Record value, int depth) {
        for (RecordComponent component : value.getClass().getRecordComponents()) {
            Object field = StatementFields.valueOf(value, component);
            if (field instanceof Bytes octets) {
                octets(value, component.getName(), octets, depth);
            } else if (field instanceof List<?> list && list.stream().anyMatch(Bytes.class::isInstance)) {
                list.forEach(one -> octets(value, component.getName(), (Bytes) one, depth));
            } else if (value instanceof CaBody.Key key && component.getName().equals("parameters")) {
                block(word(component.getName()), List.of(key.parameters().split("\n", -1)), depth);
            } else {
                field(component.getName(), field, depth);
            }
        }
        if (value instanceof Enrolment enrolment) {
            TwelveWords words = TwelveWords.of(enrolment);
            line(word("twelveWords"), words.toString(), depth);
            line(word("twelveWords"), String.join(" ", words.kana()), depth);
        }
    }

    /// A field under its own name.
    void field(String key, Object value, int depth) {
        labelled(word(key), value, depth);
    }

    private void labelled(String label, Object value, int depth) {
        switch (value) {
            case Optional<?> optional when optional.isEmpty() -> line(label, word("none"), depth);
            case Optional<?> optional -> labelled(label, optional.get(), depth);
            case List<?> list when list.isEmpty() -> line(label, word("none"), depth);
            case List<?> list -> {
                for (int i = 0; i < list.size(); i++) {
                    labelled(label + " " + (i + 1) + "/" + list.size(), list.get(i), depth);
                }
            }
            case Enum<?> constant -> line(label, named(constant), depth);
            case DerValue nested
            when nested instanceof Record record -> {
                line(label, alternative(record), depth);
                fields(record, depth + 1);
            }
            case Rules.Alone alone -> {
                line(label, "", depth);
                fields(alone, depth + 1);
            }
            default -> line(label, text(value), depth);
        }
    }

    private String named(Enum<?> constant) {
        return constant instanceof CrlReason reason ? reason.word() : word(StatementWords.key(constant));
    }

    /// Which alternative of a choice it is; nothing for any other record.
    private String alternative(Record value) {
        Class<?> choice = value.getClass().getInterfaces()[0];
        boolean nested = choice.isSealed() && choice == value.getClass().getEnclosingClass();
        return nested ? word(StatementWords.key(value.getClass())) : "";
    }

    private void octets(Record holder, String name, Bytes octets, int depth) {
        Object decoded = StatementFields.decoded(holder, name, octets);
        if (decoded instanceof Bytes opaque) {
            line(word(name), opaque(opaque), depth);
            return;
        }
        if (decoded instanceof Record || decoded instanceof Enum<?>) {
            labelled(word(name), decoded, depth);
            return;
        }
        line(word(name), opaque(octets), depth);
        ((List<?>) decoded).forEach(line -> blockLine((String) line, depth));
    }

    /// The settings of a CA, line by line. No other field is shown so: what stands in it could pass for another.
    private void block(String label, List<String> text, int depth) {
        line(label, "", depth);
        text.forEach(line -> blockLine(line, depth));
    }

    private void blockLine(String line, int depth) {
        lines.add("  ".repeat(depth + 1) + "| " + visible(line));
    }

    private String opaque(Bytes octets) {
        return octets.length() + " " + word("octets") + ", SHA-256 " + grouped(octets.sha256());
    }

    /// What has a text of its own. Nobody is shown the same text for two values.
    private static String text(Object value) {
        return switch (value) {
            case Id id -> grouped(id.octets());
            case Digest digest -> grouped(digest.octets());
            case Salt salt -> grouped(salt.octets());
            case SerialNumber serial -> grouped(serial.contents());
            case SubjectPublicKeyInfo key ->
                key + ", SHA-256 " + grouped(key.der().sha256());
            case Instant time -> JAPAN_TIME.format(time) + " (" + time + ")";
            case Name name -> visible(name.toString()) + unusual(name);
            case GeneralName name -> general(name);
            case String text -> "\"" + visible(text) + "\"";
            default -> visible(value.toString());
        };
    }

    /// The octets of a name that is not encoded as its text would be.
    private static String unusual(Name name) {
        try {
            return Name.of(name.toString()).der().equals(name.der()) ? "" : " (DER " + name.der() + ")";
        } catch (IllegalArgumentException e) {
            return " (DER " + name.der() + ")";
        }
    }

    private static String general(GeneralName name) {
        return switch (name) {
            case GeneralName.DnsName(String domain) -> "DNS " + visible(domain);
            case GeneralName.Rfc822Name(String mailbox) -> "mail " + visible(mailbox);
            case GeneralName.UniformResourceIdentifier(String uri) -> "URI " + visible(uri);
            case GeneralName.IpAddress address -> "IP " + address + " (" + address.octets() + ")";
            case GeneralName.DirectoryName(Name directory) -> "DN " + text(directory);
            case GeneralName.RegisteredId(var id) -> "OID " + id;
            case GeneralName.OtherName other ->
                "other " + other.type() + " " + other.value()
                        + other.smtpUtf8Mailbox()
                                .map(m -> " (mail " + visible(m) + ")")
                                .orElse("");
            case GeneralName.X400Address(Bytes contents) -> "X.400 " + contents;
            case GeneralName.EdiPartyName(Bytes contents) -> "EDI " + contents;
        };
    }

    /// Hexadecimal digits in fours, to be read aloud.
    static String grouped(Bytes octets) {
        return octets.toString().replaceAll("(.{4})(?=.)", "$1 ");
    }

    /// The text with the number of everything that has no shape of its own, and the backslash doubled.
    static String visible(String text) {
        StringBuilder shown = new StringBuilder();
        text.codePoints().forEach(c -> {
            boolean shape = c == ' '
                    || switch (Character.getType(c)) {
                        case Character.CONTROL,
                                Character.FORMAT,
                                Character.SURROGATE,
                                Character.PRIVATE_USE,
                                Character.UNASSIGNED,
                                Character.LINE_SEPARATOR,
                                Character.PARAGRAPH_SEPARATOR,
                                Character.SPACE_SEPARATOR -> false;
                        default -> true;
                    };
            if (shape) {
                shown.appendCodePoint(c).append(c == '\\' ? "\\" : "");
            } else {
                shown.append(String.format("\\u{%x}", c));
            }
        });
        return shown.toString();
    }
}
