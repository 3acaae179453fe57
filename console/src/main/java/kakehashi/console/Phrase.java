package kakehashi.console;

import kakehashi.path.Language;

/// The same words in both languages, `%s` where details go.
///
/// @param japanese the words in Japanese
/// @param english the same in English
public record Phrase(String japanese, String english) {
    /// The words in a language.
    public String in(Language language) {
        return switch (language) {
            case JAPANESE -> japanese;
            case ENGLISH -> english;
        };
    }

    /// The words with the details filled in.
    public Phrase with(Object... details) {
        return new Phrase(String.format(japanese, details), String.format(english, details));
    }

    /// These words and others after them.
    public Phrase then(Phrase more) {
        return new Phrase(japanese + more.japanese, english + more.english);
    }

    /// Words that are the same in both languages, such as those of an algorithm.
    public static Phrase same(String words) {
        return new Phrase(words, words);
    }
}
