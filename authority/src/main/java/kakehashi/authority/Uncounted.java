package kakehashi.authority;

import java.util.Locale;
import kakehashi.path.Language;

/// Why an approval does not count.
public enum Uncounted {
    UNVERIFIED(
            "署名が正しくないか、この指図への承認ではないか、登録された承認用の署名手段によるものではありません",
            "its signature does not hold, it is about another order, or its credential is none that approves"),
    REJECTION("却下です", "it is a rejection"),
    PORTAL("この種類の指図はクライアントで承認する必要があります", "orders of this kind are approved in a client, not at the portal"),
    TIME("署名の時刻が指図の期間の外です", "it was signed outside the order's time"),
    ENDED("担当職員又は署名手段が有効ではありません", "the officer or the credential is not in force any more"),
    ROLE("担当職員がその役割を持っていません", "the officer does not have this role"),
    CONCERNED("自分の申請か、自分についての指図です", "the person filed it, or it is about that person"),
    SCOPE("権限の範囲の外です", "it is outside the officer's scope"),
    SAME_PERSON("同じ人がすでに承認しています", "the same person has approved already"),
    NOT_ASKED("その役割の承認は求められていません", "the rules ask for nobody in this role");

    private final String japanese;
    private final String english;

    Uncounted(String japanese, String english) {
        this.japanese = japanese;
        this.english = english;
    }

    /// The word for it in outcomes.
    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    String words(Language language) {
        return switch (language) {
            case JAPANESE -> japanese;
            case ENGLISH -> english;
        };
    }
}
