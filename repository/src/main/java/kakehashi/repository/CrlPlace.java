package kakehashi.repository;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import kakehashi.x509.Crl;
import kakehashi.x509.DistributionPointName;
import kakehashi.x509.GeneralName;
import kakehashi.x509.IssuingDistributionPoint;
import kakehashi.x509.Name;

/// Where a CRL is found. The CRL says it itself in `issuingDistributionPoint`, with the names that certificates
/// carry too; so nothing has to be configured twice.
final class CrlPlace {
    private static final String FILE = "[A-Za-z0-9][A-Za-z0-9._-]{0,99}\\.crl";

    private CrlPlace() {}

    /// The name of its file in the folder of its CA.
    ///
    /// @param all the CRLs of the same CA: a complete one says where the deltas to it are (RFC 5280 §5.2.6)
    static String file(Crl crl, List<Crl> all) {
        String own = names(crl).flatMap(CrlPlace::fileOf).findFirst().orElseGet(() -> usual(crl));
        if (crl.baseCrlNumber().isEmpty()) {
            return own;
        }
        return all.stream()
                .filter(base -> base.baseCrlNumber().isEmpty()
                        && base.issuingDistributionPoint().equals(crl.issuingDistributionPoint()))
                .flatMap(base -> base.freshestCrl().stream())
                .flatMap(point -> names(point.distributionPoint()))
                .flatMap(CrlPlace::fileOf)
                .findFirst()
                .orElse("delta-" + own);
    }

    private static String usual(Crl crl) {
        return isOfAuthorities(crl) ? "arl.crl" : "crl.crl";
    }

    /// Whether it covers certificates of CAs only.
    static boolean isOfAuthorities(Crl crl) {
        return crl.issuingDistributionPoint()
                .filter(point -> point.scope() == IssuingDistributionPoint.Scope.CA_CERTIFICATES)
                .isPresent();
    }

    /// The directory entry: the one that the CRL names, else its issuer's.
    static Name entry(Crl crl) {
        return names(crl)
                .flatMap(name -> name instanceof GeneralName.DirectoryName(Name entry) ? Stream.of(entry) : Stream.of())
                .findFirst()
                .or(() ->
                        names(crl).flatMap(name -> LdapUri.entry(name).stream()).findFirst())
                .orElse(crl.issuer());
    }

    private static Stream<GeneralName> names(Crl crl) {
        return names(crl.issuingDistributionPoint().flatMap(IssuingDistributionPoint::distributionPoint));
    }

    private static Stream<GeneralName> names(Optional<DistributionPointName> place) {
        return place.stream().flatMap(name -> switch (name) {
            case DistributionPointName.FullName(var names) -> names.stream();
            case DistributionPointName.NameRelativeToCrlIssuer relative -> Stream.of();
        });
    }

    /// The last part of an HTTP address, where it is a plain name of a CRL.
    private static Stream<String> fileOf(GeneralName name) {
        if (!(name instanceof GeneralName.UniformResourceIdentifier(String uri)) || !uri.startsWith("http")) {
            return Stream.of();
        }
        String last = uri.substring(uri.lastIndexOf('/') + 1);
        return last.matches(FILE) ? Stream.of(last) : Stream.of();
    }
}
