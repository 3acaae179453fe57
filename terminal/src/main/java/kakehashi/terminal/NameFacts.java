package kakehashi.terminal;

import java.util.List;
import kakehashi.console.Phrase;
import kakehashi.x509.Bytes;
import kakehashi.x509.DistributionPointName;
import kakehashi.x509.GeneralName;
import kakehashi.x509.Name;
import kakehashi.x509.Oid;
import kakehashi.x509.ReasonFlags;

/// Names in words.
final class NameFacts {
    private static final List<Phrase> REASONS = List.of(
            new Phrase("鍵の危殆化", "keyCompromise"),
            new Phrase("CA の危殆化", "cACompromise"),
            new Phrase("所属の変更", "affiliationChanged"),
            new Phrase("新しい証明書への置換え", "superseded"),
            new Phrase("運用の終了", "cessationOfOperation"),
            new Phrase("一時停止", "certificateHold"),
            new Phrase("権限の取消し", "privilegeWithdrawn"),
            new Phrase("属性認証局の危殆化", "aACompromise"));

    private NameFacts() {}

    /// The form and the text of a name: `DNS:example.jp`.
    static Value of(GeneralName name) {
        return new Value.Text(text(name));
    }

    static String text(GeneralName name) {
        return switch (name) {
            case GeneralName.OtherName(Oid type, Bytes value) ->
                name.smtpUtf8Mailbox()
                        .map(mailbox -> "SmtpUTF8Mailbox:" + mailbox)
                        .orElseGet(() -> "otherName:" + TextPage.oid(type) + " " + otherText(value));
            case GeneralName.Rfc822Name(String mailbox) -> "mail:" + mailbox;
            case GeneralName.DnsName(String domain) -> "DNS:" + domain;
            case GeneralName.X400Address(Bytes contents) -> "x400Address:" + contents;
            case GeneralName.DirectoryName(Name directoryName) -> "DirName:" + directoryName;
            case GeneralName.EdiPartyName(Bytes contents) -> "ediPartyName:" + contents;
            case GeneralName.UniformResourceIdentifier(String uri) -> "URI:" + uri;
            case GeneralName.IpAddress address -> "IP:" + address;
            case GeneralName.RegisteredId(Oid id) -> "registeredID:" + TextPage.oid(id);
        };
    }

    private static String otherText(Bytes value) {
        List<Asn1Node> roots = Asn1Tree.read(value).roots();
        return roots.size() == 1 && !roots.getFirst().isConstructed()
                ? roots.getFirst().valueText().orElse(value.toString())
                : value.toString();
    }

    static Fact of(DistributionPointName name) {
        return switch (name) {
            case DistributionPointName.FullName(List<GeneralName> names) ->
                Fact.items(Label.LOCATIONS, names, NameFacts::of);
            case DistributionPointName.NameRelativeToCrlIssuer(List<Name.Attribute> relativeName) ->
                Fact.of(Label.RELATIVE_NAME, Name.ofAttributes(relativeName).toString());
        };
    }

    static Fact of(ReasonFlags reasons) {
        List<Value.Coded> words = java.util.stream.IntStream.rangeClosed(1, REASONS.size())
                .filter(bit -> (reasons.bits() & 1 << bit) != 0)
                .mapToObj(bit -> REASONS.get(bit - 1))
                .map(phrase -> new Value.Coded(phrase.english(), phrase))
                .toList();
        return Fact.items(Label.REASONS, words);
    }
}
