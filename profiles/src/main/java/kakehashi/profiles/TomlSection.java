package kakehashi.profiles;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import kakehashi.profiles.ProfileFault.Detail;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;

/// A table of a TOML text that notes what is wrong and goes on, so that a person learns of all faults at once. The
/// keys that were asked for are the known ones.
public final class TomlSection {
    private static final TomlTable EMPTY = Toml.parse("");
    private static final int MAX_ITEMS = 64;
    private static final int MAX_TEXT = 1024;
    private static final Detail TEXT = new Detail("文字列", "a string");
    private static final Detail NUMBER = new Detail("整数", "an integer");
    private static final Detail FLAG = new Detail("真偽値", "true or false");
    private static final Detail TABLE = new Detail("表", "a table");
    private static final Detail LIST = new Detail("配列", "an array");

    private final TomlTable table;
    private final String path;
    private final int line;
    private final List<ProfileFault> faults;
    private final Set<String> asked = new LinkedHashSet<>();
    private final List<TomlSection> inner = new ArrayList<>();
    private final Map<String, TomlSection> entered = new HashMap<>();

    /// @param faults where faults are noted
    TomlSection(TomlTable table, String path, int line, List<ProfileFault> faults) {
        this.table = table;
        this.path = path;
        this.line = line;
        this.faults = faults;
    }

    /// Notes a fault at a key, or at the section where the key is not there.
    ///
    /// @param details what the problem's words name: a [Detail] in both languages, or a value that reads the same
    /// in both
    public void fault(String key, ProfileProblem problem, Object... details) {
        List<Detail> words = Stream.of(details)
                .map(d -> d instanceof Detail detail ? detail : Detail.same(d))
                .toList();
        faults.add(new ProfileFault(line(key), problem, words));
    }

    /// The line of a key, or that of the section where the key is not there.
    public int line(String key) {
        TomlPosition at = table.inputPositionOf(List.of(key));
        return at == null ? line : at.line();
    }

