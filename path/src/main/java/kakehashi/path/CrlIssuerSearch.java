package kakehashi.path;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import kakehashi.x509.Bytes;
import kakehashi.x509.Certificate;
import kakehashi.x509.KeyUsage;
import kakehashi.x509.Name;
import kakehashi.x509.VerificationKey;

/// Finds the keys of CRL issuers by searching paths to them (RFC 5280 §6.3.3 (f)): "the trust anchor for the
/// certification path MUST be the same as the trust anchor used to validate the target certificate".
///
/// The status of a CRL issuer's own certificate may hang on the very CRL that it signed; such a CRL is then
/// believed about its issuer, as a CRL is always believed about its issuer.
final class CrlIssuerSearch {
    private static final int MAX_DEPTH = 3;
    private static final int MAX_CANDIDATES = 16;

    private final PathBuilder builder;
    private final Set<Certificate> inProgress;

    private CrlIssuerSearch(PathBuilder builder, Set<Certificate> inProgress) {
        this.builder = builder;
        this.inProgress = inProgress;
    }

    /// For a search that is about a relying party's target.
    static CrlIssuerSearch outermost(PathBuilder builder) {
        return new CrlIssuerSearch(builder, Set.of());
    }

    /// Whether no CRL issuer is being judged. What is found inside may lean on what is not settled yet, so it is
    /// not remembered.
    boolean isOutermost() {
        return inProgress.isEmpty();
    }

    /// Answers the keys of CRL issuers for one certificate in question, and keeps what the answers rest on.
    final class Asked implements CrlIssuerKeys {
        private final TrustAnchor anchor;
        private final Instant at;
        private final SearchMeter meter;
        private final Certificate inQuestion;
        private final WorkingKey issuerInPath;
        private final Set<Certificate> certificates = new HashSet<>();
        private CrlIssuerReliance.Extent extent = CrlIssuerReliance.Extent.NOT_ASKED;
        private Period period = Period.ALWAYS;

        /// @param inQuestion the certificate whose status is to be determined
        /// @param issuerInPath who issued it
        Asked(Certificate inQuestion, WorkingKey issuerInPath, TrustAnchor anchor, Instant at, SearchMeter meter) {
            this.inQuestion = inQuestion;
            this.issuerInPath = issuerInPath;
            this.anchor = anchor;
            this.at = at;
            this.meter = meter;
        }

        @Override
        public List<VerificationKey> keysOf(Name crlIssuer, Optional<Bytes> keyIdentifier) {
            if (extent == CrlIssuerReliance.Extent.NOT_ASKED) {
                extent = CrlIssuerReliance.Extent.ALL_FOUND;
            }
            List<VerificationKey> keys = new ArrayList<>();
            boolean anchorSigns =
                    anchor.certificate().map(CrlIssuerSearch::maySignCrls).orElse(true);
            if (anchorSigns && anchor.name().equals(crlIssuer)) {
                VerificationKey.of(anchor.publicKey()).ifPresent(keys::add);
            }
            builder.graph().issuedTo(crlIssuer).stream()
                    .filter(c -> maySignCrls(c) && mayStandFor(crlIssuer, c))
                    .sorted(Comparator.comparing(c -> keyIdentifier.isPresent()
                            && !c.subjectKeyIdentifier().equals(keyIdentifier)))
                    .limit(MAX_CANDIDATES)
                    .forEach(c -> keyOf(c).filter(k -> !keys.contains(k)).ifPresent(keys::add));
            return keys;
        }

        /// Whether a certificate may be one of the certificate issuer's own, when that is whose CRL it is:
        /// a link certificate, or one from whoever certified the issuer in this path. Else any CA below the
        /// anchor could make a CRL issuer of that name and call its neighbour's revoked certificates good.
        private boolean mayStandFor(Name crlIssuer, Certificate candidate) {
            return !crlIssuer.equals(inQuestion.issuer())
                    || candidate.isSelfIssued()
                    || issuerInPath.certifiedBy().equals(Optional.of(candidate.issuer()));
        }

        private Optional<VerificationKey> keyOf(Certificate issuer) {
            if (inProgress.contains(issuer)) {
                // Not of any other certificate: else a CA could vouch for itself with a CRL issuer that it issued.
                return issuer.equals(inQuestion) ? VerificationKey.of(issuer.subjectPublicKeyInfo()) : Optional.empty();
            }
            Optional<ValidatedPath> path = pathTo(issuer, anchor, at, meter);
            if (path.isEmpty()) {
                extent = CrlIssuerReliance.Extent.SOME_NOT_FOUND;
                period = period.intersect(issuer.isValidAt(at) ? Period.at(at) : Period.outside(issuer, at));
            }
            path.ifPresent(p -> {
                period = period.intersect(p.period());
                certificates.addAll(p.certificates());
            });
            return path.flatMap(p -> VerificationKey.of(p.workingPublicKey()));
        }

        /// When the same paths would be found: those that were relied on hold, and those that were not found do
        /// not.
        Period period() {
            return period;
        }

        /// What the answers owe to the search.
        CrlIssuerReliance reliance() {
            return extent == CrlIssuerReliance.Extent.NOT_ASKED
                    ? CrlIssuerReliance.NONE
                    : new CrlIssuerReliance(Set.copyOf(certificates), extent);
        }
    }

    /// "If a key usage extension is present in the CRL issuer's certificate, verify that the cRLSign bit is set."
    private static boolean maySignCrls(Certificate certificate) {
        return certificate.keyUsage().map(u -> u.allows(KeyUsage.Bit.CRL_SIGN)).orElse(true);
    }

    private Optional<ValidatedPath> pathTo(Certificate issuer, TrustAnchor anchor, Instant at, SearchMeter meter) {
        if (inProgress.size() >= MAX_DEPTH) {
            return Optional.empty();
        }
        PathBuilder narrowed = builder.forCrlIssuersUnder(anchor);
        Optional<ValidatedPath> known = narrowed.knownCrlIssuer(issuer, at);
        if (known.isPresent()) {
            return known;
        }
        Set<Certificate> deeper = new HashSet<>(inProgress);
        deeper.add(issuer);
        CrlIssuerSearch inner = new CrlIssuerSearch(narrowed, deeper);
        PathOutcome outcome = new PathSearch(narrowed, PathRequest.of(issuer, at), meter, inner).run();
        return switch (outcome) {
            case PathOutcome.Valid valid -> {
                if (isOutermost()) {
                    narrowed.rememberCrlIssuer(valid.path());
                }
                yield Optional.of(valid.path());
            }
            case PathOutcome.Invalid invalid -> Optional.empty();
            case PathOutcome.Indeterminate indeterminate -> Optional.empty();
        };
    }
}
