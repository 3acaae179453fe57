package kakehashi.demo;

import kakehashi.web.PageLanguage;
import kakehashi.web.Words;

/// What the pages of the demonstration say.
enum DemoWords {
    HOME("実演の案内", "The demonstration"),
    LEAD(
            "架け橋の実演です。ここにある認証局、証明書、組織、人物はすべて架空のもので、この計算機の中だけで動いています。",
            "This is a demonstration of Kakehashi. All CAs, certificates, organisations and persons are made up, and run on "
                    + "this computer only."),
    TRY("試してみる", "Try it"),
    TRY_LEAD(
            "実演で発行した証明書です。「検証する」を押すと、府省の検証ページが、有効か無効か、その理由、認証パスの図を示します。",
            "Certificates of the story. The ministry's verification page says whether each is valid, why, and shows the path "
                    + "as a picture."),
    SAMPLES("実演の証明書", "Certificates of the story"),
    SAMPLE("証明書", "Certificate"),
    VERIFY("検証する", "Verify"),
    API("JSON API を試す", "Ask the JSON API"),
    API_LEAD(
            "端末に貼り付けると、%sについて JSON API が答えます。キーは実演のためのもので、この計算機の中でだけ使え、実演を始めるたびに変わります。",
            "Paste this into a terminal, and the JSON API answers about %s. The key is the demonstration's: it works on this "
                    + "computer only, and is another one at each start."),
    API_DESCRIBED("JSON API の説明を見る", "See how the JSON API is described"),
    DOMAINS("実演の領域", "The PKI domains"),
    DOMAIN("領域", "Domain"),
    CAS("認証局", "CAs"),
    REPOSITORY("リポジトリ", "Repository"),
    COLLECTION("他の領域から集めた情報の状態を見る", "See what was collected from the other domains"),
    GRAPH("信頼関係の図", "Trust graph"),
    GRAPH_LEAD(
            "府省の検証サーバが今知っている認証局と、その間の証明書です。矢印は、証明した認証局から、証明された認証局に向かいます。",
            "The CAs that the ministry's validation server knows at this moment, and the certificates among them. An arrow goes "
                    + "from the CA that certifies to the one that is certified."),
    ENLARGE("図だけを表示する", "Show the picture alone"),
    AS_TABLE("図の内容を表で見る", "The picture as a table"),
    IMPORT("実物を取り込む", "Import real certificates"),
    IMPORT_LEAD(
            "実在の PKI の CA 証明書を取り込むと、その信頼関係を図にし、その上で実在の証明書を検証できます。自己署名証明書を含むファイルを選んでください。"
                    + "取り込んだ証明書は、実演の認証局からは信頼されません。",
            "Bring CA certificates of a real PKI, its self-signed ones among them: their graph is drawn, and real certificates "
                    + "are validated over it. None of the demonstration's CAs trusts them."),
    FILES("証明書のファイル", "Files of certificates"),
    FILES_HINT(
            "PEM、DER、PKCS #7（.p7b、.p7c）。まとめて選べます。合わせて 16 MB まで。",
            "PEM, DER, PKCS #7 (.p7b, .p7c); several at once, 16 MB together."),
    BRING("取り込む", "Import"),
    TAKEN("取り込みました", "Imported"),
    NOTHING_TAKEN("自己署名証明書が見つかりません", "There is no self-signed certificate"),
    COUNTS("自己署名証明書から署名をたどれた証明書 %s 枚、自己署名証明書 %s 枚", "%s certificates that hang together with %s self-signed ones"),
    IMPORTED("取り込んだ信頼関係", "The imported graph"),
    IMPORTED_LEAD(
            "検証ページで検証ポリシー「取り込んだ実物の証明書」を選ぶと、この図の上でパスを探します。過去の時点でも検証できます。",
            "On the verification page choose the policy \"Real certificates that were imported\": paths are sought over this "
                    + "graph, at any time in the past as well.");

    private final Words words;

    DemoWords(String japanese, String english) {
        this.words = new Words(japanese, english);
    }

    Words words() {
        return words;
    }

    String in(PageLanguage language, Object... details) {
        String text = words.in(language);
        return details.length == 0 ? text : text.formatted(details);
    }
}
