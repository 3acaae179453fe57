package kakehashi.terminal;

import java.util.Collections;
import java.util.Enumeration;
import java.util.ListResourceBundle;
import java.util.Map;
import java.util.ResourceBundle;
import kakehashi.path.Language;

/// The words of the help, both languages side by side, under the keys that picocli looks up.
final class HelpWords {
    static final Map<String, Phrase> WORDS = Map.ofEntries(
            e("kakehashi.usage.header", "Kakehashi（架け橋）— 政府認証基盤プラットフォーム", "Kakehashi, a government PKI platform"),
            e("usage.synopsisHeading", "使い方: ", "usage: "),
            e("usage.optionListHeading", "%n", "%n"),
            e("usage.commandListHeading", "%nコマンド:%n", "%nVerbs:%n"),
            e("version", "バージョンを表示する", "show the version"),
            e("json", "JSON で出力する", "write JSON"),
            e("lang", "表示の言語（省略時はロケールによる）", "language of the words (default: by the locale)"),
            e("no-color", "色を使わない", "no colours"),
            e("kakehashi.help.usage.header", "使い方を表示する", "show how a verb is used"),
            e("help.verb", "使い方を表示するコマンド", "the verb to explain"),
            e("kakehashi.inspect.usage.header", "証明書や CRL などの中身を表示する", "show what is in a certificate, CRL or message"),
            e(
                    "kakehashi.inspect.usage.description",
                    "証明書、CRL、証明書発行要求 (PKCS #10)、PKCS #7、OCSP、相互認証証明書ペアを、DER でも PEM でも内容から見分けて表示します。",
                    "Certificates, CRLs, certification requests (PKCS #10), PKCS #7, OCSP messages and "
                            + "cross-certificate pairs are told apart by content, in DER or PEM."),
            e("inspect.file", "ファイル（256 MiB まで）。- は標準入力", "files of at most 256 MiB; - is standard input"),
            e("inspect.tree", "ASN.1 のツリーをオフセットとともに表示する", "show the ASN.1 tree with offsets"),
            e("kakehashi.verify.usage.header", "証明書が有効かを検証する", "say whether a certificate is valid"),
            e(
                    "kakehashi.verify.usage.description",
                    "トラストアンカーから検証対象までの認証パスを探して検証します (RFC 4158, RFC 5280, RFC 9618)。" + "通信はしません。必要な証明書と失効情報はファイルで与えます。",
                    "Finds and validates a certification path from an anchor to the target (RFC 4158, RFC 5280, "
                            + "RFC 9618). Nothing is fetched: certificates and evidence come from files."),
            e("verify.target", "検証対象証明書", "the certificate to verify"),
            e("verify.anchor", "トラストアンカーの証明書", "certificates of the trust anchors"),
            e(
                    "verify.constrained",
                    "アンカーの証明書の有効期間だけでなく、拡張も制約とする (RFC 5937)",
                    "hold anchors to their certificates' extensions as well, not only to their validity (RFC 5937)"),
            e("verify.pool", "パスに使える証明書のフォルダまたはファイル", "folders or files of certificates for the path"),
            e("verify.crl", "CRL のフォルダまたはファイル", "folders or files of CRLs"),
            e("verify.ocsp", "OCSP レスポンスのファイル", "files of OCSP responses"),
            e("verify.policy", "受け入れるポリシー（省略時はすべて）", "acceptable policies (default: every policy)"),
            e("verify.explicit", "受け入れるポリシーの下で有効であることを求める", "the path must be valid for an acceptable policy"),
            e("verify.mapping", "ポリシーマッピングを認めない", "forbid policy mapping"),
            e("verify.anyPolicy", "証明書の anyPolicy を認めない", "anyPolicy in certificates does not count"),
            e("verify.at", "検証する時刻 (RFC 3339、省略時は現在)", "the time of interest (RFC 3339, default: now)"),
            e(
                    "verify.revocation",
                    "失効情報: 見ない、あれば使う（省略時）、必須",
                    "evidence about revocation: not looked at, used where present (default), required"),
            e(
                    "verify.purpose",
                    "用途: any, server-auth, client-auth, code-signing, email, time-stamping, ocsp-signing, "
                            + "document-signing または OID",
                    "any, server-auth, client-auth, code-signing, email, time-stamping, ocsp-signing, "
                            + "document-signing, or an OID"),
            e("verify.name", "証明書にあるべき名前", "the name that the certificate must be for"),
            e("verify.profile", "規則: RFC 5280 のみ、または Web PKI", "the rules: RFC 5280 alone, or the Web PKI's"),
            e(
                    "verify.algorithms",
                    "strong（省略時）、または historical（SHA-1、DSA、RSA 1024 も認める）",
                    "strong (default), or historical (SHA-1, DSA and RSA 1024 as well)"),
            e("verify.verbose", "検証にかかった処理量も表示する", "show the cost as well"),
            e("verify.svg", "パスと失敗した候補を描く SVG ファイル", "draw the path and the candidates that failed"),
            e("kakehashi.graph.usage.header", "CA の信頼グラフを描く", "draw which CA certifies which"),
            e(
                    "kakehashi.graph.usage.description",
                    "CA 証明書から信頼グラフを作り、SVG、JSON、または（どちらも指定しなければ）文章で示します。" + "署名した鍵は署名を検証して決めます。有効性の判定はしません。",
                    "Makes a trust graph of CA certificates: as SVG, as JSON, or in words when neither is asked for. "
                            + "Signatures tell which key signed. Says nothing about validity of paths."),
            e("graph.place", "CA 証明書のフォルダまたはファイル", "folders or files of CA certificates"),
            e("graph.svg", "書き出す SVG ファイル", "the SVG file to write"),
            e("graph.anchor", "最上位に置く CA の証明書", "certificates of the CAs to put on top"),
            e("graph.at", "期限切れなどを判断する時刻 (RFC 3339、省略時は現在)", "by what time to mark expiry (RFC 3339, default: now)"),
            e("kakehashi.conformance.usage.header", "適合性試験を実行する", "run conformance suites"),
            e(
                    "kakehashi.conformance.usage.description",
                    "フォルダの cases/*.jsonl をすべて実行し、スイートごとの結果を示します。" + "既知の相違のほかに失敗がなければ終了コードは 0 です。",
                    "Runs every cases/*.jsonl of a folder and shows the figures of each suite. Exit code 0 when nothing "
                            + "fails but known divergences."),
            e("conformance.dir", "試験データのフォルダ", "the folder of the suites"),
            e("conformance.suite", "実行するスイート（省略時はすべて）", "suites to run (default: all)"),
            e(
                    "conformance.mode",
                    "explicit: 与えられたパスで。pool: プールから探索して。省略時は各ケースで可能なものすべて",
                    "explicit: by the path that is given; pool: discovered in the pool; default: every way a case has"),
            e(
                    "conformance.through",
                    "検証サーバの窓口を通して実行する: scvp または json（省略時はエンジンを直接）",
                    "through a door of the validation server: scvp or json (default: the engine itself)"),
            e("kakehashi.scvp.usage.header", "検証サーバへの要求を作り、応答を確かめる", "make SCVP requests and check responses"),
            e(
                    "kakehashi.scvp.usage.description",
                    "--write で SCVP 要求 (RFC 5055) をファイルに書きます。"
                            + "--sent と --response で、送った要求に対する応答の署名と内容を確かめて示します。通信はしません。",
                    "With --write, writes an SCVP request (RFC 5055) to a file. With --sent and --response, checks and "
                            + "shows the response to a request. Nothing is sent."),
            e("scvp.target", "検証対象証明書", "the certificates to be validated"),
            e("scvp.write", "要求を書き出すファイル", "the file to write the request to"),
            e("scvp.policy", "検証ポリシーの OID（省略時はサーバの既定）", "the validation policy (default: the server's)"),
            e("scvp.check", "build、valid または status（省略時）", "build, valid, or status (default)"),
            e("scvp.want", "応答に含めるもの: path, revocation, key, cert", "what to give back: path, revocation, key, cert"),
            e("scvp.material", "要求に含める中間 CA 証明書と失効情報", "intermediates and evidence to send along"),
            e("scvp.at", "検証する時刻 (RFC 3339、省略時はサーバの現在)", "the time of interest (RFC 3339, default: the server's now)"),
            e("scvp.fresh", "キャッシュされた応答を受け付けない（ノンスを付ける）", "take no cached response (adds a nonce)"),
            e("scvp.sent", "送った要求のファイル", "the request that was sent"),
            e("scvp.response", "サーバからの応答のファイル", "the server's response"),
            e("scvp.server", "信頼する検証サーバの証明書", "the certificate of the server that is trusted"),
            e("conformance.failures", "失敗を一行一件の JSON で書き出すファイル", "file for failures, one JSON object a line"),
            e(
                    "conformance.exceptions",
                    "既知の相違の一覧（省略時は製品に含まれるもの）",
                    "list of known divergences (default: the product's own)"));

    private HelpWords() {}

    private static Map.Entry<String, Phrase> e(String key, String japanese, String english) {
        return Map.entry(key, new Phrase(japanese, english));
    }

    /// The words of a language as picocli wants them.
    static ResourceBundle in(Language language) {
        return new ListResourceBundle() {
            @Override
            protected Object[][] getContents() {
                return WORDS.entrySet().stream()
                        .map(word ->
                                new Object[] {word.getKey(), word.getValue().in(language)})
                        .toArray(Object[][]::new);
            }

            @Override
            public Enumeration<String> getKeys() {
                return Collections.enumeration(WORDS.keySet());
            }
        };
    }
}
