package kakehashi.web;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// The languages in which pages and problems speak. Japanese stands first and is spoken when nothing else is asked
/// for.
public enum PageLanguage {
    JAPANESE("ja", "日本語"),
    ENGLISH("en", "English");

    /// The name of the query parameter and of the cookie that choose a language.
    public static final String CHOICE = "lang";

    private final String code;
    private final String ownName;

    PageLanguage(String code, String ownName) {
        this.code = code;
        this.ownName = ownName;
    }

    /// The language tag (RFC 5646): `ja` or `en`.
    public String code() {
        return code;
    }

    /// What speakers call it.
    public String ownName() {
        return ownName;
    }

    /// The language of that tag, also with a region (`en-GB`); empty for any other.
    public static Optional<PageLanguage> of(String tag) {
        String primary = tag.strip().toLowerCase(Locale.ROOT).split("[-_]", 2)[0];
        return Arrays.stream(values()).filter(one -> one.code.equals(primary)).findFirst();
    }

    /// What a request wants: the query's word, then the cookie's, then `Accept-Language` (RFC 9110 §12.5.4), then
    /// Japanese.
    static PageLanguage wanted(Request request) {
        return request.query()
                .first(CHOICE)
                .flatMap(PageLanguage::of)
                .or(() -> request.cookie(CHOICE).flatMap(PageLanguage::of))
                .or(() -> request.header("Accept-Language").flatMap(PageLanguage::accepted))
                .orElse(JAPANESE);
    }

    private static Optional<PageLanguage> accepted(String field) {
        for (Preference preference : Preference.list(field)) {
            Optional<PageLanguage> one =
                    preference.value().equals("*") ? Optional.of(JAPANESE) : of(preference.value());
            if (one.isPresent()) {
                return one;
            }
        }
        return Optional.empty();
    }
}
