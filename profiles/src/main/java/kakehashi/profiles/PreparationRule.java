package kakehashi.profiles;

import java.util.Locale;
import kakehashi.path.Language;

/// What preparation asks of a request. `%s` stands where the details go.
public enum PreparationRule {
    SERIAL_NUMBER(
            "RFC 5280 §4.1.2.2",
            "シリアル番号 %s は正の数で 20 オクテット以内でなければなりません",
            "the serial number %s is not positive or has more than 20 octets"),
    SIGNATURE_ALGORITHM(
            "profile", "このプロファイルは署名アルゴリズム %s を認めていません", "the profile does not allow the signature algorithm %s"),
    ISSUER_KEY("RFC 5280 §4.1.1.2", "CA の鍵 %s では %s の署名ができません", "the CA's key %s makes no signatures of %s"),
    ISSUER_NOT_VALID("RFC 5280 §4.1.2.5", "CA 証明書は %s には有効ではありません", "the CA's own certificate is not valid at %s"),
    KEY_KIND("profile", "このプロファイルは鍵の種類 %s を認めていません", "the profile does not allow the key kind %s"),
    KEY_SIZE("profile", "鍵の大きさ %s ビットは %s から %s の範囲にありません", "the key has %s bits, not %s to %s"),
    KEY_OF_ISSUER("RFC 5280 §3.2", "自己署名証明書の鍵は CA の鍵でなければなりません", "a self-signed certificate is for the CA's own key"),
    KEY_NOT_OF_ISSUER(
            "RFC 4210 §4.4",
            "リンク証明書の鍵は署名する鍵と別でなければなりません",
            "a link certificate is for another key than the one that signs"),
    NOT_AFTER_PAST("RFC 5280 §4.1.2.5", "満了時刻 %s は過ぎています", "the end of validity %s has passed"),
    NOT_AFTER_TOO_LATE(
            "profile", "満了時刻 %s はプロファイルの上限 %s を超えています", "the end of validity %s is after the profile's latest, %s"),
    NOT_AFTER_BOUNDARY(
            "profile", "満了時刻 %s はプロファイルの区切り（%s）にありません", "the end of validity %s is not on the profile's boundary (%s)"),
    NOT_AFTER_BEYOND_ISSUER(
            "RFC 4158 §2.4.2",
            "満了時刻 %s は CA 証明書の満了時刻 %s を超えています",
            "the end of validity %s is after that of the CA, %s"),
    SUBJECT_MULTI_VALUED("profile", "主体者名に複数の属性をもつ RDN があります", "the subject has a relative name of several attributes"),
    SUBJECT_MISSING(
            "profile", "主体者名に %s が %s 個以上必要です（%s 個）", "the subject needs %s at least %s times and has it %s times"),
    SUBJECT_UNEXPECTED("profile", "主体者名の %s は、この位置では認められていません", "the subject's %s is not allowed in this place"),
    SUBJECT_STRING_TYPE("profile", "主体者名の %s の文字列型は %s でなければなりません", "the subject's %s must be a %s"),
    SUBJECT_VALUE("profile", "主体者名の %s はプロファイルの値ではありません", "the subject's %s is none of the profile's values"),
    SUBJECT_LENGTH(
            "RFC 5280 appendix A.1",
            "主体者名の %s は 1 文字以上 %s 文字以下でなければなりません",
            "the subject's %s must have 1 to %s characters"),
    SUBJECT_OUTSIDE("profile", "主体者名 %s はプロファイルの範囲にありません", "the subject %s is outside the profile's bases"),
    SUBJECT_OF_ISSUER(
            "RFC 5280 §3.2", "主体者名は CA の名前とオクテット単位で同じでなければなりません", "the subject must be the CA's name, octet by octet"),
    SUBJECT_NOT_OF_ISSUER("RFC 5280 §3.2", "主体者名が CA 自身の名前です", "the subject is the CA's own name"),
    SUBJECT_EMPTY("RFC 5280 §4.1.2.6", "主体者名も別名もありません", "there is neither a subject nor an alternative name"),
    NAME_FORM("profile", "別名の形式 %s は認められていません", "the profile does not allow the alternative name %s"),
    NAME_COUNT(
            "profile",
            "別名 %s は %s 個以上 %s 個以下でなければなりません（%s 個）",
            "%s stands %s to %s times among the alternative names, not %s"),
    NAME_MALFORMED("RFC 5280 §4.2.1.6", "別名 %s の形が正しくありません", "the alternative name %s is malformed"),
    NAME_WILDCARD("profile", "ワイルドカードの名前 %s は認められていません", "the profile does not allow the wildcard name %s"),
    NAME_OUTSIDE("profile", "別名 %s はプロファイルの範囲にありません", "the alternative name %s is outside the profile's bases"),
    NAME_TWICE("profile", "別名 %s が 2 度あります", "the alternative name %s stands twice"),
    COMMON_NAME("RFC 9525 §2", "CN %s が別名の DNS 名にありません", "the common name %s is none of the DNS names"),
    ISSUER_ALTERNATIVE_NAME(
            "profile", "CA 証明書に、写すべき別名（directoryName）がありません", "the CA has no alternative directoryName to be copied"),
    PUBLICATION("profile", "CA の公開先に %s がありません", "the CA publishes nothing by %s"),
    TEMPLATE_MALFORMED("ADR 3", "テンプレートの形が正しくありません: %s", "the template is malformed: %s"),
    TEMPLATE_SERIAL("ADR 3", "テンプレートのシリアル番号は 0 でなければなりません", "the serial number of a template must be 0"),
    TEMPLATE_ALGORITHM("ADR 3", "テンプレートの署名アルゴリズムを知りません", "the template's signature algorithm is unknown");

    private final String clause;
    private final String japanese;
    private final String english;

    PreparationRule(String clause, String japanese, String english) {
        this.clause = clause;
        this.japanese = japanese;
        this.english = english;
    }

    /// The name of the rule in outcomes, which stays as it is: `prepare.key-kind`.
    public String id() {
        return "prepare." + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// What says so: a clause, a decision of ours, or the profile alone.
    public String clause() {
        return clause;
    }

    /// The sentence, with `%s` where details go.
    String words(Language language) {
        return switch (language) {
            case JAPANESE -> japanese;
            case ENGLISH -> english;
        };
    }
}
