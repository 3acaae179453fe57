package kakehashi.path;

import java.util.EnumSet;
import java.util.Set;

/// Every reason why a certification path, or the evidence about it, does not hold: one constant a check, with the
/// clause that asks for it and the words for people. `%s` in the words is filled from the finding's details.
public enum Check {
    // Basic certificate processing
    SIGNATURE_INVALID(
            "RFC 5280 §6.1.3 (a)(1)", "発行者の鍵で署名を検証できません。", "The signature does not verify under the issuer's key."),
    SIGNATURE_ALGORITHM_UNKNOWN(
            "RFC 5280 §6.1.3 (a)(1)", "署名アルゴリズム %s は使えません。", "The signature algorithm %s is not known."),
    SIGNATURE_ALGORITHMS_DISAGREE(
            "RFC 5280 §4.1.1.2",
            "署名対象部分と署名とで、署名アルゴリズムが一致しません。",
            "The signed part and the signature name different algorithms."),
    ALGORITHM_NOT_ALLOWED(
            "NIST SP 800-131A §3", "署名アルゴリズム %s は許可されていません。", "The signature algorithm %s is not allowed."),
    KEY_TOO_SMALL("NIST SP 800-131A §3", "公開鍵 %s は短すぎます。", "The public key %s is too small."),
    KEY_UNUSABLE("RFC 5280 §4.1.2.7", "発行者の公開鍵を使えません。", "The issuer's public key cannot be used."),
    NOT_YET_VALID("RFC 5280 §6.1.3 (a)(2)", "有効期間の開始 %s より前です。", "The validity period begins only at %s."),
    EXPIRED("RFC 5280 §6.1.3 (a)(2)", "有効期間は %s に終わりました。", "The validity period ended at %s."),
    REVOKED("RFC 5280 §6.1.3 (a)(3)", "%s に、%sにより失効しました。", "Revoked at %s for %s."),
    REVOCATION_UNDETERMINED(
            "RFC 5280 §6.1.3 (a)(3)", "失効しているかどうかを確認できません。", "Whether it is revoked cannot be determined."),
    ISSUER_NAME_MISMATCH(
            "RFC 5280 §6.1.3 (a)(4)",
            "発行者名「%s」が、上位の証明書の主体者名「%s」と一致しません。",
            "The issuer name \"%s\" is not the subject name \"%s\" of the certificate above."),
    NAME_NOT_PERMITTED(
            "RFC 5280 §6.1.3 (b)", "名前「%s」は、許可された範囲の外にあります。", "The name \"%s\" lies outside the permitted subtrees."),
    NAME_EXCLUDED("RFC 5280 §6.1.3 (c)", "名前「%s」は、除外された範囲にあります。", "The name \"%s\" lies in an excluded subtree."),
    NAME_CONSTRAINT_NOT_SUPPORTED(
            "RFC 5280 §4.2.1.10",
            "名前制約の形式 %s は処理できません。",
            "A name constraint of the form %s applies and cannot be processed."),
    NO_VALID_POLICY("RFC 5280 §6.1.3 (f)", "受け入れられる証明書ポリシーが残っていません。", "No acceptable certificate policy is left."),

    // Preparation for the next certificate
    ANY_POLICY_MAPPED(
            "RFC 5280 §6.1.4 (a)", "ポリシーマッピングに anyPolicy が含まれています。", "The policy mappings map from or to anyPolicy."),
    NOT_VERSION_3(
            "RFC 5280 §6.1.4 (k)",
            "バージョン 3 の証明書ではないため、CA として使えません。",
            "Not a version 3 certificate, so not usable as a CA's."),
    NOT_A_CA("RFC 5280 §6.1.4 (k)", "CA の証明書ではありません。", "Not a CA's certificate."),
    PATH_TOO_LONG("RFC 5280 §6.1.4 (l)", "パスの長さの制限を超えています。", "The path is longer than its certificates allow."),
    KEY_MAY_NOT_SIGN_CERTIFICATES(
            "RFC 5280 §6.1.4 (n)", "鍵用途に証明書への署名が含まれていません。", "The key usage does not include signing certificates."),
    UNKNOWN_CRITICAL_EXTENSION(
            "RFC 5280 §6.1.4 (o)", "処理できないクリティカルな拡張 %s があります。", "The critical extension %s cannot be processed."),

