package kakehashi.collection;

import kakehashi.web.PageLanguage;
import kakehashi.web.Words;

/// The words of the page about what is collected from other domains.
enum CollectWords {
    TITLE("他の領域からの収集", "Collected from other domains"),
    ABOVE("リポジトリ", "Repository"),
    PURPOSE(
            "相互認証先などが公開する証明書と失効リストを収集し、認証パスの検証に使っています。",
            "Certificates and revocation lists that other domains publish are collected for validating paths."),
    NOBODY("収集先は設定されていません。", "No domain is configured to be collected from."),
    AGE("最も古い応答", "Oldest answer"),
    SECONDS("%d 秒前", "%d seconds ago"),
    NEVER("まだ応答がありません", "none yet"),
    HELD("保持している件数", "Held"),
    COUNTS("証明書 %d、相互認証証明書の組 %d、失効リスト %d", "%d certificates, %d cross-certificate pairs, %d revocation lists"),
    PLACES("%s の収集先", "Places of %s"),
    PLACE("収集先", "Place"),
    ASKED("最後に問い合わせた日時", "Last asked"),
    HAD("最後に取得した日時", "Last had"),
    STATE("状態", "State"),
    FINE("正常", "fine"),
    FAILING("失敗 %d 回", "failed %d times"),
    BROUGHT("持ち込まれたファイル（SHA-256 %s）", "A file that was brought (SHA-256 %s)"),
    LISTS("%s の失効リスト（最新）", "Newest revocation lists of %s"),
    ISSUER("発行者", "Issuer"),
    ISSUED_AT("発行日時", "Issued"),
    NEXT("次回更新", "Next update"),
    ENTRIES("件数", "Entries"),
    OVERDUE("更新期限を過ぎています", "overdue"),
    NONE("なし", "none"),
    EVENTS("最近の変化と失敗", "Recent changes and failures"),
    TIME("日時", "Time"),
    DOMAIN("領域", "Domain"),
    WHAT("内容", "What"),
    ABOUT("対象", "About"),
    CERTIFICATE_ADDED("証明書が増えました", "certificate added"),
    CERTIFICATE_GONE("証明書がなくなりました", "certificate gone"),
    CRL_ADDED("失効リストが更新されました", "revocation list added"),
    REFUSED("受け入れませんでした", "refused"),
    SOURCE_FAILED("取得できなくなりました", "place fails"),
    SOURCE_RECOVERED("取得できるようになりました", "place answers again");

    private final Words words;

    CollectWords(String japanese, String english) {
        words = new Words(japanese, english);
    }

    static CollectWords of(CollectEvent.What what) {
        return switch (what) {
            case CERTIFICATE_ADDED -> CERTIFICATE_ADDED;
            case CERTIFICATE_GONE -> CERTIFICATE_GONE;
            case CRL_ADDED -> CRL_ADDED;
            case REFUSED -> REFUSED;
            case SOURCE_FAILED -> SOURCE_FAILED;
            case SOURCE_RECOVERED -> SOURCE_RECOVERED;
        };
    }

    String in(PageLanguage language, Object... details) {
        String said = words.in(language);
        return details.length == 0 ? said : said.formatted(details);
    }
}
