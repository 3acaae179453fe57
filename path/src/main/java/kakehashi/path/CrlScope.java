package kakehashi.path;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import kakehashi.x509.BasicConstraints;
import kakehashi.x509.Certificate;
import kakehashi.x509.Crl;
import kakehashi.x509.DistributionPoint;
import kakehashi.x509.DistributionPointName;
import kakehashi.x509.GeneralName;
import kakehashi.x509.IssuingDistributionPoint;
import kakehashi.x509.KnownExtension;
import kakehashi.x509.Oid;
import kakehashi.x509.ReasonFlags;

/// Which certificates and reasons a CRL covers: steps (b), (c) and (d) of RFC 5280 §6.3.3, each one function.
final class CrlScope {
    private static final Set<KnownExtension> PROCESSED = Set.of(
            KnownExtension.AUTHORITY_KEY_IDENTIFIER,
            KnownExtension.ISSUER_ALT_NAME,
            KnownExtension.CRL_NUMBER,
            KnownExtension.DELTA_CRL_INDICATOR,
            KnownExtension.ISSUING_DISTRIBUTION_POINT,
            KnownExtension.FRESHEST_CRL,
            KnownExtension.AUTHORITY_INFO_ACCESS);

    private CrlScope() {}

    /// "If a CRL contains a critical extension that the application cannot process, then the application MUST NOT
    /// use that CRL to determine the status of certificates" (RFC 5280 §5.2, and §5.3 for entries).
    static Optional<Finding> unknownCritical(Crl crl) {
        List<Oid> unknown = new ArrayList<>(crl.extensions().criticalOtherThan(PROCESSED));
        unknown.addAll(crl.unknownCriticalEntryExtensions());
        return unknown.stream().findFirst().map(id -> Finding.of(Check.CRL_UNKNOWN_CRITICAL_EXTENSION, id));
    }

    /// "(b) Verify the issuer and scope of the complete CRL".
    static Optional<Finding> refusal(Certificate certificate, DistributionPoint point, Crl crl) {
        if (!issuerMatches(certificate, point, crl)) {
            return Optional.of(Finding.of(Check.CRL_ISSUER_MISMATCH));
        }
        // "(2) If the complete CRL includes an issuing distribution point (IDP) CRL extension, check the
        // following:"
        boolean covered = crl.issuingDistributionPoint()
                .map(idp -> nameMatches(idp, point, crl) && kindMatches(idp.scope(), certificate))
                .orElse(true);
        return covered ? Optional.empty() : Optional.of(Finding.of(Check.CRL_SCOPE_MISMATCH));
    }

    /// "(1) If the DP includes cRLIssuer, then verify that the issuer field in the complete CRL matches cRLIssuer
    /// in the DP and that the complete CRL contains an issuing distribution point extension with the indirectCRL
    /// boolean asserted. Otherwise, verify that the CRL issuer matches the certificate issuer."
    private static boolean issuerMatches(Certificate certificate, DistributionPoint point, Crl crl) {
        if (point.crlIssuer().isEmpty()) {
            return crl.issuer().equals(certificate.issuer());
        }
        return RevocationEvidence.crlIssuers(point).contains(crl.issuer())
                && crl.issuingDistributionPoint()
                        .map(IssuingDistributionPoint::indirectCrl)
                        .orElse(false);
    }

    /// "(i) If the distribution point name is present in the IDP CRL extension and the distribution field is
    /// present in the DP, then verify that one of the names in the IDP matches one of the names in the DP. If the
    /// distribution point name is present in the IDP CRL extension and the distribution field is omitted from the
    /// DP, then verify that one of the names in the IDP matches one of the names in the cRLIssuer field of the DP."
    ///
    /// A relative name in the DP continues the name of its cRLIssuer or, without one, of the certificate issuer
    /// (RFC 5280 §4.2.1.13); by (1) either is the CRL's issuer.
    private static boolean nameMatches(IssuingDistributionPoint idp, DistributionPoint point, Crl crl) {
        if (idp.distributionPoint().isEmpty()) {
            return true;
        }
        List<GeneralName> names = idp.distributionPoint().get().fullNames(crl.issuer());
        List<GeneralName> wanted = point.distributionPoint()
                .map(name -> name.fullNames(crl.issuer()))
                .orElse(point.crlIssuer());
        return !Collections.disjoint(names, wanted);
    }