    // Purposes and names that the caller asks for
    PURPOSE_NOT_ALLOWED("RFC 5280 §4.2.1.12", "拡張鍵用途に %s がありません。", "The extended key usage does not include %s."),
    KEY_USAGE_NOT_ALLOWED("RFC 5280 §4.2.1.3", "鍵用途に %s がありません。", "The key usage does not include %s."),
    PEER_NAME_MISMATCH("RFC 9525 §6", "名前「%s」の証明書ではありません。", "The certificate is not for the name \"%s\"."),

    // The path as a whole
    SAME_CERTIFICATE_TWICE("RFC 5280 §6.1", "同じ証明書がパスに二度現れます。", "The same certificate stands twice in the path."),
    ISSUER_NOT_FOUND("RFC 4158 §2", "発行者「%s」の証明書が見つかりません。", "No certificate of the issuer \"%s\" is known."),
    NO_PATH_TO_ANCHOR("RFC 4158 §2", "信頼する CA に至る認証パスがありません。", "No path leads to a trust anchor."),
    ANCHOR_EXPIRED("RFC 5914 §2.6", "トラストアンカーの有効期間は %s に終わりました。", "The trust anchor's validity ended at %s."),
    ANCHOR_NOT_YET_VALID(
            "RFC 5914 §2.6", "トラストアンカーの有効期間の開始 %s より前です。", "The trust anchor's validity begins only at %s."),
    BUDGET_EXHAUSTED("RFC 4158 §2.4", "探索の上限（%s）に達しました。", "The search reached its limit of %s."),

    // What purposes ask beyond path validation
    TARGET_IS_A_CA(
            "RFC 5280 §4.2.1.9", "CA の証明書であり、この用途には使えません。", "A CA's certificate, not to be used for this purpose."),
    PURPOSE_NOT_DEDICATED(
            "RFC 5280 §4.2.1.12",
            "用途 %s の証明書に、併用できない用途 %s があります。",
            "A certificate for the purpose %s also lists the purpose %s."),

    // Certificates that are not as RFC 5280 §4 asks of issuers
    EMPTY_ISSUER_NAME("RFC 5280 §4.1.2.4", "発行者名が空です。", "The issuer name is empty."),
    CA_WITHOUT_SUBJECT("RFC 5280 §4.1.2.6", "CA の証明書の主体者名が空です。", "The subject name of a CA is empty."),
    SERIAL_NUMBER_NOT_CONFORMING(
            "RFC 5280 §4.1.2.2",
            "シリアル番号が正の数でないか、20 オクテットを超えています。",
            "The serial number is not positive, or longer than 20 octets."),
    EXTENSION_MISSING("RFC 5280 §4.2", "拡張 %s がありません。", "The extension %s is missing."),
    EXTENSION_MUST_BE_CRITICAL("RFC 5280 §4.2", "拡張 %s はクリティカルでなければなりません。", "The extension %s is not critical."),
    EXTENSION_MUST_NOT_BE_CRITICAL("RFC 5280 §4.2", "拡張 %s はクリティカルであってはなりません。", "The extension %s is critical."),
    EXTENSION_NOT_ALLOWED("RFC 5280 §4.2", "拡張 %s はこの証明書に使えません。", "The extension %s is not allowed here."),
    EXTENSION_CONTENT("RFC 5280 §4.2", "拡張 %s の内容が規則に反します。", "What the extension %s says is against the rules."),
    SUBJECT_MISSING("RFC 5280 §4.1.2.6", "主体者名も主体者別名もありません。", "There is neither a subject name nor a subjectAltName."),
    HOST_NAME_MALFORMED("RFC 5280 §4.2.1.6", "「%s」は正しいホスト名ではありません。", "\"%s\" is not a host name."),
    KEY_NOT_ALLOWED("CA/Browser Forum BR §6.1.5", "公開鍵 %s は許可されていません。", "The public key %s is not allowed."),

