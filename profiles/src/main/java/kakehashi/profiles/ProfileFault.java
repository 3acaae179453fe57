package kakehashi.profiles;

import java.util.List;
import kakehashi.path.Language;

/// One fault in the text of a profile.
///
/// @param line the line, counted from 1
/// @param problem what is wrong
/// @param details what its words name, in their order
public record ProfileFault(int line, ProfileProblem problem, List<Detail> details) {
    /// What a sentence names: the same in both languages, or not.
    ///
    /// @param japanese the detail in a Japanese sentence
    /// @param english the detail in an English sentence
    public record Detail(String japanese, String english) {
        /// A detail that is the same in both languages.
        static Detail same(Object text) {
            return new Detail(String.valueOf(text), String.valueOf(text));
        }

        private String in(Language language) {
            return switch (language) {
                case JAPANESE -> japanese;
                case ENGLISH -> english;
            };
        }
    }

    /// The fault as one sentence for a person, without the line.
    public String text(Language language) {
        Object[] words = details.stream().map(d -> d.in(language)).toArray();
        return String.format(problem.words(language), words);
    }

    /// Line and English sentence.
    @Override
    public String toString() {
        return "line " + line + ": " + text(Language.ENGLISH);
    }
}
