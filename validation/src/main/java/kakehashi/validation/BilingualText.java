package kakehashi.validation;

import kakehashi.path.Language;

/// A text for people in both languages.
///
/// @param japanese the Japanese text
/// @param english the English text
public record BilingualText(String japanese, String english) {
    /// The text in a language.
    public String in(Language language) {
        return switch (language) {
            case JAPANESE -> japanese;
            case ENGLISH -> english;
        };
    }
}
