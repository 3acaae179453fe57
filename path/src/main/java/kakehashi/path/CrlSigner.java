package kakehashi.path;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import kakehashi.x509.AuthorityKeyIdentifier;
import kakehashi.x509.Bytes;
import kakehashi.x509.Crl;
import kakehashi.x509.SignatureAlgorithm;
import kakehashi.x509.VerificationKey;

/// Steps (f), (g) and (h) of RFC 5280 §6.3.3: whose key signed a CRL.
///
/// @param keys where keys of CRL issuers are asked for
/// @param algorithms the signature algorithms and key sizes that are accepted
/// @param signatures what is known about signatures
/// @param meter counts verifications
record CrlSigner(CrlIssuerKeys keys, AlgorithmPolicy algorithms, EvidenceSignatures signatures, SearchMeter meter) {
    /// Who signed, or why nobody is known to have.
    sealed interface Outcome {
        /// The key signed the CRL.
        record SignedBy(VerificationKey key) implements Outcome {}

        /// No trusted key is known to have signed it.
        record Refused(Finding finding) implements Outcome {}
    }

    /// "(f) Obtain and validate the certification path for the issuer of the complete CRL. … If a key usage
    /// extension is present in the CRL issuer's certificate, verify that the cRLSign bit is set." "(g) Validate the
    /// signature on the complete CRL using the public key validated in step (f)."
    ///
    /// The certificate issuer's own key is tried before any other is asked for.
    Outcome signerOf(Crl crl, IssuerOfCertificate issuer) {
        Optional<Finding> unfit = algorithmRefusal(crl);
        if (unfit.isPresent()) {
            return new Outcome.Refused(unfit.get());
        }
        List<VerificationKey> own = ownKeys(crl, issuer);
        Outcome outcome = firstThatSigned(crl, own);
        if (outcome instanceof Outcome.SignedBy || meter.exhausted().isPresent()) {
            return outcome;
        }
        Optional<Bytes> keyIdentifier = crl.authorityKeyIdentifier().flatMap(AuthorityKeyIdentifier::keyIdentifier);
        List<VerificationKey> others = new ArrayList<>(keys.keysOf(crl.issuer(), keyIdentifier));
        others.removeAll(own);
        return others.isEmpty() ? outcome : firstThatSigned(crl, others);
    }

    /// "(h) If use-deltas is set, then validate the signature on the delta CRL using the public key validated in
    /// step (f)."
    Outcome signedBy(Crl delta, VerificationKey key) {
        return algorithmRefusal(delta)
                .<Outcome>map(Outcome.Refused::new)
                .orElseGet(() -> firstThatSigned(delta, List.of(key)));
    }

    private static List<VerificationKey> ownKeys(Crl crl, IssuerOfCertificate issuer) {
        boolean own =
                crl.issuer().equals(issuer.name()) && issuer.crlSigning() == IssuerOfCertificate.CrlSigning.ALLOWED;
        return own ? List.of(issuer.key()) : List.of();
    }

    private Outcome firstThatSigned(Crl crl, List<VerificationKey> candidates) {
        for (VerificationKey key : candidates) {
            switch (signatures.verify(crl.fingerprint(), key, crl::isSignedBy, meter)) {
                case VALID -> {
                    return new Outcome.SignedBy(key);
                }
                case INVALID -> {}
                case NOT_TRIED -> {
                    return new Outcome.Refused(
                            Finding.of(Check.BUDGET_EXHAUSTED, meter.exhausted().orElse("signatures")));
                }
            }
        }
        return new Outcome.Refused(
                candidates.isEmpty()
                        ? Finding.of(Check.CRL_ISSUER_NOT_TRUSTED, crl.issuer())
                        : Finding.of(Check.CRL_SIGNATURE_INVALID));
    }

    private Optional<Finding> algorithmRefusal(Crl crl) {
        // §5.1.1.2: "This field MUST contain the same algorithm identifier as the signature field in the sequence
        // tbsCertList"
        if (!crl.signatureAlgorithmsAgree()) {
            return Optional.of(Finding.of(Check.CRL_SIGNATURE_ALGORITHMS_DISAGREE));
        }
        Optional<SignatureAlgorithm> algorithm = SignatureAlgorithm.of(crl.signatureAlgorithm());
        return algorithm.filter(algorithms.allowed()::contains).isPresent()
                ? Optional.empty()
                : Optional.of(Finding.of(
                        Check.CRL_ALGORITHM_NOT_ALLOWED,
                        algorithm
                                .map(SignatureAlgorithm::label)
                                .orElse(crl.signatureAlgorithm().algorithm().toString())));
    }
}
