package kakehashi.path;

import java.util.Arrays;
import java.util.List;

/// One thing that a check found against a certificate, a path or a piece of evidence.
///
/// @param check the check that said no
/// @param details what its words name, in their order
public record Finding(Check check, List<String> details) {
    /// A finding whose words name these details.
    public static Finding of(Check check, Object... details) {
        return new Finding(check, Arrays.stream(details).map(Object::toString).toList());
    }

    /// The finding as one sentence for a person.
    public String text(Language language) {
        return String.format(check.words(language), details.toArray());
    }

    /// Clause and English sentence.
    @Override
    public String toString() {
        return text(Language.ENGLISH) + " [" + check.clause() + "]";
    }
}
