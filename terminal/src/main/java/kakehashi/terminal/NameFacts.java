package kakehashi.terminal;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import kakehashi.console.Phrase;
import kakehashi.path.Language;
import kakehashi.path.ReasonWords;
import kakehashi.x509.Bytes;
import kakehashi.x509.CrlReason;
import kakehashi.x509.DistributionPointName;
import kakehashi.x509.GeneralName;
import kakehashi.x509.Name;
import kakehashi.x509.Oid;
import kakehashi.x509.ReasonFlags;

/// Names in words.
final class NameFacts {
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

    /// The bits are numbered from 1 in the order of the reasons, without those that no CRL can be limited to.
    static Fact of(ReasonFlags reasons) {
        List<CrlReason> all = Arrays.stream(CrlReason.values())
                .filter(reason -> reason != CrlReason.UNSPECIFIED && reason != CrlReason.REMOVE_FROM_CRL)
                .toList();
        return Fact.items(
                Label.REASONS,
                IntStream.range(0, all.size())
                        .filter(at -> (reasons.bits() & 1 << at + 1) != 0)
                        .mapToObj(at -> of(all.get(at)))
                        .toList());
    }

    static Value.Coded of(CrlReason reason) {
        return new Value.Coded(
                reason.word(),
                new Phrase(ReasonWords.of(reason, Language.JAPANESE), ReasonWords.of(reason, Language.ENGLISH)));
    }
}
