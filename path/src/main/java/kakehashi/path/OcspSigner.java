package kakehashi.path;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import kakehashi.x509.AlgorithmIdentifier;
import kakehashi.x509.BasicOcspResponse;
import kakehashi.x509.Bytes;
import kakehashi.x509.CertId;
import kakehashi.x509.Certificate;
import kakehashi.x509.ExtendedKeyUsage;
import kakehashi.x509.KeyUsage;
import kakehashi.x509.KnownExtension;
import kakehashi.x509.ResponderId;
import kakehashi.x509.SignatureAlgorithm;
import kakehashi.x509.SubjectPublicKeyInfo;
import kakehashi.x509.VerificationKey;

/// Who may sign OCSP responses for a certificate, and did (RFC 6960 §3.2 (2) to (4), §4.2.2.2).
///
/// "Either … the certificate of the CA that issued the certificate in question or … a certificate that includes a
/// value of id-kp-OCSPSigning in an extended key usage extension and is issued by the CA that issued the
/// certificate in question". There are no responders that are trusted by local configuration.
final class OcspSigner {
    private final CrlCheck crls;
    private final RevocationQuestion question;
    private final CrlSigner rules;
    private Period period = Period.ALWAYS;

    /// Asks CRLs about a certificate.
    @FunctionalInterface
    interface CrlCheck {
        /// What the CRLs say.
        RevocationStatus check(RevocationQuestion question);
    }

    /// @param crls tells of a delegated responder whether it is revoked
    /// @param rules the accepted algorithms, the memory of signatures and the meter
    /// @param question the certificate that the responses are about
    OcspSigner(CrlCheck crls, CrlSigner rules, RevocationQuestion question) {
        this.crls = crls;
        this.rules = rules;
        this.question = question;
    }

    /// Why the response's signature does not count; empty when it does.
    Optional<Finding> refusal(BasicOcspResponse response) {
        Optional<Finding> unfit = algorithmRefusal(response.signatureAlgorithm());
        if (unfit.isPresent()) {
            return unfit;
        }
        // "the CA who issued the certificate in question"
        IssuerOfCertificate issuer = question.issuer();
        if (names(response.responderId(), issuer)) {
            Optional<Finding> refusal = signatureRefusal(response, issuer.key());
            if (refusal.isEmpty()) {
                return refusal;
            }
        }
        // "a CA Designated Responder (Authorized Responder …) who holds a specially marked certificate issued
        // directly by the CA"
        Finding last = Finding.of(
                names(response.responderId(), issuer)
                        ? Check.OCSP_SIGNATURE_INVALID
                        : Check.OCSP_RESPONDER_NOT_AUTHORIZED);
        for (Certificate responder : response.certificates()) {
            if (response.responderId().matches(responder)) {
                Optional<Finding> refusal =
                        delegationRefusal(responder).or(() -> delegatedSignatureRefusal(response, responder));
                if (refusal.isEmpty()) {
                    period = period.intersect(new Period(responder.notBefore(), responder.notAfter()));
                    return refusal;
                }
                period = period.intersect(Period.at(question.at()));
                last = refusal.get();
            }
        }
        return Optional.of(exhausted().orElse(last));
    }

    /// When every answer of [#refusal] so far would be the same: a delegated responder's certificate expires, and
    /// may be revoked.
    Period period() {
        return period;
    }

    private static boolean names(ResponderId id, IssuerOfCertificate issuer) {
        return switch (id) {
            case ResponderId.ByName byName -> byName.name().equals(issuer.name());
            case ResponderId.ByKey byKey ->
                byKey.keyHash().equals(issuer.key().info().keyIdentifier());
        };
    }

    private Optional<Finding> signatureRefusal(BasicOcspResponse response, VerificationKey key) {
        return verify(response.der().sha256(), key, response::isSignedBy)
                ? Optional.empty()
                : Optional.of(Finding.of(Check.OCSP_SIGNATURE_INVALID));
    }

    private boolean verify(Bytes fingerprint, VerificationKey key, Predicate<VerificationKey> isSignedBy) {
        return rules.signatures().verify(fingerprint, key, isSignedBy, rules.meter())
                == EvidenceSignatures.Verdict.VALID;
    }

