package kakehashi.profiles;

import java.util.Arrays;
import java.util.List;
import kakehashi.path.Language;

/// One reason why a certificate is not prepared.
///
/// @param rule the rule that says no
/// @param details what its words name, in their order; they may hold names of people and go into no outcome
public record PreparationRefusal(PreparationRule rule, List<String> details) {
    /// A refusal whose words name these details.
    static PreparationRefusal of(PreparationRule rule, Object... details) {
        return new PreparationRefusal(
                rule, Arrays.stream(details).map(Object::toString).toList());
    }

    /// The refusal as one sentence for a person.
    public String text(Language language) {
        return String.format(rule.words(language), details.toArray());
    }

    /// Rule and English sentence.
    @Override
    public String toString() {
        return text(Language.ENGLISH) + " [" + rule.id() + "]";
    }

    /// The words in both languages, for people who stand around one screen.
    public String explained() {
        return text(Language.JAPANESE) + " / " + this;
    }
}
