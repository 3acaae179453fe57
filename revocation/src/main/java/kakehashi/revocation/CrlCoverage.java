package kakehashi.revocation;

import java.util.List;
import java.util.Optional;
import kakehashi.profiles.CrlShard;
import kakehashi.x509.DistributionPointName;
import kakehashi.x509.GeneralName;
import kakehashi.x509.IssuingDistributionPoint;
import kakehashi.x509.IssuingDistributionPoint.Scope;

/// The scope of a CRL of one CA (RFC 5280 §5): which of its certificates it covers, and the names of the place
/// where it is found. All reasons are always covered.
///
/// A certificate has to be covered by a list whose `issuingDistributionPoint` names the place that the certificate
/// names, or none (RFC 5280 §6.3.3 (b)).
public sealed interface CrlCoverage {
    /// All certificates of the CA.
    ///
    /// @param places empty for a list without `issuingDistributionPoint`, which everybody understands
    record Everything(List<GeneralName> places) implements CrlCoverage {
        /// Keeps the names in their order.
        public Everything {
            places = List.copyOf(places);
        }
    }

    /// The CA certificates, cross-certificates among them: an authority revocation list.
    record Authorities(List<GeneralName> places) implements CrlCoverage {
        /// Keeps the names in their order.
        public Authorities {
            places = List.copyOf(places);
        }
    }

    /// The certificates of end entities.
    record EndEntities(List<GeneralName> places) implements CrlCoverage {
        /// Keeps the names in their order.
        public EndEntities {
            places = List.copyOf(places);
        }
    }

    /// The certificates of end entities that name one shard.
    ///
    /// @param places at least one: it tells the shards' lists apart
    record Part(CrlShard shard, List<GeneralName> places) implements CrlCoverage {
        /// @throws IllegalArgumentException without a place
        public Part {
            if (places.isEmpty()) {
                // "If the distribution point is absent, the CRL MUST contain entries for all revoked unexpired
                // certificates issued by the CRL issuer, if any, within the scope of the CRL" (RFC 5280 §5.2.5)
                throw new IllegalArgumentException("a shard without a place");
            }
            places = List.copyOf(places);
        }
    }

    /// The names of the place.
    List<GeneralName> places();

    /// Whether a certificate is covered.
    default boolean covers(RevocableCertificate certificate) {
        boolean ofAuthority = certificate.kind() == RevocableCertificate.Kind.AUTHORITY;
        return switch (this) {
            case Everything everything -> true;
            case Authorities authorities -> ofAuthority;
            case EndEntities endEntities -> !ofAuthority;
            case Part part -> !ofAuthority && part.shard().equals(certificate.shard());
        };
    }

    /// The extension that says so. "Although the extension is critical, conforming implementations are not required
    /// to support this extension", so it is empty where it would say nothing.
    default Optional<IssuingDistributionPoint> extension() {
        Scope scope = switch (this) {
            case Everything everything -> Scope.ALL;
            case Authorities authorities -> Scope.CA_CERTIFICATES;
            case EndEntities endEntities -> Scope.USER_CERTIFICATES;
            case Part part -> Scope.USER_CERTIFICATES;
        };
        if (scope == Scope.ALL && places().isEmpty()) {
            return Optional.empty();
        }
        Optional<DistributionPointName> name =
                Optional.of(places()).filter(p -> !p.isEmpty()).map(DistributionPointName.FullName::new);
        return Optional.of(new IssuingDistributionPoint(name, scope, Optional.empty(), false));
    }
}
