package kakehashi.path;

import java.util.Arrays;
import java.util.Optional;
import kakehashi.x509.CrlReason;

/// The reasons of revocation (RFC 5280 §5.3.1) in a person's words, fit to stand behind により and *for*, the
/// standard's own word behind them.
public final class ReasonWords {
    private ReasonWords() {}

    /// A reason for a reader of that language: `鍵の危殆化（keyCompromise）`.
    public static String of(CrlReason reason, Language language) {
        return switch (language) {
            case JAPANESE -> japanese(reason) + "（" + reason.word() + "）";
            case ENGLISH -> english(reason) + " (" + reason.word() + ")";
        };
    }

    /// The same for a reason by the standard's word; nothing for any other word.
    static Optional<String> of(String word, Language language) {
        return Arrays.stream(CrlReason.values())
                .filter(reason -> reason.word().equals(word))
                .findFirst()
                .map(reason -> of(reason, language));
    }

    private static String japanese(CrlReason reason) {
        return switch (reason) {
            case UNSPECIFIED -> "未指定の理由";
            case KEY_COMPROMISE -> "鍵の危殆化";
            case CA_COMPROMISE -> "認証局の鍵の危殆化";
            case AFFILIATION_CHANGED -> "所属などの変更";
            case SUPERSEDED -> "新しい証明書への置換え";
            case CESSATION_OF_OPERATION -> "利用の終了";
            case CERTIFICATE_HOLD -> "一時停止";
            case REMOVE_FROM_CRL -> "一時停止の解除";
            case PRIVILEGE_WITHDRAWN -> "権限の取消し";
            case AA_COMPROMISE -> "属性認証局の鍵の危殆化";
        };
    }

    private static String english(CrlReason reason) {
        return switch (reason) {
            case UNSPECIFIED -> "an unspecified reason";
            case KEY_COMPROMISE -> "key compromise";
            case CA_COMPROMISE -> "compromise of the CA";
            case AFFILIATION_CHANGED -> "a changed affiliation";
            case SUPERSEDED -> "replacement by another";
            case CESSATION_OF_OPERATION -> "the end of its use";
            case CERTIFICATE_HOLD -> "a hold";
            case REMOVE_FROM_CRL -> "the release of a hold";
            case PRIVILEGE_WITHDRAWN -> "a withdrawn privilege";
            case AA_COMPROMISE -> "compromise of the attribute authority";
        };
    }
}