    private static boolean kindMatches(IssuingDistributionPoint.Scope scope, Certificate certificate) {
        boolean ca = certificate.basicConstraints().map(BasicConstraints::ca).orElse(false);
        return switch (scope) {
            case ALL -> true;
            // "(ii) If the onlyContainsUserCerts boolean is asserted in the IDP CRL extension, verify that the
            // certificate does not include the basic constraints extension with the cA boolean asserted."
            case USER_CERTIFICATES -> !ca;
            // "(iii) If the onlyContainsCACerts boolean is asserted in the IDP CRL extension, verify that the
            // certificate includes the basic constraints extension with the cA boolean asserted."
            case CA_CERTIFICATES -> ca;
            // "(iv) Verify that the onlyContainsAttributeCerts boolean is not asserted."
            case ATTRIBUTE_CERTIFICATES -> false;
        };
    }

    /// "(c) If use-deltas is set, verify the issuer and scope of the delta CRL", and the conditions of §5.2.4 under
    /// which a delta CRL and a complete CRL are combined.
    static boolean completes(Crl delta, Crl complete) {
        if (delta.baseCrlNumber().isEmpty()
                || delta.crlNumber().isEmpty()
                || complete.crlNumber().isEmpty()) {
            return false;
        }
        // §5.2.4 "(c) The CRL number of the complete CRL is equal to or greater than the BaseCRLNumber specified in
        // the delta CRL." "(d) The CRL number of the complete CRL is less than the CRL number of the delta CRL."
        return complete.crlNumber().get().compareTo(delta.baseCrlNumber().get()) >= 0
                && complete.crlNumber().get().compareTo(delta.crlNumber().get()) < 0
                && sameScope(delta, complete);
    }

    /// Whether two CRLs of one issuer have the same scope, signed with the same key by their own account.
    static boolean sameScope(Crl one, Crl other) {
        // "(1) Verify that the delta CRL issuer matches the complete CRL issuer."
        return one.issuer().equals(other.issuer())
                // "(2) If the complete CRL includes an IDP CRL extension, verify that the delta CRL contains a
                // matching IDP CRL extension. If the complete CRL omits an IDP CRL extension, verify that the delta
                // CRL also omits an IDP CRL extension."
                && one.issuingDistributionPoint().equals(other.issuingDistributionPoint())
                // "(3) If the complete CRL includes an authority key identifier extension, verify that the delta
                // CRL contains a matching authority key identifier extension. If the complete CRL omits [it],
                // verify that the delta CRL also omits [it]."
                && one.authorityKeyIdentifier().equals(other.authorityKeyIdentifier());
    }

    /// "(d) Compute the interim_reasons_mask for this CRL".
    static ReasonFlags interimReasons(DistributionPoint point, Crl crl) {
        Optional<ReasonFlags> onlySome =
                crl.issuingDistributionPoint().flatMap(IssuingDistributionPoint::onlySomeReasons);
        // "(1) If the [IDP] includes onlySomeReasons and the DP includes reasons, then set interim_reasons_mask to
        // the intersection"; "(2)", "(3)" either alone; "(4) … the special value all-reasons".
        return onlySome.orElse(ReasonFlags.ALL).intersect(point.reasons().orElse(ReasonFlags.ALL));
    }

    /// "Repeat the process above with any available CRLs not specified in a distribution point but issued by the
    /// certificate issuer. … assume a DP with both the reasons and the cRLIssuer fields omitted and a distribution
    /// point name of the certificate issuer. That is, the sequence of names in fullName is generated from the
    /// certificate issuer field as well as the certificate issuerAltName extension."
    static DistributionPoint assumedPoint(Certificate certificate) {
        List<GeneralName> names = new ArrayList<>();
        names.add(new GeneralName.DirectoryName(certificate.issuer()));
        names.addAll(certificate.issuerAltNames());
        return new DistributionPoint(
                Optional.of(new DistributionPointName.FullName(List.copyOf(names))), Optional.empty(), List.of());
    }

    /// Whether every distribution point of the certificate hands its status over to CRL issuers other than the
    /// certificate's own. "If the certificate issuer is not the CRL issuer, then the cRLIssuer field MUST be
    /// present and contain the Name of the CRL issuer" (RFC 5280 §4.2.1.13).
    static boolean handsOver(Certificate certificate) {
        List<DistributionPoint> points = certificate.crlDistributionPoints();
        return !points.isEmpty()
                && points.stream()
                        .allMatch(point -> !point.crlIssuer().isEmpty()
                                && !RevocationEvidence.crlIssuers(point).contains(certificate.issuer()));
    }
}
