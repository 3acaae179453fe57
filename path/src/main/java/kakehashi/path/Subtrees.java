package kakehashi.path;

import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
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
import kakehashi.x509.Oid;

/// One list of subtrees, permitted or excluded, sorted by form so that a name is compared with a few look-ups.
final class Subtrees {
    private final Map<NameForm, Integer> counts = new EnumMap<>(NameForm.class);
    private final Set<Oid> otherNames = new HashSet<>();
    private final MailboxSubtrees mailboxes;
    private final DomainSubtrees domains;
    private final DirectorySubtrees directories;
    private final UriSubtrees uris;
    private final AddressSubtrees addresses;

    Subtrees(List<GeneralName> bases) {
        for (GeneralName base : bases) {
            counts.merge(NameForm.of(base), 1, Integer::sum);
            if (base instanceof OtherName other) {
                otherNames.add(other.type());
            }
        }
        mailboxes = new MailboxSubtrees(select(bases, Rfc822Name.class, Rfc822Name::mailbox));
        domains = new DomainSubtrees(select(bases, DnsName.class, DnsName::domain));
        directories = new DirectorySubtrees(select(bases, DirectoryName.class, DirectoryName::name));
        uris = new UriSubtrees(select(bases, UniformResourceIdentifier.class, UniformResourceIdentifier::uri));
        addresses = new AddressSubtrees(select(bases, IpAddress.class, IpAddress::octets));
    }

    private static <N extends GeneralName, V> List<V> select(
            List<GeneralName> bases, Class<N> form, Function<N, V> value) {
        return bases.stream()
                .flatMap(base -> form.isInstance(base) ? Stream.of(form.cast(base)) : Stream.empty())
                .map(value)
                .toList();
    }

    /// The number of subtrees of the form.
    int count(NameForm form) {
        return counts.getOrDefault(form, 0);
    }

    /// The number of subtrees that say something about the name.
    int countFor(GeneralName name) {
        int count = name instanceof OtherName other
                ? (otherNames.contains(other.type()) ? count(NameForm.OTHER_NAME) : 0)
                : count(NameForm.of(name));
        return name.smtpUtf8Mailbox().isPresent() ? count + count(NameForm.RFC822_NAME) : count;
    }

    /// Whether the subtrees that say something about the name can be compared with it: they are well-formed and of
    /// a form for which a comparison is known.
    boolean canJudge(GeneralName name) {
        return switch (name) {
            case OtherName other -> !otherNames.contains(other.type()) && mailboxes.isUsable();
            case Rfc822Name mailbox -> mailboxes.isUsable();
            case DnsName domain -> domains.isUsable();
            case DirectoryName directory -> true;
            case UniformResourceIdentifier uri -> uris.isUsable();
            case IpAddress address -> addresses.isUsable();
            case X400Address address -> false;
            case EdiPartyName party -> false;
            case RegisteredId id -> false;
        };
    }

    /// How the name lies to the subtrees, for a name of which [#countFor] is not zero and [#canJudge] holds.
    Relation relationOf(GeneralName name) {
        return switch (name) {
            case OtherName other ->
                other.smtpUtf8Mailbox()
                        .map(mailbox -> mailboxes.relationOf(mailbox, Mailbox.Characters.UNICODE))
                        .orElse(Relation.UNCLEAR);
            case Rfc822Name(String mailbox) -> mailboxes.relationOf(mailbox, Mailbox.Characters.ASCII);
            case DnsName(String domain) -> domains.relationOf(domain);
            case DirectoryName directory -> directories.relationOf(directory.name());
            case UniformResourceIdentifier(String uri) -> uris.relationOf(uri);
            case IpAddress address -> addresses.relationOf(address.octets());
            case X400Address address -> Relation.UNCLEAR;
            case EdiPartyName party -> Relation.UNCLEAR;
            case RegisteredId id -> Relation.UNCLEAR;
        };
    }
}
