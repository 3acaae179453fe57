package kakehashi.platform;

import kakehashi.path.Language;

/// Something wrong in a configuration.
///
/// @param line counted from 1
/// @param japanese what is wrong and what to do
/// @param english the same
public record ConfigFault(int line, String japanese, String english) {
    /// The sentence.
    public String text(Language language) {
        return switch (language) {
            case JAPANESE -> japanese;
            case ENGLISH -> english;
        };
    }

    /// Line and English sentence.
    @Override
    public String toString() {
        return "line " + line + ": " + english;
    }
}
