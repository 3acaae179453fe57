package kakehashi.authority;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import kakehashi.contract.Id;
import kakehashi.contract.Scope;
import kakehashi.x509.Bytes;
import kakehashi.x509.DerReader;
import kakehashi.x509.GeneralName;
import kakehashi.x509.Name;

/// Whether an officer's scope covers what an order names (docs/adr/0003-statements.asn1, `Scope`): an empty list
/// covers nothing, and a name of a kind that no list speaks of is covered by none.
public final class ScopeCheck {
    private ScopeCheck() {}

    static boolean coversAuthority(Scope scope, Id authority) {
        return scope.authorities().contains(authority);
    }

    static boolean coversProfile(Scope scope, Id profile) {
        return scope.profiles().contains(profile);
    }

    static boolean coversOffice(Scope scope, Id office) {
        return scope.offices().contains(office);
    }

    /// Whether every name of a certificate is covered: its subject, and each alternative name.
    static boolean coversNames(Scope scope, Name subject, List<GeneralName> names) {
        return coversSubject(scope, subject) && names.stream().allMatch(name -> coversName(scope, name));
    }

    /// "A subject begins with these RDNs, octet for octet": the contents of one SEQUENCE begin with those of the
    /// other.
    private static boolean coversSubject(Scope scope, Name subject) {
        Bytes contents = contents(subject);
        for (Name subtree : scope.subtrees()) {
            Bytes start = contents(subtree);
            if (start.length() <= contents.length()
                    && contents.slice(0, start.length()).equals(start)) {
                return true;
            }
        }
        return false;
    }

    private static Bytes contents(Name name) {
        return new DerReader(name.der()).contents(0x30);
    }

    private static boolean coversName(Scope scope, GeneralName name) {
        return switch (name) {
            case GeneralName.DnsName(String dns) -> coversDomain(scope, dns);
            case GeneralName.DirectoryName(Name directory) -> coversSubject(scope, directory);
            case GeneralName.Rfc822Name(String mailbox) ->
                coversDomain(scope, mailbox.substring(mailbox.lastIndexOf('@') + 1));
            case GeneralName.UniformResourceIdentifier(String uri) ->
                host(uri).map(host -> coversDomain(scope, host)).orElse(false);
            case GeneralName.IpAddress address -> false;
            case GeneralName.OtherName other -> false;
            case GeneralName.RegisteredId id -> false;
            case GeneralName.X400Address address -> false;
            case GeneralName.EdiPartyName party -> false;
        };
    }

    private static Optional<String> host(String uri) {
        int start = uri.indexOf("://");
        if (start < 0) {
            return Optional.empty();
        }
        String rest = uri.substring(start + 3);
        int end = 0;
        while (end < rest.length() && "/?#:".indexOf(rest.charAt(end)) < 0) {
            end++;
        }
        String host = rest.substring(0, end);
        boolean plain = host.chars().allMatch(c -> c < 0x80 && (Character.isLetterOrDigit(c) || c == '.' || c == '-'));
        return host.isEmpty() || !plain ? Optional.empty() : Optional.of(host);
    }

    /// `.go.jp` covers what is below it, `a.go.jp` itself only. A wildcard stands for names below its own.
    static boolean coversDomain(Scope scope, String domain) {
        String name = domain.toLowerCase(Locale.ROOT);
        String below = name.startsWith("*.") ? name.substring(1) : name;
        for (String covered : scope.domains()) {
            boolean fits = covered.startsWith(".")
                    ? below.endsWith(covered) && (name.startsWith("*.") || below.length() > covered.length())
                    : name.equals(covered);
            if (fits) {
                return true;
            }
        }
        return false;
    }
}