    private Optional<Finding> exhausted() {
        return rules.meter().exhausted().map(limit -> Finding.of(Check.BUDGET_EXHAUSTED, limit));
    }

    private Optional<Finding> delegatedSignatureRefusal(BasicOcspResponse response, Certificate responder) {
        return VerificationKey.of(responder.subjectPublicKeyInfo())
                .map(key -> signatureRefusal(response, key))
                .orElse(Optional.of(Finding.of(Check.OCSP_SIGNATURE_INVALID)));
    }

    /// §4.2.2.2: whether the CA that issued the certificate in question let this responder answer for it.
    private Optional<Finding> delegationRefusal(Certificate responder) {
        if (!isMarked(responder) || !isIssuedDirectly(responder)) {
            return Optional.of(Finding.of(Check.OCSP_RESPONDER_NOT_AUTHORIZED));
        }
        // §4.2.2.2.1: "A CA may specify that an OCSP client can trust a responder for the lifetime of the
        // responder's certificate. The CA does so by including the extension id-pkix-ocsp-nocheck."
        if (responder.hasOcspNoCheck()) {
            return Optional.empty();
        }
        // Otherwise CRLs are asked; where they do not tell, "it is then up to the OCSP client's local security
        // policy": ours takes the responder, whose certificate the CA keeps short-lived in this case.
        return switch (crls.check(question.about(responder))) {
            case RevocationStatus.Revoked revoked -> Optional.of(Finding.of(Check.OCSP_RESPONDER_REVOKED));
            case RevocationStatus.Good good -> acceptedDuring(good.period());
            case RevocationStatus.Undetermined undetermined -> acceptedDuring(Period.at(question.at()));
        };
    }

    private Optional<Finding> acceptedDuring(Period crlPeriod) {
        period = period.intersect(crlPeriod);
        return Optional.empty();
    }

    private boolean isMarked(Certificate responder) {
        boolean delegated = responder
                .extendedKeyUsage()
                .map(usage -> usage.lists(ExtendedKeyUsage.OCSP_SIGNING))
                .orElse(false);
        // RFC 5280 §4.2.1.12: "Key usage bits that may be consistent: digitalSignature and/or nonRepudiation"
        boolean maySign = responder
                .keyUsage()
                .map(usage ->
                        usage.allows(KeyUsage.Bit.DIGITAL_SIGNATURE) || usage.allows(KeyUsage.Bit.NON_REPUDIATION))
                .orElse(true);
        Set<KnownExtension> known = EnumSet.allOf(KnownExtension.class);
        return delegated
                && maySign
                && rules.algorithms().judgeKey(responder.subjectPublicKeyInfo()).isEmpty()
                && responder.isValidAt(question.at())
                && responder.extensions().criticalOtherThan(known).isEmpty();
    }

    /// "Systems relying on OCSP responses MUST recognize a delegation certificate as being issued by the CA that
    /// issued the certificate in question only if the delegation certificate and the certificate being checked for
    /// revocation were signed by the same key."
    private boolean isIssuedDirectly(Certificate responder) {
        VerificationKey key = question.issuer().key();
        return responder.issuer().equals(question.certificate().issuer())
                && responder.signatureAlgorithmsAgree()
                && algorithmRefusal(responder.signatureAlgorithm()).isEmpty()
                && verify(responder.fingerprint(), key, responder::isSignedBy);
    }

    private Optional<Finding> algorithmRefusal(AlgorithmIdentifier identifier) {
        Optional<SignatureAlgorithm> algorithm = SignatureAlgorithm.of(identifier);
        return algorithm.filter(rules.algorithms().allowed()::contains).isPresent()
                ? Optional.empty()
                : Optional.of(Finding.of(
                        Check.OCSP_ALGORITHM_NOT_ALLOWED,
                        algorithm
                                .map(SignatureAlgorithm::label)
                                .orElse(identifier.algorithm().toString())));
    }

    /// Whether a certificate identifier names the certificate in question: by the name in it and the key that
    /// verified it.
    boolean isAbout(CertId id) {
        SubjectPublicKeyInfo key = question.issuer().key().info();
        Certificate certificate = question.certificate();
        return id.matches(certificate.issuer(), key, certificate.serialNumber())
                || id.matches(question.issuer().name(), key, certificate.serialNumber());
    }
}
