package kakehashi.terminal;

import java.util.Collections;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.ListResourceBundle;
import java.util.Map;
import java.util.ResourceBundle;
import kakehashi.path.Language;

/// The words of the help, both languages side by side, under the keys that picocli looks up.
final class HelpWords {
    private static final Map<String, Phrase> COMMON = Map.ofEntries(
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
            e("kakehashi.lint.usage.header", "証明書や CRL が規則を守っているかを調べる", "say which rules a certificate or CRL breaks"),
            e(
                    "kakehashi.lint.usage.description",
                    "証明書、CRL、証明書発行要求とその鍵を docs/lint.md の規則に照らします。署名と認証パスの検証は verify で行います。"
                            + "誤りがなければ終了コードは 0、あれば 1 です。",
                    "Holds certificates, CRLs, certification requests and their keys to the rules of docs/lint.md. "
                            + "Signatures and paths are for verify. Exit code 0 without an error, 1 with one."),
            e("lint.file", "ファイル（256 MiB まで）。- は標準入力", "files of at most 256 MiB; - is standard input"),
            e("lint.issuer", "発行者の証明書", "the issuer's certificate"),
            e("lint.purpose", "証明書の種類（省略時は内容から判断）", "what certificates are for (default: as they say)"),
            e(
                    "lint.blocklist",
                    "知られた RSA 鍵の一覧（Debian openssl-blacklist の形式）のファイルまたはフォルダ",
                    "file or folder of known RSA keys, in the format of Debian's openssl-blacklist"),
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
            e("help", "このコマンドの使い方を表示する", "show how this verb is used"),
            e(
                    "kakehashi.profile.usage.header",
                    "証明書プロファイルを確かめ、発行前の証明書を見る",
                    "check certificate profiles and preview certificates"),
            e(
                    "kakehashi.profile.usage.description",
                    "show は内容を、check は誤りをすべて、preview は署名前の証明書そのものと、更新前の証明書との違いを示します。"
                            + "プロファイルはファイル、または製品に含まれるものの名前（official-post など）です。署名はしません。",
                    "show tells what a profile says, check all that is wrong with it, preview the exact certificate before "
                            + "it is signed and how it differs from the one that it renews. A profile is a file, or the "
                            + "name of a shipped one such as official-post. Nothing is signed."),
            e(
                    "kakehashi.profile.usage.footer",
                    "%n例:%n  kakehashi profile show official-post --text > post.toml%n  kakehashi profile check post.toml%n"
                            + "  kakehashi profile preview post.toml --ca ca.cer --request post.csr --renews old.cer%n"
                            + "      --http http://repository.example.go.jp/ca --ldap ldap://directory.example.go.jp%n"
                            + "      --ocsp http://ocsp.example.go.jp",
                    "%nExamples:%n  kakehashi profile show official-post --text > post.toml%n  kakehashi profile check post.toml%n"
                            + "  kakehashi profile preview post.toml --ca ca.cer --request post.csr --renews old.cer%n"
                            + "      --http http://repository.example.go.jp/ca --ldap ldap://directory.example.go.jp%n"
                            + "      --ocsp http://ocsp.example.go.jp"),
            e("profile.action", "することの種類", "what to do"),
            e(
                    "profile.file",
                    "プロファイルのファイル (TOML)、または製品に含まれるものの名前",
                    "files of profiles (TOML), or names of shipped ones"),
            e("profile.text", "プロファイルの本文を書き出す", "write the text of the profile"),
            e("profile.ca", "CA 証明書（省略すると自己署名）", "the CA's certificate (default: self-signed)"),
            e("profile.request", "公開鍵と名前をもつ証明書発行要求 (PKCS #10)", "certification request (PKCS #10) with key and names"),
            e(
                    "profile.subject",
                    "主体者名 (RFC 4514)。文字列型はプロファイルに合わせる",
                    "the subject (RFC 4514), in the profile's string types"),
            e(
                    "profile.name",
                    "別名。dns: mail: uri: directoryName: のどれか",
                    "alternative name: dns:, mail:, uri: or directoryName:"),
            e("profile.renews", "更新前の証明書。違いを示す", "the certificate to renew; the difference is shown"),
            e("profile.at", "発行時刻 (RFC 3339、省略時は現在)", "the time of issuing (RFC 3339, default: now)"),
            e("profile.until", "満了時刻 (RFC 3339、省略時は上限)", "the end of validity (RFC 3339, default: the longest)"),
            e("profile.serial", "シリアル番号の例（分割 CRL が決まる）", "a serial number, which decides the shard"),
            e("profile.shards", "CRL の分割数", "over how many CRLs certificates are spread"),
            e("profile.http", "CA の公開先（HTTP）", "where the CA publishes by HTTP"),
            e("profile.ldap", "CA の公開先（LDAP）", "where the CA publishes by LDAP"),
            e("profile.ocsp", "CA の OCSP レスポンダ", "the CA's OCSP responder"),
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
                    "--url で SCVP 要求 (RFC 5055) を HTTP で送り、応答の署名と内容を確かめて示します。"
                            + "通信しない場合は、--write で要求をファイルに書き、--sent と --response で応答を確かめます。",
                    "With --url, sends an SCVP request (RFC 5055) by HTTP, and checks and shows the response. To send "
                            + "nothing: --write writes the request to a file, --sent and --response check the "
                            + "response."),
            e("scvp.target", "検証対象証明書", "the certificates to be validated"),
            e("scvp.url", "検証サーバの URL（要求を送り、応答を確かめる）", "the server's URL: sends the request, checks the response"),
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
                    "list of known divergences (default: the product's own)"),
            e("kakehashi.audit.usage.header", "監査ログを扱う", "work with the audit log"),
            e("kakehashi.audit.verify.usage.header", "書き出した監査ログを検証する", "verify an exported audit tree"),
            e(
                    "kakehashi.audit.verify.usage.description",
                    "サーバなしで、記録・順序・内容・チェックポイントをすべて確かめ、最初の不正を番号で示します。"
                            + "例: ./kakehashi audit verify export --key log.example/vault+00000000+AQ==",
                    "Checks every leaf, the order, the payloads and the checkpoints without any server, and names the "
                            + "first bad leaf. Example: ./kakehashi audit verify export --genesis genesis.der --zone vault"),
            e("audit.folder", "書き出したフォルダ", "the folder of the export"),
            e("audit.key", "チェックポイントの検証鍵（C2SP signed-note の形）", "the log's key, as C2SP signed-note writes it"),
            e("audit.genesis", "検証鍵を取り出す創世記録 (DER)", "genesis (DER) that names the key"),
            e("audit.zone", "どのゾーンの監査ログか", "whose tree it is"),
            e(
                    "audit.checkpoint",
                    "別の所で得たチェックポイント（末尾の切り捨てを見つける）",
                    "a checkpoint got elsewhere; it shows an end that was cut off"),
            e("kakehashi.ceremony.usage.header", "鍵の儀式", "key ceremonies"),
            e("kakehashi.ceremony.check.usage.header", "鍵の儀式の手順書を調べる", "check the file of a ceremony"),
            e(
                    "kakehashi.ceremony.check.usage.description",
                    "何も作らず、何にも署名せずに、手順書の誤りと、行えない手順を示します。" + "例: ./kakehashi ceremony check ceremony.toml",
                    "Tells what is wrong with the file, and which steps could not be done. Makes and signs nothing. "
                            + "Example: ./kakehashi ceremony check ceremony.toml"),
            e("kakehashi.ceremony.run.usage.header", "鍵の儀式を行う、または再開する", "hold a ceremony, or go on with it"),
            e(
                    "kakehashi.ceremony.run.usage.description",
                    "手順書のとおりに、設置、鍵の生成、証明書と CRL の発行を行い、議事録を残します。担当者はその場で内容を見て承認します。"
                            + "例: ./kakehashi ceremony run ceremony.toml --home vault --dry-run",
                    "Founds an installation, makes keys, certificates and CRLs as the file says, and leaves minutes. "
                            + "Officers see what they approve at the console. "
                            + "Example: ./kakehashi ceremony run ceremony.toml --home vault --dry-run"),
            e("ceremony.file", "儀式の手順書 (TOML)", "the ceremony's file (TOML)"),
            e("ceremony.home", "認証局のホームのフォルダ（省略時は kakehashi-home）", "the vault's home (default: kakehashi-home)"),
            e("ceremony.dryRun", "署名せず、発行される証明書をすべて表示する", "show every certificate to come; sign nothing"),
            e("ceremony.secrets", "試験用: パスフレーズのファイルのフォルダ", "for trials: a folder with files of passphrases"));

    /// All words, those of [VaultHelpWords] among them.
    static final Map<String, Phrase> WORDS = merged();

    private HelpWords() {}

    private static Map<String, Phrase> merged() {
        Map<String, Phrase> all = new HashMap<>(COMMON);
        all.putAll(VaultHelpWords.WORDS);
        return Map.copyOf(all);
    }

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
