package kakehashi.path;

import java.util.Set;
import java.util.function.Predicate;
import kakehashi.x509.Certificate;

/// What an answer about revocation owes to the search for issuers of CRLs: it may change when the graph does, or
/// the evidence about those issuers.
///
/// @param certificates the certificates of the paths to issuers that were found
/// @param extent how far the search went
record CrlIssuerReliance(Set<Certificate> certificates, Extent extent) {
    /// No issuer was asked for: the certificate's own issuer signed what there is.
    static final CrlIssuerReliance NONE = new CrlIssuerReliance(Set.of(), Extent.NOT_ASKED);

    /// How far a search for issuers of CRLs went.
    enum Extent {
        NOT_ASKED,
        /// Every certificate of an issuer that was tried has a path.
        ALL_FOUND,
        /// Some issuer has no path, or none at this time.
        SOME_NOT_FOUND
    }

    /// Whether the same would be found with other evidence.
    boolean holdsWithOtherEvidence(Predicate<Certificate> sameEvidence) {
        return extent != Extent.SOME_NOT_FOUND && certificates.stream().allMatch(sameEvidence);
    }

    /// Whether the same would be found in another graph: more certificates may mean more issuers.
    boolean holdsInOtherGraph() {
        return extent == Extent.NOT_ASKED;
    }
}
