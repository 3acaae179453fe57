package kakehashi.drawing;

import kakehashi.path.Language;

/// The words of pictures and tables, both languages side by side; `%s` where a detail goes.
enum Words {
    TITLE("信頼グラフ", "Trust graph"),
    PATH_TITLE("認証パス", "Certification path"),
    SUMMARY(
            "CA %s、証明書 %s、領域 %s。時刻 %s。トラストアンカー又は最上位: %s。",
            "%s CAs, %s certificates, %s domains, at %s. Trust anchors or tops: %s."),
    NEEDS_ATTENTION("注意: 期限切れ %s、開始前 %s、失効 %s。", "Attention: %s expired, %s not yet valid, %s revoked."),
    READING(
            "箱は CA。鍵の行から出る線がその鍵で署名した証明書を、矢印の先の行が発行された証明書を示します。",
            "A box is a CA. A line leaves the key that signed and its arrow ends at the certificate that was issued."),
    LEGEND(
            "太線=領域間、破線=期限切れ・開始前・失効、plN=pathLen、mapN=ポリシーマッピング数、NC=名前制約、"
                    + "E=requireExplicitPolicy、M=inhibitPolicyMapping、A=inhibitAnyPolicy、日付は日本時間",
            "bold: between domains; dashed: expired, not yet valid or revoked; plN: pathLen; mapN: policy "
                    + "mappings; NC: name constraints; E: requireExplicitPolicy; M: inhibitPolicyMapping; "
                    + "A: inhibitAnyPolicy; days are Japan's (JST)"),
    PATH_LEGEND("✓=有効なパス、?=試した証明書、✗=問題が見つかった証明書", "✓: the path that holds; ?: tried; ✗: something was found"),
    ANCHOR("トラストアンカー", "trust anchor"),
    TOP("最上位", "top"),
    BRIDGE("ブリッジ: %s 領域へ", "bridge to %s domains"),
    TARGET("検証対象", "target"),
    SUBSCRIBER("エンドエンティティ", "end entity"),
    KEY("鍵 %s", "key %s"),
    UNKNOWN_KEY("鍵は不明", "key not known"),
    SELF_SIGNED("自己署名", "self-signed"),
    SELF_ISSUED("自己発行（鍵の切替え）", "self-issued, between keys"),
    LEAVES("下位 CA のない CA %s", "%s CAs without further issuance"),
    FROM("発行者 %s", "from %s"),
    POLICY_MAPPINGS("ポリシーマッピング:", "policy mappings:"),
    NAME_CONSTRAINTS("名前制約:", "name constraints:"),
    PERMITTED("許可", "permitted"),
    EXCLUDED("除外", "excluded"),
    VALID_FROM_TO("%s から %s まで", "from %s to %s"),
    REVOKED_AT("%s に失効（%s）", "revoked at %s (%s)"),
    ISSUER("発行者", "Issuer"),
    ISSUER_KEY("発行者の鍵", "Issuer's key"),
    SUBJECT("主体者", "Subject"),
    SUBJECT_KEY("主体者の鍵", "Subject's key"),
    DOMAINS("領域", "Domains"),
    NOT_BEFORE("有効期間の開始", "Valid from"),
    NOT_AFTER("有効期間の終了", "Valid to"),
    STANDING("状態", "Standing"),
    LIMITS("制約", "Limits"),
    FINDINGS("見つかった問題", "Findings"),
    FINGERPRINT("SHA-256", "SHA-256"),
    HOLDS("有効です。", "A path holds."),
    HOLDS_NOT("有効なパスはありません。", "No path holds."),
    UNDETERMINED("判定できません。", "Undetermined."),
    CANDIDATE("失敗した候補 %s", "Candidate %s, failed"),
    CANDIDATES("失敗した候補: %s", "Candidates that failed: %s"),
    MISSING("足りないもの", "Missing"),
    NO_ANCHOR("（アンカーに届かない）", "(no anchor reached)"),
    PATH("パス", "Path");

    private final String japanese;
    private final String english;

    Words(String japanese, String english) {
        this.japanese = japanese;
        this.english = english;
    }

    String in(Language language, Object... details) {
        String words = switch (language) {
            case JAPANESE -> japanese;
            case ENGLISH -> english;
        };
        return details.length == 0 ? words : String.format(words, details);
    }
}
