package kakehashi.profiles;

import java.time.Period;
import java.util.List;
import kakehashi.x509.AccessDescription;
import kakehashi.x509.Extension;

/// One extension that a profile puts into every certificate.
public sealed interface ExtensionRule {
    /// An extension that is the same in every certificate of the profile.
    record Fixed(Extension extension) implements ExtensionRule {}

    /// `subjectKeyIdentifier`, of the request or made of the key.
    record SubjectKeyIdentifier() implements ExtensionRule {}

    /// `authorityKeyIdentifier`, the key identifier only.
    record AuthorityKeyIdentifier() implements ExtensionRule {}

    /// `privateKeyUsagePeriod`, from the beginning of validity on.
    record PrivateKeyUsage(Period period) implements ExtensionRule {}

    /// `subjectAltName`, of the request. Without a subject it is critical in any case.
    record SubjectAlternativeNames(Criticality criticality) implements ExtensionRule {}

    /// `issuerAltName`, the directoryNames that the CA's own certificate has.
    record IssuerAlternativeNames() implements ExtensionRule {}

    /// `cRLDistributionPoints`: one point, whose names stand in this order.
    record CrlDistributionPoints(CrlList list, List<Publication.Form> forms) implements ExtensionRule {}

    /// `freshestCRL`: where the delta to that CRL is; one point, whose names stand in this order.
    record FreshestCrl(CrlList list, List<Publication.Form> forms) implements ExtensionRule {}

    /// `authorityInfoAccess`, in this order.
    record AuthorityAccess(List<Service> services) implements ExtensionRule {}

    /// `subjectInfoAccess`: first where the CA itself publishes what it issues, if the subject is that CA.
    record SubjectAccess(Repository repository, List<AccessDescription> others) implements ExtensionRule {}

    /// Which CRL covers the certificate.
    enum CrlList {
        /// One of the CA's shards, by the serial number.
        SHARDED,
        /// The CRL of CA certificates.
        AUTHORITIES,
        /// The CRL of everything.
        WHOLE
    }

    /// A service of the CA.
    enum Service {
        CA_ISSUERS,
        OCSP
    }

    /// Whose repository `id-ad-caRepository` names.
    enum Repository {
        /// The CA's own: the subject is the CA.
        OWN,
        /// That of the profile's text, if any.
        OTHERS_ONLY
    }
}
