package kakehashi.path;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;

/// One thing that a check found against a certificate, a path or a piece of evidence.
///
/// @param check the check that said no
/// @param details what its words name, in their order
public record Finding(Check check, List<String> details) {
    private static final Pattern TIME = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+Z");

    /// A finding whose words name these details.
    public static Finding of(Check check, Object... details) {
        return new Finding(check, Arrays.stream(details).map(Object::toString).toList());
    }

    /// The finding as one sentence for a person, its times in UTC.
    public String text(Language language) {
        return text(language, Instant::toString);
    }

    /// The finding as one sentence for a person, its times written as the reader knows them.
    public String text(Language language, Function<Instant, String> times) {
        return String.format(
                check.words(language),
                details.stream().map(detail -> told(detail, language, times)).toArray());
    }

    private String told(String detail, Language language, Function<Instant, String> times) {
        if (TIME.matcher(detail).matches()) {
            return times.apply(Instant.parse(detail));
        }
        return check == Check.REVOKED ? ReasonWords.of(detail, language).orElse(detail) : detail;
    }

    /// Clause and English sentence.
    @Override
    public String toString() {
        return text(Language.ENGLISH) + " [" + check.clause() + "]";
    }
}