    // Revocation evidence
    CRL_NOT_FOUND("RFC 5280 §6.3.3", "「%s」の CRL がありません。", "There is no CRL of \"%s\"."),
    CRL_NOT_YET_VALID("RFC 5280 §6.3.3 (a)", "CRL の発行時刻 %s より前です。", "The CRL was issued only at %s."),
    CRL_EXPIRED("RFC 5280 §6.3.3 (a)", "CRL の次回更新時刻 %s を過ぎています。", "The CRL was to be replaced by %s."),
    CRL_TOO_OLD("RFC 5280 §3.3", "発行時刻 %s の CRL は古すぎます。", "The CRL of %s is older than is accepted."),
    CRL_WITHOUT_NEXT_UPDATE(
            "RFC 5280 §5.1.2.5",
            "発行時刻 %s の CRL には次回更新時刻がなく、どれだけ古い CRL まで認めるかも定められていません。",
            "The CRL of %s names no next update, and no greatest age of CRLs is set."),
    CRL_ISSUER_MISMATCH(
            "RFC 5280 §6.3.3 (b)(1)",
            "CRL の発行者は、この証明書の失効情報を発行する者ではありません。",
            "The CRL's issuer does not answer for this certificate."),
    CRL_SCOPE_MISMATCH("RFC 5280 §6.3.3 (b)(2)", "CRL の対象にこの証明書が含まれません。", "The CRL does not cover this certificate."),
    CRL_REASONS_NOT_COVERED(
            "RFC 5280 §6.3.3", "CRL がすべての失効理由を対象としていません。", "The CRLs do not cover every reason for revocation."),
    CRL_SIGNATURE_INVALID("RFC 5280 §6.3.3 (g)", "CRL の署名を検証できません。", "The CRL's signature does not verify."),
    CRL_ALGORITHM_NOT_ALLOWED(
            "RFC 5280 §6.3.3 (g)", "CRL の署名アルゴリズム %s は使えません。", "The CRL's signature algorithm %s is not accepted."),
    CRL_SIGNATURE_ALGORITHMS_DISAGREE(
            "RFC 5280 §5.1.1.2",
            "CRL の署名対象部分と署名とで、署名アルゴリズムが一致しません。",
            "The CRL's signed part and its signature name different algorithms."),
    CRL_ISSUER_NOT_TRUSTED(
            "RFC 5280 §6.3.3 (f)",
            "CRL 発行者「%s」の鍵を、同じトラストアンカーから確認できません。",
            "No key of the CRL issuer \"%s\" leads to the same trust anchor."),
    CRL_UNKNOWN_CRITICAL_EXTENSION(
            "RFC 5280 §5.2", "CRL に処理できないクリティカルな拡張 %s があります。", "The CRL's critical extension %s cannot be processed."),
    OCSP_NOT_FOUND("RFC 6960 §3.2 (1)", "この証明書の OCSP レスポンスがありません。", "There is no OCSP response for this certificate."),
    OCSP_SIGNATURE_INVALID(
            "RFC 6960 §3.2 (2)", "OCSP レスポンスの署名を検証できません。", "The OCSP response's signature does not verify."),
    OCSP_ALGORITHM_NOT_ALLOWED(
            "RFC 6960 §3.2 (2)",
            "OCSP レスポンスの署名アルゴリズム %s は使えません。",
            "The OCSP response's signature algorithm %s is not accepted."),
    OCSP_RESPONDER_REVOKED(
            "RFC 6960 §4.2.2.2.1", "OCSP レスポンダの証明書は失効しています。", "The OCSP responder's certificate is revoked."),
    OCSP_RESPONDER_NOT_AUTHORIZED(
            "RFC 6960 §4.2.2.2", "OCSP レスポンダは発行者から認められていません。", "The OCSP responder is not authorised by the issuer."),
    OCSP_NOT_YET_VALID("RFC 6960 §3.2 (5)", "OCSP レスポンスは %s から有効です。", "The OCSP response holds only from %s."),
    OCSP_EXPIRED("RFC 6960 §3.2 (6)", "OCSP レスポンスの次回更新時刻 %s を過ぎています。", "The OCSP response was to be replaced by %s."),
    OCSP_TOO_OLD(
            "RFC 6960 §3.2 (5)", "時刻 %s の OCSP レスポンスは古すぎます。", "The OCSP response of %s is older than is accepted."),
    OCSP_WITHOUT_NEXT_UPDATE(
            "RFC 6960 §4.2.2.1",
            "時刻 %s の OCSP レスポンスには次回更新時刻がなく、どれだけ古いレスポンスまで認めるかも定められていません。",
            "The OCSP response of %s names no next update, and no greatest age of responses is set."),
    OCSP_PRODUCED_TOO_EARLY(
            "RFC 6960 §2.4",
            "OCSP レスポンスの作成時刻 %s は、証明書の有効期間の開始より前です。",
            "The OCSP response was produced at %s, before the certificate became valid."),
    OCSP_CONTRADICTION(
            "RFC 6960 §3.2 (1)",
            "OCSP レスポンスの中で、この証明書の状態が一致しません。",
            "The OCSP response gives the certificate more than one status."),
    OCSP_UNKNOWN("RFC 6960 §2.2", "OCSP レスポンダは、この証明書を知りません。", "The OCSP responder does not know the certificate."),
    OCSP_ERROR("RFC 6960 §4.2.1", "OCSP レスポンダがエラー %s を返しました。", "The OCSP responder answered the error %s."),
    OCSP_UNKNOWN_CRITICAL_EXTENSION(
            "RFC 6960 §4.4",
            "OCSP レスポンスに処理できないクリティカルな拡張 %s があります。",
            "The OCSP response's critical extension %s cannot be processed.");

