package kakehashi.terminal;

/// What a fact is called: its key in JSON, which stays as it is, and its words for people.
enum Label {
    // Fields
    VERSION("version", "バージョン", "Version"),
    SUBJECT("subject", "主体者", "Subject"),
    ISSUER("issuer", "発行者", "Issuer"),
    SERIAL_NUMBER("serialNumber", "シリアル番号", "Serial number"),
    SERIAL_TEXT("serialText", "シリアル番号の文字", "Serial number as text"),
    NOT_BEFORE("notBefore", "有効期間の開始", "Valid from"),
    NOT_AFTER("notAfter", "有効期間の終了", "Valid until"),
    PUBLIC_KEY("publicKey", "公開鍵", "Public key"),
    KEY_IDENTIFIER("keyIdentifier", "鍵識別子", "Key identifier"),
    SIGNATURE_ALGORITHM("signatureAlgorithm", "署名アルゴリズム", "Signature algorithm"),
    SELF_ISSUED("selfIssued", "自己発行", "Self-issued"),
    EXTENSIONS("extensions", "拡張", "Extensions"),
    FINGERPRINT_SHA256("sha256", "フィンガープリント (SHA-256)", "Fingerprint (SHA-256)"),
    FINGERPRINT_SHA1("sha1", "フィンガープリント (SHA-1)", "Fingerprint (SHA-1)"),
    OCTETS("octets", "大きさ（オクテット）", "Size in octets"),
    THIS_UPDATE("thisUpdate", "発行時刻", "Issued at"),
    NEXT_UPDATE("nextUpdate", "次回更新時刻", "Next update by"),
    ENTRY_COUNT("entryCount", "失効した証明書の数", "Revoked certificates"),
    ENTRIES("entries", "失効した証明書（先頭）", "First revoked certificates"),
    REVOKED_AT("revokedAt", "失効時刻", "Revoked at"),
    REASON("reason", "失効理由", "Reason"),
    CRL_NUMBER("crlNumber", "CRL 番号", "CRL number"),
    BASE_CRL_NUMBER("baseCrlNumber", "基底 CRL 番号（差分 CRL）", "Base CRL number (delta CRL)"),
    ATTRIBUTES("attributes", "属性", "Attributes"),
    CERTIFICATES("certificates", "証明書", "Certificates"),
    CRLS("crls", "CRL", "CRLs"),
    ISSUED_TO_THIS_CA("issuedToThisCa", "この CA に発行された証明書", "Issued to this CA"),
    ISSUED_BY_THIS_CA("issuedByThisCa", "この CA が発行した証明書", "Issued by this CA"),
    CORRESPONDS("corresponds", "両証明書の対応", "The two correspond"),
    SIGNATURE_HOLDS("signatureHolds", "署名（要求者の鍵による検証）", "Signature under its own key"),
    RESPONSE_STATUS("responseStatus", "応答の状態", "Response status"),
    RESPONDER("responder", "レスポンダ", "Responder"),
    PRODUCED_AT("producedAt", "作成時刻", "Produced at"),
    REQUESTS("requests", "問い合わせ", "Requests"),
    RESPONSES("responses", "回答", "Responses"),
    STATUS("status", "状態", "Status"),
    NONCE("nonce", "ノンス", "Nonce"),
    ISSUER_NAME_HASH("issuerNameHash", "発行者名のハッシュ", "Hash of issuer name"),
    ISSUER_KEY_HASH("issuerKeyHash", "発行者の鍵のハッシュ", "Hash of issuer key"),
    HASH_ALGORITHM("hashAlgorithm", "ハッシュ", "Hash"),

    // Profiles
    PROFILE_KIND("kind", "種別", "Kind"),
    PROFILE_ID("profileId", "プロファイルの識別子", "Identity of the profile"),
    LONGEST_VALIDITY("longestValidity", "有効期間の上限", "Longest validity"),
    BOUNDARY("boundary", "有効期間の区切り", "Ends of validity lie at"),
    BEYOND_ISSUER("beyondIssuer", "CA の有効期間を超えるとき", "Where the CA ends before"),
    ALLOWED_KEYS("keys", "公開鍵", "Keys"),
    ALLOWED_ALGORITHMS("signatureAlgorithms", "署名アルゴリズム", "Signature algorithms"),
    BEARER("bearer", "名前の持ち主", "Who bears the name"),
    SUBJECT_ALT_NAMES("subjectAltNames", "主体者の別名", "Alternative names"),
    MADE_EXTENSIONS("madeExtensions", "証明書ごとに作る拡張", "Extensions made for each"),

    // Extensions
    TYPE("type", "種類", "Type"),
    CRITICAL("critical", "重要（クリティカル）", "Critical"),
    VALUE("value", "値", "Value"),
    MALFORMED("malformed", "形式の誤り", "Malformed"),
    CA("ca", "CA", "CA"),
    PATH_LENGTH("pathLength", "下位 CA の段数の上限", "At most this many CAs below"),
    USAGES("usages", "用途", "Usages"),
    PURPOSES("purposes", "目的", "Purposes"),
    NAMES("names", "名前", "Names"),
    POLICIES("policies", "ポリシー", "Policies"),
    POLICY("policy", "ポリシー", "Policy"),
    QUALIFIERS("qualifiers", "修飾子", "Qualifiers"),
    CPS("cps", "認証実施規程 (CPS)", "Practice statement (CPS)"),
    NOTICE("notice", "利用者への通知", "Notice"),
    MAPPINGS("mappings", "対応", "Mappings"),
    ISSUER_DOMAIN_POLICY("issuerDomainPolicy", "発行者側のポリシー", "Policy of the issuer's domain"),
    SUBJECT_DOMAIN_POLICY("subjectDomainPolicy", "主体者側のポリシー", "Policy of the subject's domain"),
    REQUIRE_EXPLICIT_POLICY("requireExplicitPolicy", "ポリシー必須まで", "Policy demanded after"),
    INHIBIT_POLICY_MAPPING("inhibitPolicyMapping", "マッピング禁止まで", "Mapping forbidden after"),
    SKIP_CERTIFICATES("skipCertificates", "この数の証明書の後", "After this many certificates"),
    PERMITTED("permitted", "許可", "Permitted"),
    EXCLUDED("excluded", "除外", "Excluded"),
    POINTS("points", "配布点", "Distribution points"),
    LOCATIONS("locations", "場所", "Locations"),
    RELATIVE_NAME("relativeName", "CRL 発行者からの相対名", "Name relative to the CRL issuer"),
    REASONS("reasons", "対象の失効理由", "Reasons covered"),
    CRL_ISSUER("crlIssuer", "CRL 発行者", "CRL issuer"),
    ACCESS("access", "アクセス先", "Access"),
    METHOD("method", "方式", "Method"),
    LOCATION("location", "場所", "Location"),
    AUTHORITY_ISSUER("authorityCertIssuer", "発行者証明書の発行者", "Issuer of the issuer's certificate"),
    AUTHORITY_SERIAL("authorityCertSerialNumber", "発行者証明書のシリアル番号", "Its serial number"),
    SCOPE("scope", "対象", "Scope"),
    INDIRECT("indirect", "間接 CRL", "Indirect"),
    INVALIDITY_DATE("invalidityDate", "危殆化したとみられる時刻", "Invalid since"),
    FORM("form", "形式", "Form"),
    NAME("name", "名前", "Name");

    private final String key;
    private final Phrase words;

    Label(String key, String japanese, String english) {
        this.key = key;
        this.words = new Phrase(japanese, english);
    }

    String key() {
        return key;
    }

    Phrase words() {
        return words;
    }
}
