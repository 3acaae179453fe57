package kakehashi.validation;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import kakehashi.keys.Signer;
import kakehashi.x509.Certificate;
import kakehashi.x509.ExtendedKeyUsage;
import kakehashi.x509.KeyUsage;
import kakehashi.x509.VerificationKey;

/// The key with which OCSP responses are signed, and the certificate that allows it.
///
/// @param signer the key
/// @param certificate the responder's certificate, or the issuer's own
public record ResponderCredential(Signer signer, Certificate certificate) {
    /// Why a client would not take this signer's word about the issuer's certificates (RFC 6960 §4.2.2.2); empty
    /// when it would.
    public Optional<String> refusalFor(OcspIssuer issuer, Instant now) {
        if (!signer.publicKey().equals(certificate.subjectPublicKeyInfo())) {
            return Optional.of("the key is not the certificate's");
        }
        if (!certificate.isValidAt(now)) {
            return Optional.of("the certificate is not valid at " + now);
        }
        return isIssuerItself(issuer) ? Optional.empty() : delegationRefusal(issuer);
    }

    /// Whether the issuer signs its responses itself.
    public boolean isIssuerItself(OcspIssuer issuer) {
        return certificate.subject().equals(issuer.name())
                && certificate.subjectPublicKeyInfo().equals(issuer.key());
    }

    /// What is sent along with a response: nothing when the client has the certificate anyway.
    List<Certificate> sentFor(OcspIssuer issuer) {
        return isIssuerItself(issuer) ? List.of() : List.of(certificate);
    }

    private Optional<String> delegationRefusal(OcspIssuer issuer) {
        // "This certificate MUST be issued directly by the CA that is identified in the request."
        boolean direct = certificate.issuer().equals(issuer.name())
                && VerificationKey.of(issuer.key())
                        .filter(certificate::isSignedBy)
                        .isPresent();
        if (!direct) {
            return Optional.of("the certificate was not issued by " + issuer.name());
        }
        // "OCSP signing delegation SHALL be designated by the inclusion of id-kp-OCSPSigning"
        boolean marked = certificate
                .extendedKeyUsage()
                .filter(usage -> usage.lists(ExtendedKeyUsage.OCSP_SIGNING))
                .isPresent();
        boolean maySign = certificate
                .keyUsage()
                .map(usage ->
                        usage.allows(KeyUsage.Bit.DIGITAL_SIGNATURE) || usage.allows(KeyUsage.Bit.NON_REPUDIATION))
                .orElse(true);
        return marked && maySign ? Optional.empty() : Optional.of("the certificate is not one for OCSP signing");
    }
}
