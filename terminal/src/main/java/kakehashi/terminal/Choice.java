package kakehashi.terminal;

import java.util.Map;
import kakehashi.console.ExitCode;
import kakehashi.console.InputProblem;
import kakehashi.console.Phrase;

/// One of the words of an enumeration, as a person writes it.
final class Choice {
    private Choice() {}

    /// @throws InputProblem when it is none of them
    static <E extends Enum<E>> E of(String option, String word, Class<E> type) {
        Map<String, E> words = OrderTable.words(type);
        if (!words.containsKey(word)) {
            throw new InputProblem(
                    ExitCode.USAGE,
                    option + " " + word,
                    new Phrase("この値は使えません。", "is not a value that can be used."),
                    new Phrase("使える値: %s", "Known are: %s").with(String.join(", ", words.keySet())));
        }
        return words.get(word);
    }
}
