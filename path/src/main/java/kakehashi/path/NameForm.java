package kakehashi.path;

import kakehashi.x509.GeneralName;
import kakehashi.x509.GeneralName.DirectoryName;
import kakehashi.x509.GeneralName.DnsName;
import kakehashi.x509.GeneralName.EdiPartyName;
import kakehashi.x509.GeneralName.IpAddress;
import kakehashi.x509.GeneralName.OtherName;
import kakehashi.x509.GeneralName.RegisteredId;
import kakehashi.x509.GeneralName.Rfc822Name;
import kakehashi.x509.GeneralName.UniformResourceIdentifier;
import kakehashi.x509.GeneralName.X400Address;

/// The forms of a name under the names that RFC 5280 §4.2.1.6 gives them.
enum NameForm {
    OTHER_NAME("otherName"),
    RFC822_NAME("rfc822Name"),
    DNS_NAME("dNSName"),
    X400_ADDRESS("x400Address"),
    DIRECTORY_NAME("directoryName"),
    EDI_PARTY_NAME("ediPartyName"),
    URI("uniformResourceIdentifier"),
    IP_ADDRESS("iPAddress"),
    REGISTERED_ID("registeredID");

    private final String asn1Name;

    NameForm(String asn1Name) {
        this.asn1Name = asn1Name;
    }

    /// The form of a name.
    static NameForm of(GeneralName name) {
        return switch (name) {
            case OtherName other -> OTHER_NAME;
            case Rfc822Name mailbox -> RFC822_NAME;
            case DnsName domain -> DNS_NAME;
            case X400Address address -> X400_ADDRESS;
            case DirectoryName directory -> DIRECTORY_NAME;
            case EdiPartyName party -> EDI_PARTY_NAME;
            case UniformResourceIdentifier uri -> URI;
            case IpAddress address -> IP_ADDRESS;
            case RegisteredId id -> REGISTERED_ID;
        };
    }

    /// A name of any form as text for people, without characters that control a terminal or the direction of text.
    static String text(GeneralName name) {
        StringBuilder safe = new StringBuilder();
        raw(name).codePoints().forEach(c -> {
            if (Character.isISOControl(c) || Character.getType(c) == Character.FORMAT) {
                safe.append(String.format("\\%02X", c));
            } else {
                safe.appendCodePoint(c);
            }
        });
        return safe.toString();
    }

    private static String raw(GeneralName name) {
        return switch (name) {
            case OtherName other -> other.smtpUtf8Mailbox().orElseGet(() -> other.type() + ":" + other.value());
            case Rfc822Name(String mailbox) -> mailbox;
            case DnsName(String domain) -> domain;
            case X400Address address -> address.contents().toString();
            case DirectoryName directory -> directory.name().toString();
            case EdiPartyName party -> party.contents().toString();
            case UniformResourceIdentifier(String uri) -> uri;
            case IpAddress address -> address.toString();
            case RegisteredId registered -> registered.id().toString();
        };
    }

    @Override
    public String toString() {
        return asn1Name;
    }
}
