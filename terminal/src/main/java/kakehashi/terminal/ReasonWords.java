package kakehashi.terminal;

import kakehashi.console.Phrase;
import kakehashi.x509.CrlReason;

/// Reasons for revocation in words.
final class ReasonWords {
    private ReasonWords() {}

    static Value.Coded of(CrlReason reason) {
        String japanese = switch (reason) {
            case UNSPECIFIED -> "理由の記載なし";
            case KEY_COMPROMISE -> "鍵の危殆化";
            case CA_COMPROMISE -> "CA の危殆化";
            case AFFILIATION_CHANGED -> "所属の変更";
            case SUPERSEDED -> "新しい証明書への置換え";
            case CESSATION_OF_OPERATION -> "運用の終了";
            case CERTIFICATE_HOLD -> "一時停止";
            case REMOVE_FROM_CRL -> "一時停止の解除";
            case PRIVILEGE_WITHDRAWN -> "権限の取消し";
            case AA_COMPROMISE -> "属性認証局の危殆化";
        };
        return new Value.Coded(reason.word(), new Phrase(japanese, reason.word()));
    }
}
