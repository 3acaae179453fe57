package kakehashi.terminal;

import kakehashi.path.Language;

/// The same words in both languages, `%s` where details go.
record Phrase(String japanese, String english) {
    String in(Language language) {
        return switch (language) {
            case JAPANESE -> japanese;
            case ENGLISH -> english;
        };
    }

    /// The words with the details filled in.
    Phrase with(Object... details) {
        return new Phrase(String.format(japanese, details), String.format(english, details));
    }

    /// Words that are the same in both languages, such as those of an algorithm.
    static Phrase same(String words) {
        return new Phrase(words, words);
    }
}
