package kakehashi.web;

import java.util.Objects;

/// A phrase in both languages. Neither may be blank.
///
/// @param japanese what a Japanese page says
/// @param english what an English page says
public record Words(String japanese, String english) {
    /// Refuses a blank phrase.
    public Words {
        if (Objects.requireNonNull(japanese).isBlank()
                || Objects.requireNonNull(english).isBlank()) {
            throw new IllegalArgumentException("a phrase is missing: " + japanese + " / " + english);
        }
    }

    /// The phrase in a language.
    public String in(PageLanguage language) {
        return switch (language) {
            case JAPANESE -> japanese;
            case ENGLISH -> english;
        };
    }
}
