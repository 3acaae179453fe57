package kakehashi.drawing;

import kakehashi.path.Language;

/// How a certificate stands at the time of the view. Shown by a symbol, a word and a dash, never by colour alone.
public enum Standing {
    VALID("valid", "", "有効期間内", "within its validity"),
    NOT_YET_VALID("notYetValid", "△", "開始前", "not yet valid"),
    EXPIRED("expired", "×", "期限切れ", "expired"),
    REVOKED("revoked", "■", "失効", "revoked");

    private final String code;
    private final String symbol;
    private final String japanese;
    private final String english;

    Standing(String code, String symbol, String japanese, String english) {
        this.code = code;
        this.symbol = symbol;
        this.japanese = japanese;
        this.english = english;
    }

    /// The word of JSON and of class names, stable.
    public String code() {
        return code;
    }

    /// The symbol beside the word; empty where nothing needs attention.
    public String symbol() {
        return symbol;
    }

    /// The word for people.
    public String words(Language language) {
        return switch (language) {
            case JAPANESE -> japanese;
            case ENGLISH -> english;
        };
    }
}
