package kakehashi.profiles;

import java.util.List;
import java.util.Optional;
import kakehashi.x509.Certificate;
import kakehashi.x509.SubjectPublicKeyInfo;

/// What is known about a certificate beside itself. Rules that need what is not known do not apply.
///
/// @param issuer the issuing CA's certificate
/// @param promises what the profile promises
/// @param purpose what the certificate is for
/// @param subjectCertificates of a CA: the certificates that it has already, its self-signed one first of all
/// @param requestedKey the key of the PKCS #10 on which the certificate is issued
public record LintContext(
        Optional<Certificate> issuer,
        Optional<Promises> promises,
        LintPurpose purpose,
        List<Certificate> subjectCertificates,
        Optional<SubjectPublicKeyInfo> requestedKey) {
    /// A context in which only the purpose is known.
    public static LintContext of(LintPurpose purpose) {
        return new LintContext(Optional.empty(), Optional.empty(), purpose, List.of(), Optional.empty());
    }

    /// The same with the issuing CA's certificate.
    public LintContext withIssuer(Certificate certificate) {
        return new LintContext(Optional.of(certificate), promises, purpose, subjectCertificates, requestedKey);
    }

    /// The same with what the profile promises.
    public LintContext withPromises(Promises made) {
        return new LintContext(issuer, Optional.of(made), purpose, subjectCertificates, requestedKey);
    }

    /// The same with the certificates that the subject CA has already.
    public LintContext withSubjectCertificates(List<Certificate> certificates) {
        return new LintContext(issuer, promises, purpose, List.copyOf(certificates), requestedKey);
    }

    /// The same with the key of the PKCS #10.
    public LintContext withRequestedKey(SubjectPublicKeyInfo key) {
        return new LintContext(issuer, promises, purpose, subjectCertificates, Optional.of(key));
    }
}