    private static final Set<Check> TIED_TO_TIME =
            EnumSet.of(NOT_YET_VALID, EXPIRED, ANCHOR_EXPIRED, ANCHOR_NOT_YET_VALID, REVOKED, BUDGET_EXHAUSTED);

    private static final Set<Check> ABOUT_EVIDENCE_AT_ANY_TIME = EnumSet.of(
            CRL_NOT_FOUND,
            CRL_ISSUER_MISMATCH,
            CRL_SCOPE_MISMATCH,
            CRL_SIGNATURE_INVALID,
            CRL_ALGORITHM_NOT_ALLOWED,
            CRL_SIGNATURE_ALGORITHMS_DISAGREE,
            OCSP_NOT_FOUND);

    private final String clause;
    private final String japanese;
    private final String english;

    Check(String clause, String japanese, String english) {
        this.clause = clause;
        this.japanese = japanese;
        this.english = english;
    }

    /// The clause that asks for the check, such as `RFC 5280 §6.1.3 (a)(1)`.
    public String clause() {
        return clause;
    }

    /// The words for people, with `%s` where the details go.
    public String words(Language language) {
        return switch (language) {
            case JAPANESE -> japanese;
            case ENGLISH -> english;
        };
    }

    /// Whether the check says that evidence about revocation is missing or unusable, rather than that anything is
    /// wrong with a certificate.
    boolean isAboutEvidence() {
        return this == REVOCATION_UNDETERMINED || compareTo(CRL_NOT_FOUND) >= 0;
    }

    /// Whether the check refuses a piece of evidence whatever the time.
    boolean isTimelessAboutEvidence() {
        return ABOUT_EVIDENCE_AT_ANY_TIME.contains(this);
    }

    /// Whether the same check would say the same at any other time and with any other evidence.
    boolean isTimeless() {
        return !isAboutEvidence() && !TIED_TO_TIME.contains(this);
    }
}
