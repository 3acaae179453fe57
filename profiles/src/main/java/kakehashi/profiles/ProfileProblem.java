package kakehashi.profiles;

import kakehashi.path.Language;

/// What can be wrong with the text of a profile. `%s` stands where the details go.
public enum ProfileProblem {
    TOO_LARGE("%s オクテットを超えています", "has more than %s octets"),
    NOT_UTF8("UTF-8 ではありません", "is not UTF-8"),
    TOO_DEEP("括弧の入れ子が %s 段を超えています", "nests brackets deeper than %s"),
    NOT_TOML("TOML として読めません: %s", "is not TOML: %s"),
    UNKNOWN_KEY("%s は知らないキーです。ここに書けるキー: %s", "%s is no key that is known; the keys here are: %s"),
    MISSPELT_KEY("%s は知らないキーです。%s のことですか", "%s is no key that is known; did you mean %s?"),
    MISSING_KEY("%s がありません", "%s is missing"),
    WRONG_TYPE("%s は%sでなければなりません", "%s must be %s"),
    UNKNOWN_WORD("%s の値 %s は知りません。使える値: %s", "%s has the unknown value %s; known are: %s"),
    OUT_OF_RANGE("%s は %s 以上 %s 以下でなければなりません", "%s must be from %s to %s"),
    TOO_LONG("%s が長すぎます（%s まで）", "%s is too long (at most %s)"),
    MALFORMED("%s の値 %s は%sではありません", "%s has the value %s, which is not %s"),
    AGAINST_KIND("種別 %s では、%s", "a profile of kind %s: %s");

    private final String japanese;
    private final String english;

    ProfileProblem(String japanese, String english) {
        this.japanese = japanese;
        this.english = english;
    }

    /// The sentence, with `%s` where details go.
    String words(Language language) {
        return switch (language) {
            case JAPANESE -> japanese;
            case ENGLISH -> english;
        };
    }
}
