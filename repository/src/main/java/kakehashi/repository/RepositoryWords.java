package kakehashi.repository;

import kakehashi.web.PageLanguage;
import kakehashi.web.Words;

/// The words of the pages about what is published.
enum RepositoryWords {
    TITLE("リポジトリ", "Repository"),
    PURPOSE(
            "認証局の証明書、相互認証証明書、失効リスト（CRL・ARL）を公開しています。",
            "Certificates of the CAs, cross-certificates and revocation lists (CRL, ARL) are published here."),
    FRESH("公開情報の時点", "As of"),
    AGE("%d 秒前の情報です（第 %d 号）", "%d seconds old (batch %d)"),
    END_ENTITIES("公開している官職・サーバ等の証明書", "Certificates of posts, servers and others"),
    END_ENTITIES_PLACE(
            "%,d 枚。LDAP では名前のエントリに、HTTP では /ca/認証局の ID/シリアル番号（16 進）.cer にあります",
            "%,d: by LDAP under their names, by HTTP at /ca/ID-OF-THE-CA/SERIAL-NUMBER-IN-HEX.cer"),
    NOT_YET("まだ公開情報がありません", "Nothing has been published yet"),
    HALTED("公開情報の更新を停止しています", "Updates have stopped"),
    SILENT("公開情報の更新が遅れています", "Updates are late"),
    SILENT_ADVICE(
            "発行局からの更新が届いていません。失効情報は、期限内の CRL によって回答しています。",
            "Nothing was heard from the issuing authority. Status is answered by CRLs while they are current."),
    HALTED_ADVICE("表示されている情報は古い可能性があります。運用者が確認中です。", "What is shown may be old. The operators have been told."),
    NOTE_ADVICE("運用者が確認中です。", "The operators have been told."),
    CERTIFICATE("認証局証明書", "CA certificate"),
    GET_CERTIFICATE("証明書のファイル（DER、.cer）", "File of the certificate (DER, .cer)"),
    ISSUED_TO("この認証局に発行された証明書", "Certificates issued to this CA"),
    ISSUED_BY("この認証局が他の認証局に発行した証明書", "Certificates that this CA issued to CAs"),
    SUBJECT("主体者", "Subject"),
    OTHER_NAME("別名", "Alternative name"),
    VALID_FROM("有効期間の開始", "Valid from"),
    VALID_UNTIL("有効期間の終了", "Valid until"),
    SERIAL("シリアル番号", "Serial number"),
    FINGERPRINT("フィンガープリント（SHA-256）", "Fingerprint (SHA-256)"),
    READ_ALOUD(
            "官報や電話で確かめるときは、4 文字ずつ読み上げてください。",
            "Read it aloud four characters at a time when you compare it by telephone or with the gazette."),
    FILES("ファイル", "Files"),
    LISTS("%sの失効リスト", "Revocation lists of %s"),
    FILE("ファイル名", "File"),
    NUMBER("番号", "Number"),
    ISSUED_AT("発行日時", "Issued"),
    NEXT("次回更新", "Next update"),
    ENTRIES("件数", "Entries"),
    OVERDUE("更新期限を過ぎています", "overdue"),
    NONE("なし", "none"),
    PAIRS("相互認証", "Cross-certification"),
    PAIRS_TABLE("相互認証証明書の組", "Cross-certificate pairs"),
    OUR_CA("当方の認証局", "Our CA"),
    PARTNER("相手方の認証局", "Partner"),
    UNTIL("期限", "Until"),
    GRAPH("信頼関係の図", "Who trusts whom"),
    GRAPH_LINK("図だけを表示する", "Show the picture alone"),
    GRAPH_TABLE("図の内容を表で見る", "The picture as a table");

    private final Words words;

    RepositoryWords(String japanese, String english) {
        words = new Words(japanese, english);
    }

    String in(PageLanguage language) {
        return words.in(language);
    }
}
