package kakehashi.terminal;

import java.util.Map;

/// The words of the help for the verbs about orders, credentials and a vault's home, in both languages.
final class VaultHelpWords {
    static final Map<String, Phrase> WORDS = Map.ofEntries(
            e("kakehashi.credential.usage.header", "担当官の署名手段を扱う", "work with an officer's credential"),
            e(
                    "kakehashi.credential.usage.footer",
                    "%n例:%n  kakehashi credential new hanako.token%n"
                            + "  kakehashi credential enrol hanako.token --genesis --out hanako.enrolment%n"
                            + "  kakehashi credential new hanako-filing.token --use filing --beside hanako.token",
                    "%nExamples:%n  kakehashi credential new hanako.token%n"
                            + "  kakehashi credential enrol hanako.token --genesis --out hanako.enrolment%n"
                            + "  kakehashi credential new hanako-filing.token --use filing --beside hanako.token"),
            e("kakehashi.credential.new.usage.header", "担当官の鍵を、封印されたファイルに作る", "make an officer's key in a sealed file"),
            e(
                    "kakehashi.credential.new.usage.footer",
                    "%n例:%n  kakehashi credential new hanako.token%n"
                            + "  kakehashi credential new hanako.token --passphrase-file hanako.pass --algorithm ed25519",
                    "%nExamples:%n  kakehashi credential new hanako.token%n"
                            + "  kakehashi credential new hanako.token --passphrase-file hanako.pass --algorithm ed25519"),
            e(
                    "kakehashi.credential.enrol.usage.header",
                    "署名手段の公開部分を、その鍵で署名して書く",
                    "write a credential's public part, signed by its own key"),
            e(
                    "kakehashi.credential.enrol.usage.description",
                    "設置ごとに一つ作ります。十二の言葉を、本人が署名する紙に書き写してください。",
                    "One for each installation. Copy the twelve words onto the paper that the person signs."),
            e(
                    "kakehashi.credential.enrol.usage.footer",
                    "%n例:%n  kakehashi credential enrol hanako.token --installation 5f0e… --out hanako.enrolment",
                    "%nExample:%n  kakehashi credential enrol hanako.token --installation 5f0e… --out hanako.enrolment"),
            e(
                    "kakehashi.credential.show.usage.header",
                    "署名手段または登録の中身と十二の言葉を示す",
                    "show a credential or an enrolment with its twelve words"),
            e(
                    "kakehashi.credential.show.usage.footer",
                    "%n例:%n  kakehashi credential show hanako.enrolment",
                    "%nExample:%n  kakehashi credential show hanako.enrolment"),
            e("credential.file", "署名手段のファイル", "the file of the credential"),
            e("credential.show", "署名手段または登録のファイル", "the file of a credential or of an enrolment"),
            e("credential.use", "用途（省略時は approval）", "for what it signs (default: approval)"),
            e("credential.algorithm", "署名方式（省略時は p256）", "how it signs (default: p256)"),
            e(
                    "credential.beside",
                    "同じ人の別の署名手段（同じパスフレーズで開くもの）",
                    "another credential of the same person, under the same passphrase"),
            e(
                    "credential.passkey",
                    "クライアントのパスキーにする（設置の規則にある RP）",
                    "make it a passkey of the client, for the rules' relying party"),
            e("credential.genesis", "開始記録のための登録", "for the genesis of an installation"),
            e("credential.der", "文章なしの DER で書く", "write DER, without words for people"),
            e("credential.out", "書き出す登録のファイル", "the file of the enrolment to write"),
            e(
                    "credential.passphrase",
                    "パスフレーズを一行目に書いたファイル（省略時は端末で尋ねる）",
                    "file with the passphrase in its first line (default: asked at the terminal)"),
            e("kakehashi.filing.usage.header", "LRA の申請を扱う", "work with filings of an LRA"),
            e("kakehashi.filing.new.usage.header", "申請を作り、受付の担当官が署名する", "make a filing, signed by an LRA's clerk"),
            e(
                    "kakehashi.filing.new.usage.footer",
                    "%n例:%n  kakehashi filing new www.toml --credential clerk.token --out www.filing",
                    "%nExample:%n  kakehashi filing new www.toml --credential clerk.token --out www.filing"),
            e("filing.file", "申請の内容を書いたファイル (TOML)", "the text of the filing (TOML)"),
            e("filing.out", "書き出す申請のファイル", "the file of the filing to write"),
            e("kakehashi.order.usage.header", "金庫への指図を作り、承認し、渡す", "make, approve and submit orders to the vault"),
            e(
                    "kakehashi.order.usage.footer",
                    "%n例:%n  kakehashi order new revoke lost.toml --out lost.order%n"
                            + "  kakehashi order show lost.order%n"
                            + "  kakehashi order approve lost.order --credential hanako.token --role ra-examiner%n"
                            + "  kakehashi order submit lost.order --home vault%n"
                            + "書き方は docs/stories/order.md にあります。",
                    "%nExamples:%n  kakehashi order new revoke lost.toml --out lost.order%n"
                            + "  kakehashi order show lost.order%n"
                            + "  kakehashi order approve lost.order --credential hanako.token --role ra-examiner%n"
                            + "  kakehashi order submit lost.order --home vault%n"
                            + "docs/stories/order.md shows how the texts are written."),
            e("kakehashi.order.new.usage.header", "内容を書いたファイルから指図を作る", "make an order of its text"),
            e(
                    "kakehashi.order.new.usage.description",
                    "種類: " + String.join(" ", OrderForm.allWords()),
                    "Kinds: " + String.join(" ", OrderForm.allWords())),
            e(
                    "kakehashi.order.new.usage.footer",
                    "%n例:%n  kakehashi order new officer-put hanako.toml --out hanako.order%n"
                            + "  kakehashi order new issue --filing www.filing --authority 0123… --out www.order",
                    "%nExamples:%n  kakehashi order new officer-put hanako.toml --out hanako.order%n"
                            + "  kakehashi order new issue --filing www.filing --authority 0123… --out www.order"),
            e("order.kind", "指図の種類", "the kind of order"),
            e("order.text", "指図の内容を書いたファイル (TOML)", "the text of the order (TOML)"),
            e("order.filing", "実行する申請（issue のとき）", "the filing to carry out, of the kind issue"),
            e("order.authority", "認証局の ID（ファイルに書かないとき）", "the CA's id, unless the text has it"),
            e("order.installation", "設置の SHA-256（ファイルに書かないとき）", "the installation's SHA-256, unless the text has it"),
            e("order.out", "書き出す指図のファイル", "the file of the order to write"),
            e("order.file", "指図のファイル", "the file of the order"),
            e("kakehashi.order.show.usage.header", "指図のすべての項目と署名を示す", "show every field of an order and who signed"),
            e(
                    "kakehashi.order.show.usage.footer",
                    "%n例:%n  kakehashi order show lost.order --enrolment hanako.enrolment taro.enrolment",
                    "%nExample:%n  kakehashi order show lost.order --enrolment hanako.enrolment taro.enrolment"),
            e("order.enrolment", "署名を確かめるための登録", "enrolments of those whose signatures are to be checked"),
            e("kakehashi.order.approve.usage.header", "指図を示し、尋ね、承認に署名する", "show an order, ask, and sign an approval"),
            e(
                    "kakehashi.order.approve.usage.footer",
                    "%n例:%n  kakehashi order approve lost.order --credential hanako.token --role ra-examiner",
                    "%nExample:%n  kakehashi order approve lost.order --credential hanako.token --role ra-examiner"),
            e("kakehashi.order.reject.usage.header", "指図を示し、尋ね、却下に署名する", "show an order, ask, and sign a rejection"),
            e(
                    "kakehashi.order.reject.usage.footer",
                    "%n例:%n  kakehashi order reject lost.order --credential taro.token --role ra-approver",
                    "%nExample:%n  kakehashi order reject lost.order --credential taro.token --role ra-approver"),
            e("order.credential", "署名手段のファイル", "the file of the credential to sign with"),
            e("order.role", "どの役割で判断するか", "in which role the officer decides"),
            e("order.yes", "尋ねずに署名する（十二の言葉を別に確かめたとき）", "do not ask: the twelve words were compared elsewhere"),
            e("order.decided", "書き出すファイル（省略時は元のファイルに加える）", "the file to write (default: the same file)"),
            e("kakehashi.order.submit.usage.header", "指図を金庫に渡し、結果を示す", "lay an order before the vault"),
            e(
                    "kakehashi.order.submit.usage.description",
                    "終了コード: 0 実行された、1 断られた、2 まだ実行できない（承認が足りないなど）、75 金庫が止まっている。",
                    "Exit codes: 0 done, 1 refused, 2 not yet, such as for want of approvals, 75 the vault has stopped."),
            e(
                    "kakehashi.order.submit.usage.footer",
                    "%n例:%n  kakehashi order submit lost.order --home vault --unlock vault.pass%n"
                            + "  kakehashi order submit lost.order --home vault --running",
                    "%nExamples:%n  kakehashi order submit lost.order --home vault --unlock vault.pass%n"
                            + "  kakehashi order submit lost.order --home vault --running"),
            e("order.products", "できた証明書や要求を書くフォルダ", "folder for the certificates and requests that come of it"),
            e("order.wait", "動いている設置の答えを待つ秒数", "seconds to wait for an installation that runs"),
            e("kakehashi.order.status.usage.header", "指図がどうなったかを示す", "show what became of an order"),
            e(
                    "kakehashi.order.status.usage.footer",
                    "%n例:%n  kakehashi order status lost.order --home vault --running",
                    "%nExample:%n  kakehashi order status lost.order --home vault --running"),
            e("home.folder", "金庫のホーム", "the home of the vault"),
            e(
                    "home.running",
                    "別のプロセスで動いている設置に、そのデータベースを通して尋ねる",
                    "ask an installation that another process runs, by its database"),
            e("home.unlock", "鍵のパスフレーズまたは PIN のファイル", "file with the passphrase or PIN of the keys"),
            e("home.custodian", "鍵管理者の名前とパスフレーズのファイル（管理者ごとに）", "a custodian's name and passphrase file, once for each"),
            e("kakehashi.officer.usage.header", "担当官を扱う", "work with officers"),
            e(
                    "kakehashi.officer.list.usage.header",
                    "担当官の役割・範囲・署名手段を示す",
                    "list officers, roles, scopes and credentials"),
            e(
                    "kakehashi.officer.list.usage.footer",
                    "%n例:%n  kakehashi officer list --home vault --unlock vault.pass",
                    "%nExample:%n  kakehashi officer list --home vault --unlock vault.pass"),
            e("kakehashi.ca.usage.header", "認証局を扱う", "work with CAs"),
            e("kakehashi.ca.list.usage.header", "認証局を並べる", "list the CAs"),
            e(
                    "kakehashi.ca.list.usage.footer",
                    "%n例:%n  kakehashi ca list --home vault --custodian Hanako=h.pass --custodian Taro=t.pass",
                    "%nExample:%n  kakehashi ca list --home vault --custodian Hanako=h.pass --custodian Taro=t.pass"),
            e("kakehashi.ca.show.usage.header", "認証局とその証明書を示す", "show a CA and its certificate"),
            e(
                    "kakehashi.ca.show.usage.footer",
                    "%n例:%n  kakehashi ca show 0123… --home vault --out root.cer",
                    "%nExample:%n  kakehashi ca show 0123… --home vault --out root.cer"),
            e("kakehashi.ca.request.usage.header", "鍵を作った指図から、その鍵の証明書発行要求を取り出す", "write the request of a CA's key"),
            e(
                    "kakehashi.ca.request.usage.footer",
                    "%n例:%n  kakehashi ca request root-key.order --home vault --out root.csr",
                    "%nExample:%n  kakehashi ca request root-key.order --home vault --out root.csr"),
            e("ca.id", "認証局の ID", "the CA's id"),
            e("ca.out", "証明書を書き出すファイル", "the file for the certificate"),
            e("ca.order", "実行された ca-key の指図", "the order of the kind ca-key that was carried out"),
            e("ca.request", "要求 (PKCS #10) を書き出すファイル", "the file for the request (PKCS #10)"),
            e("kakehashi.crl.usage.header", "失効リストを扱う", "work with CRLs"),
            e("kakehashi.crl.list.usage.header", "作られた CRL を新しい順に示す", "list the CRLs that were made, newest first"),
            e(
                    "kakehashi.crl.list.usage.footer",
                    "%n例:%n  kakehashi crl list --home vault --most 5",
                    "%nExample:%n  kakehashi crl list --home vault --most 5"),
            e("crl.most", "示す数（省略時は 20）", "how many to show (default: 20)"),
            e("kakehashi.crl.now.usage.header", "操作員が CRL をすぐに作らせる", "have a CRL made at once, by an operator"),
            e(
                    "kakehashi.crl.now.usage.footer",
                    "%n例:%n  kakehashi crl now 0123… --home vault --credential operator.token",
                    "%nExample:%n  kakehashi crl now 0123… --home vault --credential operator.token"),
            e("crl.kind", "CRL の種類（省略時は full）", "which CRL (default: full)"),
            e("kakehashi.profile.list.usage.header", "金庫で定められたプロファイルを示す", "list the profiles that a vault has"),
            e(
                    "kakehashi.profile.list.usage.footer",
                    "%n例:%n  kakehashi profile list --home vault --unlock vault.pass",
                    "%nExample:%n  kakehashi profile list --home vault --unlock vault.pass"),
            e("kakehashi.audit.export.usage.header", "監査ログを書き出す", "write an audit tree for audit verify"),
            e(
                    "kakehashi.audit.export.usage.footer",
                    "%n例:%n  kakehashi audit export export --home vault%n"
                            + "  kakehashi audit verify export --genesis vault/genesis.der --zone vault",
                    "%nExamples:%n  kakehashi audit export export --home vault%n"
                            + "  kakehashi audit verify export --genesis vault/genesis.der --zone vault"),
            e("audit.export", "書き出すフォルダ（まだないもの）", "the folder to write, not there yet"),
            e("kakehashi.audit.head.usage.header", "監査の木の大きさとルートを示す", "show size and root of an audit tree"),
            e(
                    "kakehashi.audit.head.usage.footer",
                    "%n例:%n  kakehashi audit head --home vault --zone vault",
                    "%nExample:%n  kakehashi audit head --home vault --zone vault"),
            e("kakehashi.backup.usage.header", "設置をまるごとバックアップする", "copy a whole installation into a folder"),
            e(
                    "kakehashi.backup.usage.description",
                    "データベース、封印された鍵、封印された状態を写します。動いている設置は先に止めてください。" + "バックアップには設置そのものと同じ保護が要ります。",
                    "Copies database, sealed keys and sealed state. An installation that runs must be stopped first. The "
                            + "backup needs the protection of the installation itself."),
            e(
                    "kakehashi.backup.usage.footer",
                    "%n例:%n  kakehashi backup 2026-11-23.backup --home vault",
                    "%nExample:%n  kakehashi backup 2026-11-23.backup --home vault"),
            e("backup.folder", "書き出すフォルダ（まだないもの）", "the folder to write, not there yet"),
            e("kakehashi.restore.usage.header", "バックアップから復元する", "bring a backup back"),
            e(
                    "kakehashi.restore.usage.description",
                    "残っているホームにはデータベースだけを戻し、封印された状態はそのままにします。"
                            + "バックアップがそれより古ければ、金庫は署名せずに止まります（docs/adr/0005）。"
                            + "新しいホームには、どの封印された状態を使うかを指定します。",
                    "Into a home that is there, only the database is brought back: its sealed state stays, and the vault "
                            + "stops over a backup that is older (docs/adr/0005). For a new home say which sealed "
                            + "state it is to have."),
            e(
                    "kakehashi.restore.usage.footer",
                    "%n例:%n  kakehashi restore 2026-11-23.backup --home vault%n"
                            + "  kakehashi restore 2026-11-23.backup --home new --sealed old/vault.sealed",
                    "%nExamples:%n  kakehashi restore 2026-11-23.backup --home vault%n"
                            + "  kakehashi restore 2026-11-23.backup --home new --sealed old/vault.sealed"),
            e("restore.folder", "バックアップのフォルダ", "the folder of the backup"),
            e("restore.home", "復元するホーム（新しいフォルダか、データベースが空のホーム）", "a new folder, or a home with an empty database"),
            e("restore.sealed", "残っている vault.sealed", "the vault.sealed that is left of the old home"),
            e(
                    "restore.of-backup",
                    "バックアップの封印された状態を使う（残っているものがないとき）",
                    "take the backup's own sealed state, when no other is left"));

    private VaultHelpWords() {}

    private static Map.Entry<String, Phrase> e(String key, String japanese, String english) {
        return Map.entry(key, new Phrase(japanese, english));
    }
}
