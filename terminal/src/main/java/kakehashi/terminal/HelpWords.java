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
            e("usage.commandListHeading", "%n動詞:%n", "%nVerbs:%n"),
            e("version", "版を表示する", "show the version"),
            e("json", "JSON で出力する", "write JSON"),
            e("lang", "表示の言語（省略時はロケールによる）", "language of the words (default: by the locale)"),
            e("no-color", "色を使わない", "no colours"),
            e("kakehashi.help.usage.header", "使い方を表示する", "show how a verb is used"),
            e("help.verb", "説明してほしい動詞", "the verb to explain"),
            e("kakehashi.inspect.usage.header", "証明書や CRL などの中身を表示する", "show what is in a certificate, CRL or message"),
            e(
                    "kakehashi.inspect.usage.description",
                    "証明書、CRL、証明書発行要求 (PKCS #10)、PKCS #7、OCSP、相互認証証明書ペアを、DER でも PEM でも内容から見分けて表示します。",
                    "Certificates, CRLs, certification requests (PKCS #10), PKCS #7, OCSP messages and "
                            + "cross-certificate pairs are told apart by content, in DER or PEM."),
            e("inspect.file", "ファイル（256 MiB まで）。- は標準入力", "files of at most 256 MiB; - is standard input"),
            e("inspect.tree", "ASN.1 の木をオフセットとともに表示する", "show the ASN.1 tree with offsets"));

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
