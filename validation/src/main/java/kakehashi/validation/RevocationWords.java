package kakehashi.validation;

import java.util.Arrays;
import java.util.Optional;
import kakehashi.web.PageLanguage;
import kakehashi.web.Words;
import kakehashi.x509.CrlReason;

/// The reasons of revocation (RFC 5280 §5.3.1) in a person's words.
enum RevocationWords {
    UNSPECIFIED(CrlReason.UNSPECIFIED, "記載なし", "not stated"),
    KEY_COMPROMISE(CrlReason.KEY_COMPROMISE, "鍵の危殆化", "key compromise"),
    CA_COMPROMISE(CrlReason.CA_COMPROMISE, "認証局の鍵の危殆化", "compromise of the CA"),
    AFFILIATION_CHANGED(CrlReason.AFFILIATION_CHANGED, "所属などの変更", "affiliation changed"),
    SUPERSEDED(CrlReason.SUPERSEDED, "新しい証明書への更新", "superseded"),
    CESSATION_OF_OPERATION(CrlReason.CESSATION_OF_OPERATION, "利用の終了", "cessation of operation"),
    CERTIFICATE_HOLD(CrlReason.CERTIFICATE_HOLD, "一時停止", "on hold"),
    REMOVE_FROM_CRL(CrlReason.REMOVE_FROM_CRL, "一時停止の解除", "hold released"),
    PRIVILEGE_WITHDRAWN(CrlReason.PRIVILEGE_WITHDRAWN, "権限の取消し", "privilege withdrawn"),
    AA_COMPROMISE(CrlReason.AA_COMPROMISE, "属性認証局の危殆化", "compromise of the attribute authority");

    private final CrlReason reason;
    private final Words words;

    RevocationWords(CrlReason reason, String japanese, String english) {
        this.reason = reason;
        this.words = new Words(japanese, english);
    }

    /// The words for a reason by its name in the standard.
    static Optional<RevocationWords> of(String name) {
        return Arrays.stream(values())
                .filter(one -> one.reason.word().equals(name))
                .findFirst();
    }

    CrlReason reason() {
        return reason;
    }

    String in(PageLanguage language) {
        return words.in(language);
    }
}
