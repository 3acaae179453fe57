package kakehashi.validation;

import kakehashi.web.PageLanguage;
import kakehashi.web.Words;

/// The words of the validation pages; `%s` where a detail goes.
enum PageWords {
    VERIFY("証明書を検証する", "Validate a certificate"),
    VERIFY_LEAD(
            "証明書のファイルを選ぶか、内容を貼り付けてください。政府認証基盤又は相互認証先が発行した有効な証明書かどうかを、根拠とともに表示します。",
            "Choose the file of a certificate, or paste it. You are told whether it is a valid certificate of the "
                    + "Government PKI or of a domain that is cross-certified with it, and why."),
    FILE("証明書のファイル", "Certificate file"),
    FILE_HINT(
            "PEM、DER、PKCS #7（.cer .crt .pem .p7b .p7c）。1 ファイル、1MB（1,048,576 バイト）まで。",
            "PEM, DER or PKCS #7 (.cer .crt .pem .p7b .p7c). One file, at most 1 MB (1,048,576 bytes)."),
    PASTE("証明書の内容", "Certificate as text"),
    PASTE_HINT(
            "ファイルを選ばない場合に、「-----BEGIN CERTIFICATE-----」から始まる文字列を貼り付けてください。",
            "If you choose no file, paste the text that begins with \"-----BEGIN CERTIFICATE-----\"."),
    POLICY("検証ポリシー", "Relying-party policy"),
    STATED_TIME("検証する時点", "Time"),
    STATED_TIME_HINT(
            "空欄なら現在です。過去の時点を調べる場合だけ、日本時間で「2024-11-01」又は「2024-11-01 09:30」のように入力してください。",
            "Leave it empty for now. For a time in the past write it as in Japan, such as 2024-11-01 or 2024-11-01 09:30, "
                    + "or with its offset, such as 2024-11-01T00:30:00Z."),
    NO_TIME("日時として読み取れません。「2024-11-01」のように入力してください。", "This is no time. Write it like 2024-11-01."),
    SUBMIT("検証する", "Validate"),
    PRIVACY(
            "送信された証明書と検証結果は、検証を依頼したブラウザからだけ見ることができ、%s後に削除されます。",
            "What you send and the answer can be seen from your browser only, and are deleted after %s."),
    MINUTES("%s 分", "%s minutes"),
    NOTHING_SENT("証明書のファイルを選ぶか、内容を貼り付けてください。", "Choose a file, or paste a certificate."),
    UNREADABLE(
            "証明書として読み取れません。PEM、DER、PKCS #7 のいずれかの形式か確認してください。",
            "This cannot be read as a certificate. Check that it is PEM, DER or PKCS #7."),
    NO_CERTIFICATE("証明書が含まれていません。別のファイルを選んでください。", "There is no certificate in it. Choose another file."),
    PRIVATE_KEY(
            "秘密鍵が含まれています。秘密鍵は誰にも送らないでください。この秘密鍵の証明書は、発行元に失効を申し出てください。",
            "There is a private key in it. Never send a private key to anyone. Ask the issuer to revoke its "
                    + "certificate."),
    TAG_YES("有効", "Valid"),
    TAG_NO("無効", "Not valid"),
    TAG_OPEN("未確認", "Not known"),
    YES("有効な証明書です", "This certificate is valid"),
    NO("有効な証明書ではありません", "This certificate is not valid"),
    REVOKED("失効している証明書です", "This certificate is revoked"),
    EXPIRED("有効期限が切れた証明書です", "This certificate has expired"),
    NO_ISSUER("発行元を確認できません", "The issuer cannot be confirmed"),
    NOT_NOW("今は確認できません", "This cannot be told now"),
    YES_SENTENCE(
            "「%s」の証明書は、信頼する「%s」からのパスで%s時点で有効と確認できました。",
            "The certificate of \"%s\" is valid by a path from \"%s\", which is trusted, as of %s."),
    NO_SENTENCE("「%s」の証明書は、%s時点で有効と認められません。", "The certificate of \"%s\" is not valid as of %s."),
    NO_ISSUER_SENTENCE(
            "「%s」の証明書は、%s時点で、政府認証基盤又は相互認証先が発行した証明書と確認できません。",
            "The certificate of \"%s\" cannot be confirmed, as of %s, to be of the Government PKI or of a domain that "
                    + "is cross-certified with it."),
    NOT_NOW_SENTENCE(
            "「%s」の証明書は、%s時点で、確認に必要な情報がそろいません。証明書の問題とは限りません。しばらくしてからもう一度検証してください。",
            "As of %2$s, something is missing that is needed to judge the certificate of \"%1$s\". That need not be its "
                    + "fault. Please try again later."),
    BECAUSE("理由：", "Reason: "),
    PATH("認証パス", "Certification path"),
    PATH_SENTENCE("信頼の起点から証明書まで：%s", "From the trust anchor to the certificate: %s"),
    NO_PATH_SENTENCE(
            "有効なパスは見つかりませんでした。試したパスのうち、有効に最も近いものを図に示します。",
            "No valid path was found. The picture shows the one that came nearest to it."),
    PICTURE("%s：%s", "%s: %s"),
    OPEN_PATH_SENTENCE(
            "パスを最後まで確認できませんでした。確認できたところまでを図に示します。",
            "No path could be checked to its end. The picture shows how far it came."),
    ENLARGE("図だけを表示する", "Show the picture alone"),
    AS_TABLE("図の内容を表で見る", "The picture as a table"),
    WHY_NOT("有効と認められない理由", "Why it is not valid"),
    WHY_OPEN("確認できない理由", "Why it cannot be told"),
    ALSO_TRIED("ほかに試したパス（%s）", "Other paths that were tried (%s)"),
    CANDIDATE("試したパス %s", "Path %s that was tried"),
    MISSING("足りない情報", "What is missing"),
    NOT_HAD("外部から取得できなかった情報", "What could not be had from outside"),
    ON_PATH("パス全体", "The path as a whole"),
    NOTHING_FOUND("問題なし", "nothing against it"),
    CERTIFICATE("検証した証明書", "The certificate"),
    SUBJECT("主体者", "Subject"),
    ISSUER("発行者", "Issuer"),
    SERIAL("シリアル番号", "Serial number"),
    VALIDITY("有効期間", "Validity"),
    FROM_TO("%sから%sまで", "From %s to %s"),
    FINGERPRINT("SHA-256", "SHA-256"),
    CONDITIONS("検証の条件", "How it was judged"),
    AT("検証した時点", "Time"),
    VALID_UNTIL("この結果が続く期限", "The answer holds until"),
    GROUNDS("確認の根拠", "Grounds"),
    POLICIES("有効な証明書ポリシー", "Certificate policies it is valid for"),
    ANY_POLICY("すべて（anyPolicy）", "any (anyPolicy)"),
    NONE("なし", "none"),
    EVIDENCE("失効を確認した情報", "Evidence about revocation"),
    KIND("種類", "Kind"),
    ISSUED_AT("発行時刻", "Issued"),
    NEXT_UPDATE("次回更新", "Next update"),
    ANSWER_ID("回答番号", "Answer id"),
    KEPT_UNTIL("削除される時刻", "Deleted at"),
    ANOTHER("別の証明書を検証する", "Validate another certificate"),
    CANNOT_SHOW("この回答は表示できません", "This answer cannot be shown"),
    CANNOT_SHOW_LEAD(
            "回答は、検証を依頼したブラウザ、又は検証を依頼した API キーの持ち主だけが、保存期間内に限り見ることができます。",
            "An answer can be seen only by the browser that asked, or by the holder of the API key that asked, and "
                    + "only for a while."),
    API_KEY("API キー", "API key"),
    SHOW("回答を表示する", "Show the answer"),
    WRONG_KEY("この API キーで検証した回答ではないか、保存期間を過ぎています。", "No answer of that id is kept for this API key."),
    POLICY_LIST("検証ポリシー一覧", "Relying-party policies"),
    POLICY_LEAD(
            "検証ポリシーは、何を信頼の起点とし、何を条件に証明書を有効と認めるかを定めたものです。承認された版は変わりません。ダイジェストを承認文書と照合してください。",
            "A relying-party policy says what is trusted and what is demanded of a certificate. An approved version "
                    + "never changes. Compare the digest with that of the approved document."),
    NAME("名称", "Name"),
    OID("OID", "OID"),
    VERSION("版", "Version"),
    DIGEST("SHA-256", "SHA-256"),
    STANDARD("既定", "default"),
    ANCHORS("信頼の起点", "Trust anchors"),
    TEXT("承認された本文", "The approved text"),
    DOWNLOAD("本文をそのまま取得する", "Get the text as it is"),
    API("証明書検証 API", "Validation API"),
    API_LEAD(
            "業務システムの開発者向けの JSON API です。このページは、機械可読の仕様（OpenAPI 3.1）から作られています。",
            "The JSON API for developers of application systems. This page is made of the machine-readable "
                    + "specification (OpenAPI 3.1)."),
    API_DOCUMENT("OpenAPI 3.1 の文書（openapi.json）", "The OpenAPI 3.1 document (openapi.json)"),
    API_EXAMPLE("例", "Example"),
    REQUEST_BODY("リクエスト", "Request"),
    RESPONSES("レスポンス", "Responses"),
    STATUS("ステータス", "Status"),
    MEDIA_TYPE("形式", "Form"),
    MEANING("意味", "Meaning"),
    SCHEMAS("データの型", "Schemas"),
    FIELD("項目", "Field"),
    TYPE("型", "Type"),
    NEED("必須", "Required"),
    YES_WORD("必須", "yes"),
    NO_WORD("任意", "no"),
    OTHER_DOORS("ほかの窓口", "Other doors"),
    DOOR_OCSP("失効の状態だけを問い合わせる（RFC 6960）", "The status of one certificate (RFC 6960)"),
    DOOR_SCVP("SCVP で検証を依頼する（RFC 5055）", "Validation by SCVP (RFC 5055)");

    private final Words words;

    PageWords(String japanese, String english) {
        words = new Words(japanese, english);
    }

    Words words() {
        return words;
    }

    String in(PageLanguage language, Object... details) {
        String said = words.in(language);
        return details.length == 0 ? said : String.format(said, details);
    }
}
