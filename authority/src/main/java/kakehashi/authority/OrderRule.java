package kakehashi.authority;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import kakehashi.path.Language;

/// Why an order was not carried out. The id stands in the outcome; the words are for people.
public enum OrderRule {
    MALFORMED("読み取れない指図です", "the order cannot be read"),
    OTHER_INSTALLATION("別の設備に宛てた指図です", "the order is for another installation"),
    EXPIRED("指図の期限が過ぎています", "the order has expired"),
    NOT_YET_MADE("指図の作成時刻が先の時刻です", "the order was made in the future"),
    LIFE_TOO_LONG("指図の期限が規則より長すぎます", "the order lives longer than the rules allow"),
    ID_USED("同じ番号の別の指図が処理済みです", "another order with this id was settled"),
    NO_RULE("この種類の指図についての規則がありません", "no rule speaks of orders of this kind"),
    NOT_ENOUGH_APPROVALS("承認がまだ足りません", "approvals are missing"),
    REJECTED("承認者が却下しました", "an approver rejected the order"),
    NO_FILING("申請がありません", "the filing is missing"),
    FILING_DIFFERS("申請と指図の内容が一致しません", "the order is not what was filed"),
    FILING_EXPIRED("申請の期限が過ぎています", "the filing has expired"),
    FILING_SPENT("この申請は処理済みです", "the filing was carried out before"),
    FILING_OUT_OF_SCOPE("申請者の権限の範囲外です", "the filing is outside its officer's scope"),
    SELF_FILED("自分のための申請はできません", "the filer is the applicant"),
    NO_SUCH_AUTHORITY("その CA はありません", "there is no such CA"),
    AUTHORITY_EXISTS("その CA はすでにあります", "the CA exists already"),
    AUTHORITY_ENDED("その CA は終了しています", "the CA has ended"),
    NO_SUCH_PROFILE("そのプロファイルは有効ではありません", "the profile is not in force"),
    PROFILE_OF_CAS(
            "CA のためのプロファイルです（CA と相互認証証明書には別の種類の指図が要ります）",
            "the profile is for CAs; their certificates and cross-certificates take orders of their own kinds"),
    PROFILE_FAULTY("プロファイルに誤りがあります", "the profile has faults"),
    SETTINGS_FAULTY("CA の設定に誤りがあります", "the CA's settings have faults"),
    SHARDS_CHANGE("証明書が分割 CRL を指しているため、分割数は変えられません", "certificates name the CA's shards, whose number cannot change"),
    TOO_MANY_AUTHORITIES("一つの設備の CA は 255 までです", "an installation has 255 CAs at most"),
    TOO_MANY_LISTS(
            "この分割数では、CA のすべての鍵の CRL を合わせて 255 を超えます",
            "with so many shards, the CRLs under all of the CA's keys would be more than 255"),
    SIGNING_CHANGES(
            "稼働中の認証局の署名アルゴリズムとトークンは変えられません。新しい認証局を並べて作ってください",
            "signature algorithm and token of a working CA do not change; make a new CA beside it"),
    NO_POSSESSION("秘密鍵を持つ証拠がありません", "possession of the private key is not shown"),
    WEAK_KEY("鍵が弱いか、正しくありません", "the key is weak or wrong"),
    KEY_REUSED("同じ鍵が別の主体者に使われています", "the key was certified for another subject"),
    NOT_PREPARED("プロファイルに合いません", "the request does not fit the profile"),
    LINT("検査（lint）に通りません", "the certificate does not pass lint"),
    KEY_NOT_HERE("その鍵はこの設備のトークンにありません", "the key is not in this installation's token"),
    TOKEN_NOT_OPEN(
            "その CA の鍵のトークンは開かれていません（オフライン）。セレモニーで開くまで待ちます",
            "the token with the CA's key is not open: it is offline, and the order waits for its ceremony"),
    KEY_REFUSED("トークンが鍵の操作を断りました", "the token refused the key operation"),
    OWN_CERTIFICATE(
            "相手の認証局自身の証明書が読めないか、その署名が正しくありません",
            "the other CA's own certificate cannot be read, or its signature does not hold"),
    TEMPLATE_DIFFERS("ひな型が指図の内容と一致しません", "the template does not fit the order"),
    RECEIVED_DIFFERS("受け取った証明書が、この CA の鍵・要求・名前と一致しません", "the certificate does not fit the CA's key, request or name"),
    RECEIVED_INVALID("示された発行者のもとでは、有効な CA 証明書ではありません", "under the issuer that was given it is no valid CA certificate"),
    RECEIVED_BEFORE("その証明書はすでに受け取っています", "the certificate was received before"),
    NOT_ISSUED_HERE("その証明書はこの CA が発行したものではありません", "the certificate was not issued by this CA"),
    RECORD_MISSING(
            "証明書の記録が見当たりません。すべての記録を照合しています。しばらくしてからもう一度出してください",
            "the certificate's record is not there; all records are being compared, send the order again later"),
    REVOCATION_REFUSED("失効の状態をそのように変えることはできません", "the revocation state cannot change so"),
    NAMED_TWICE("同じ証明書が指図に二度書かれています", "the order names the certificate twice"),
    OFFICER_FAULTY("担当職員の登録内容に誤りがあります", "the officer's record has faults"),
    NO_SUCH_OFFICER("その担当職員は登録されていません", "there is no such officer"),
    PERSON_REGISTERED("その人は別の担当職員として登録されています", "the person is registered as another officer"),
    ROLES_EXCLUDE("兼ねることのできない役割です", "one person must not hold these roles together"),
    CREDENTIAL_KNOWN("その鍵は登録されたことがあります", "the key was registered before"),
    ENROLMENT_FAULTY("署名手段の登録の署名が正しくありません", "an enrolment's signature is wrong"),
    FLOOR("規則の下限を下回ります", "it is below the floor of all rules"),
    RULES_UNMEETABLE("有効な担当職員では規則を満たせません", "the officers in force cannot meet the rules"),
    NO_SUCH_AUTHORISATION("その常時許可は有効ではありません", "the standing authorisation is not in force"),
    AUTHORISATION_EXHAUSTED("常時許可の枠を使い切りました", "the standing authorisation is used up"),
    SUBSCRIBER_PROOF("加入者の署名が正しくありません", "the subscriber's proof is wrong"),
    PAIR_FAULTY("相互認証証明書ペアが正しくありません", "the cross-certificate pair is wrong"),
    KEY_CHANGE_FAULTY("鍵の変更が正しくありません", "the change of keys is wrong"),
    EVIDENCE_FAULTY("消去の対象が正しくありません", "what is to be erased is wrong"),
    TOO_MANY_ATTEMPTS("署名を 3 回試みましたが記録できませんでした", "three attempts to sign were not recorded"),
    ISSUING_STOPPED("失われた署名が多すぎるため、発行を止めています", "issuing has stopped: too many signatures were lost"),
    INTERRUPTED("署名の途中で停止したため、やり直しには新しい指図が必要です", "interrupted while signing; a new order is needed");