    private String name(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    /// Whether there is such a key.
    public boolean has(String key) {
        asked.add(key);
        return table.contains(List.of(key));
    }

    private <T> Optional<T> value(String key, Class<T> type, Detail typeName) {
        if (!has(key)) {
            return Optional.empty();
        }
        Object value = table.get(List.of(key));
        if (!type.isInstance(value)) {
            fault(key, ProfileProblem.WRONG_TYPE, name(key), typeName);
            return Optional.empty();
        }
        return Optional.of(type.cast(value));
    }

    /// A string that may be absent. Another type and more than 1024 characters are noted.
    public Optional<String> text(String key) {
        Optional<String> text = value(key, String.class, TEXT);
        if (text.isPresent() && text.get().length() > MAX_TEXT) {
            fault(key, ProfileProblem.TOO_LONG, name(key), MAX_TEXT);
            return Optional.empty();
        }
        return text;
    }

    /// A string that must be there; that it is not is noted.
    public Optional<String> neededText(String key) {
        need(key);
        return text(key);
    }

    private void need(String key) {
        if (!has(key)) {
            fault(key, ProfileProblem.MISSING_KEY, name(key));
        }
    }

    /// A string of a fixed set; the default where it is absent.
    ///
    /// @param words the values by their words
    public <T> T word(String key, Map<String, T> words, T absent) {
        return text(key).flatMap(text -> known(key, text, words)).orElse(absent);
    }

    /// A string of a fixed set that must be there; that it is absent or another is noted.
    ///
    /// @param words the values by their words
    public <T> Optional<T> neededWord(String key, Map<String, T> words) {
        return neededText(key).flatMap(text -> known(key, text, words));
    }

    private <T> Optional<T> known(String key, String text, Map<String, T> words) {
        T value = words.get(text);
        if (value == null) {
            fault(key, ProfileProblem.UNKNOWN_WORD, name(key), text, String.join(", ", words.keySet()));
        }
        return Optional.ofNullable(value);
    }

    /// An array of strings of a fixed set.
    public <T> List<T> words(String key, Map<String, T> words) {
        return texts(key).stream().flatMap(t -> known(key, t, words).stream()).toList();
    }

    /// A string that a function reads, which answers nothing for one that is malformed.
    ///
    /// @param what what the string should be, for the fault
    public <T> Optional<T> parsed(String key, Function<String, Optional<T>> read, Detail what) {
        return text(key).flatMap(text -> parsed(key, text, read, what));
    }

    /// An array of strings that a function reads.
    public <T> List<T> allParsed(String key, Function<String, Optional<T>> read, Detail what) {
        return texts(key).stream()
                .flatMap(text -> parsed(key, text, read, what).stream())
                .toList();
    }

    private <T> Optional<T> parsed(String key, String text, Function<String, Optional<T>> read, Detail what) {
        Optional<T> value = read.apply(text);
        if (value.isEmpty()) {
            fault(key, ProfileProblem.MALFORMED, name(key), text, what);
        }
        return value;
    }

    /// An integer within bounds that may be absent. One outside is noted, and the least answered.
    ///
    /// @param least the least that is allowed
    /// @param most the most that is allowed
    public OptionalInt number(String key, int least, int most) {
        Optional<Long> number = value(key, Long.class, NUMBER);
        if (number.isEmpty()) {
            return OptionalInt.empty();
        }
        if (number.get() < least || number.get() > most) {
            fault(key, ProfileProblem.OUT_OF_RANGE, name(key), least, most);
            return OptionalInt.of(least);
        }
        return OptionalInt.of(number.get().intValue());
    }

    /// Whether a flag is set; absent is no.
    public boolean flag(String key) {
        return value(key, Boolean.class, FLAG).orElse(false);
    }

    /// An array of strings, empty where it is absent.
    public List<String> texts(String key) {
        List<String> texts = new ArrayList<>();
        for (Object item : items(key)) {
            if (item instanceof String text && text.length() <= MAX_TEXT) {
                texts.add(text);
            } else {
                fault(key, ProfileProblem.WRONG_TYPE, name(key), new Detail("文字列の配列", "an array of strings"));
            }
        }
        return List.copyOf(texts);
    }

    private List<Object> items(String key) {
        Optional<TomlArray> array = value(key, TomlArray.class, LIST);
        if (array.isPresent() && array.get().size() > MAX_ITEMS) {
            fault(key, ProfileProblem.TOO_LONG, name(key), MAX_ITEMS);
            return List.of();
        }
        return array.map(TomlArray::toList).orElse(List.of());
    }

    /// A table that may be absent.
    public Optional<TomlSection> section(String key) {
        return value(key, TomlTable.class, TABLE)
                .map(found -> entered.computeIfAbsent(
                        key,
                        k -> enter(found, k, table.inputPositionOf(List.of(k)).line())));
    }

    /// A table; where it must be there and is not, that is noted and an empty one answered.
    public TomlSection neededSection(String key) {
        need(key);
        return section(key).orElseGet(() -> new TomlSection(EMPTY, name(key), line, new ArrayList<>()));
    }

    /// An array of tables, empty where it is absent.
    public List<TomlSection> sections(String key) {
        List<TomlSection> sections = new ArrayList<>();
        List<Object> items = items(key);
        for (int i = 0; i < items.size(); i++) {
            TomlArray array = table.getArray(List.of(key));
            if (array != null && items.get(i) instanceof TomlTable found) {
                sections.add(enter(found, key, array.inputPositionOf(i).line()));
            } else {
                fault(key, ProfileProblem.WRONG_TYPE, name(key), new Detail("表の配列", "an array of tables"));
            }
        }
        return sections;
    }

    private TomlSection enter(TomlTable found, String key, int at) {
        TomlSection section = new TomlSection(found, name(key), at, faults);
        inner.add(section);
        return section;
    }

    /// Notes every key that nobody asked for, here and in the tables within.
    public void refuseUnknownKeys() {
        for (String key : table.keySet()) {
            if (!asked.contains(key)) {
                Optional<String> near = Spelling.nearest(key, asked);
                near.ifPresentOrElse(
                        n -> fault(key, ProfileProblem.MISSPELT_KEY, name(key), n),
                        () -> fault(key, ProfileProblem.UNKNOWN_KEY, name(key), String.join(", ", asked)));
            }
        }
        inner.forEach(TomlSection::refuseUnknownKeys);
    }
}
