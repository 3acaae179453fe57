package kakehashi.collection;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import kakehashi.collection.CollectText.Fault;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;
import org.tomlj.TomlVersion;

/// A table of the text. What is asked of it and not there in the right form becomes a fault, and the usual value is
/// answered, so that reading goes on to the next fault.
final class CollectTable {
    private static final int MAX_CHARACTERS = 1 << 20;
    private static final int MAX_BRACKETS = 20_000;

    private final Optional<TomlTable> table;
    private final String path;
    private final List<Fault> faults;

    private CollectTable(Optional<TomlTable> table, String path, List<Fault> faults) {
        this.table = table;
        this.path = path;
        this.faults = faults;
    }

    static Optional<CollectTable> parse(String text, List<Fault> faults) {
        long brackets = text.chars().filter(c -> c == '[' || c == '{').count();
        if (text.length() > MAX_CHARACTERS || brackets > MAX_BRACKETS) {
            faults.add(new Fault(1, "", "大きすぎます / is too large"));
            return Optional.empty();
        }
        TomlParseResult toml = Toml.parse(text, TomlVersion.V1_0_0);
        toml.errors().forEach(error -> faults.add(new Fault(error.position().line(), "", error.getMessage())));
        return toml.hasErrors() ? Optional.empty() : Optional.of(new CollectTable(Optional.of(toml), "", faults));
    }

    void fault(String key, String sentence) {
        int line = table.map(one -> one.inputPositionOf(List.of(key)))
                .map(TomlPosition::line)
                .orElse(1);
        faults.add(new Fault(line, path + key, sentence));
    }

    private Optional<Object> value(String key) {
        return table.map(one -> one.get(List.of(key)));
    }

    boolean has(String key) {
        return value(key).isPresent();
    }

    Set<String> allKeys() {
        return table.map(one -> (Set<String>) new TreeSet<>(one.keySet())).orElse(Set.of());
    }

    /// Finds fault with every other key.
    CollectTable keys(String... known) {
        for (String key : allKeys()) {
            if (!List.of(known).contains(key)) {
                fault(key, "知らない項目です / is unknown; known are " + String.join(", ", known));
            }
        }
        return this;
    }

    CollectTable table(String key) {
        Optional<Object> value = value(key);
        if (value.isPresent() && !(value.get() instanceof TomlTable)) {
            fault(key, "表ではありません / is no table");
        }
        return new CollectTable(
                value.filter(TomlTable.class::isInstance).map(TomlTable.class::cast), path + key + ".", faults);
    }

    List<CollectTable> tables(String key) {
        List<CollectTable> tables = new ArrayList<>();
        for (Object one : array(key)) {
            if (one instanceof TomlTable inner) {
                tables.add(new CollectTable(Optional.of(inner), path + key + ".", faults));
            } else {
                fault(key, "表ではありません / is no table");
            }
        }
        return tables;
    }

    private List<Object> array(String key) {
        Optional<Object> value = value(key);
        if (value.isPresent() && !(value.get() instanceof TomlArray)) {
            fault(key, "配列ではありません / is no array");
        }
        return value.filter(TomlArray.class::isInstance)
                .map(array -> ((TomlArray) array).toList())
                .orElse(List.of());
    }

    <T, V> List<T> list(String key, Class<V> type, Function<V, Optional<T>> reader) {
        List<T> values = new ArrayList<>();
        for (Object one : array(key)) {
            Optional<T> value = type.isInstance(one) ? reader.apply(type.cast(one)) : Optional.empty();
            value.ifPresentOrElse(values::add, () -> fault(key, "読めない値です / cannot be read: " + one));
        }
        return values;
    }

    /// A text that must be there.
    <T> Optional<T> text(String key, Function<String, Optional<T>> reader) {
        Optional<T> value = value(key).filter(String.class::isInstance).flatMap(text -> reader.apply((String) text));
        if (value.isEmpty()) {
            fault(key, has(key) ? "読めない値です / cannot be read" : "ありません / is missing");
        }
        return value;
    }

    Duration duration(String key, Duration usual) {
        return has(key) ? text(key, CollectText::positive).orElse(usual) : usual;
    }

    long number(String key, long usual, long most) {
        Optional<Object> value = value(key);
        if (value.isEmpty()) {
            return usual;
        }
        if (value.get() instanceof Long number && number >= 1 && number <= most) {
            return number;
        }
        fault(key, "1 から " + most + " までの整数ではありません / is no number from 1 to " + most);
        return usual;
    }
}
