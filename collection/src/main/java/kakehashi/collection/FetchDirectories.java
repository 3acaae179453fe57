package kakehashi.collection;

import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPURL;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import kakehashi.x509.AccessDescription;
import kakehashi.x509.Certificate;
import kakehashi.x509.DistributionPoint;
import kakehashi.x509.GeneralName;
import kakehashi.x509.Name;
import kakehashi.x509.Oid;

/// Turns the names by which a certificate points at things into places: URLs as they are, distinguished names (and
/// LDAP URLs without a host) by the directory that is configured for the subtree in which they lie.
///
/// @param bySubtree a directory for each subtree; the deepest subtree counts
public record FetchDirectories(Map<Name, FetchPlace.Ldap> bySubtree) {
    private static final List<String> LISTS =
            List.of("certificateRevocationList;binary", "authorityRevocationList;binary", "deltaRevocationList;binary");

    public FetchDirectories {
        bySubtree = Map.copyOf(bySubtree);
    }

    /// Where the certificates of its issuer are said to be.
    List<FetchPlace> issuers(Certificate certificate) {
        return access(certificate.authorityInfoAccess(), AccessDescription.CA_ISSUERS);
    }

    /// Where the certificates that it issued as a CA are said to be.
    List<FetchPlace> repository(Certificate certificate) {
        return access(certificate.subjectInfoAccess(), AccessDescription.CA_REPOSITORY);
    }

    /// Where its status is answered.
    List<FetchPlace> responders(Certificate certificate) {
        return access(certificate.authorityInfoAccess(), AccessDescription.OCSP);
    }

    /// Where the CRLs that speak of it are said to be, deltas too.
    List<FetchPlace> crls(Certificate certificate) {
        return Stream.concat(certificate.crlDistributionPoints().stream(), certificate.freshestCrl().stream())
                .flatMap(point -> names(point, certificate).stream())
                .flatMap(name -> places(name, LISTS).stream())
                .distinct()
                .toList();
    }

    /// RFC 5280 §4.2.1.13: "If the DistributionPointName contains the single value nameRelativeToCRLIssuer, the
    /// value provides a distinguished name fragment", appended to the CRL issuer's name or the certificate
    /// issuer's.
    private static List<GeneralName> names(DistributionPoint point, Certificate certificate) {
        List<Name> crlIssuers = point.crlIssuer().stream()
                .filter(GeneralName.DirectoryName.class::isInstance)
                .map(name -> ((GeneralName.DirectoryName) name).name())
                .toList();
        Name issuer = crlIssuers.isEmpty() ? certificate.issuer() : crlIssuers.getFirst();
        return point.distributionPoint()
                .map(name -> name.fullNames(issuer))
                .orElseGet(() -> List.of(new GeneralName.DirectoryName(issuer)));
    }

    private List<FetchPlace> access(List<AccessDescription> descriptions, Oid method) {
        return descriptions.stream()
                .filter(description -> description.accessMethod().equals(method))
                .flatMap(description -> places(description.accessLocation(), FetchLdap.ATTRIBUTES).stream())
                .distinct()
                .toList();
    }

    private List<FetchPlace> places(GeneralName name, List<String> attributes) {
        List<FetchPlace> places = new ArrayList<>(1);
        if (name instanceof GeneralName.UniformResourceIdentifier(String uri)) {
            FetchPlace.parse(uri).or(() -> hostless(uri, attributes)).ifPresent(places::add);
        } else if (name instanceof GeneralName.DirectoryName(Name entry)) {
            entry(entry, attributes).ifPresent(places::add);
        }
        return places;
    }

    private Optional<FetchPlace> hostless(String uri, List<String> attributes) {
        if (!uri.toLowerCase(Locale.ROOT).startsWith("ldap:///") || uri.length() > FetchPlace.MAX_CHARACTERS) {
            return Optional.empty();
        }
        try {
            LDAPURL url = new LDAPURL(uri);
            List<String> asked = url.attributesProvided() ? List.of(url.getAttributes()) : attributes;
            return entry(Name.of(url.getBaseDN().toString()), asked);
        } catch (LDAPException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private Optional<FetchPlace> entry(Name entry, List<String> attributes) {
        return bySubtree.entrySet().stream()
                .filter(one -> entry.isWithin(one.getKey()))
                .max(Comparator.comparingInt(one -> one.getKey().relativeNames().size()))
                .map(one -> FetchPlace.entry(one.getValue(), entry.toString(), attributes));
    }
}