    private final String japanese;
    private final String english;

    OrderRule(String japanese, String english) {
        this.japanese = japanese;
        this.english = english;
    }

    /// The id in outcomes, such as `filing-spent`.
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// The words of a refusal in an outcome: those of its rule, and what the vault added after a colon.
    ///
    /// @param refusal such as `lint: ERROR japan-alt-name`
    public static String words(String refusal, Language language) {
        int colon = refusal.indexOf(": ");
        return ofId(colon < 0 ? refusal : refusal.substring(0, colon))
                .map(rule ->
                        rule.words(language) + (colon < 0 ? "" : rule.told(refusal.substring(colon + 2), language)))
                .orElse(refusal);
    }

    private String told(String detail, Language language) {
        return this == NOT_ENOUGH_APPROVALS
                ? (language == Language.JAPANESE ? "。" : ": ") + MissingApprovals.words(detail, language)
                : " (" + detail + ")";
    }

    /// The words of a refusal in both languages, for people who stand around one screen.
    public static String explained(String refusal) {
        return words(refusal, Language.JAPANESE) + " / " + words(refusal, Language.ENGLISH);
    }

    /// The rule of an id; empty for one of another version of the product.
    public static Optional<OrderRule> ofId(String id) {
        return Arrays.stream(values()).filter(rule -> rule.id().equals(id)).findFirst();
    }

    /// One sentence without a full stop.
    public String words(Language language) {
        return switch (language) {
            case JAPANESE -> japanese;
            case ENGLISH -> english;
        };
    }
}
