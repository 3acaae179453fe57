package kakehashi.path;

/// The languages in which findings are worded.
public enum Language {
    JAPANESE,
    ENGLISH
}
