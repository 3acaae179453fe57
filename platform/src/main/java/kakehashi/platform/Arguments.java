package kakehashi.platform;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The arguments of a verb: words, flags, and options with a value, as `--name value` or `--name=value`.
///
/// @param words what is no option
/// @param flags options without a value
/// @param values options with a value
/// @param unknown options that the verb does not have, and those whose value is missing
record Arguments(List<String> words, Set<String> flags, Map<String, String> values, List<String> unknown) {
    /// Reads arguments.
    ///
    /// @param flags the options without a value that the verb has
    /// @param options the options with a value that it has
    static Arguments of(List<String> args, Set<String> flags, Set<String> options) {
        List<String> words = new ArrayList<>();
        List<String> found = new ArrayList<>();
        Map<String, String> values = new HashMap<>();
        List<String> unknown = new ArrayList<>();
        for (int i = 0; i < args.size(); i++) {
            String[] halves = args.get(i).split("=", 2);
            if (!args.get(i).startsWith("--")) {
                words.add(args.get(i));
            } else if (flags.contains(args.get(i))) {
                found.add(args.get(i));
            } else if (options.contains(halves[0]) && (halves.length == 2 || i + 1 < args.size())) {
                i += halves.length == 2 ? 0 : 1;
                values.put(halves[0], halves.length == 2 ? halves[1] : args.get(i));
            } else {
                unknown.add(args.get(i));
            }
        }
        return new Arguments(List.copyOf(words), Set.copyOf(found), Map.copyOf(values), List.copyOf(unknown));
    }

    boolean has(String flag) {
        return flags.contains(flag);
    }

    Optional<String> value(String option) {
        return Optional.ofNullable(values.get(option));
    }
}
