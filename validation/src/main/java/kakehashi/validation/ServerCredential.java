package kakehashi.validation;

import java.util.ArrayList;
import java.util.List;
import kakehashi.keys.Signer;
import kakehashi.x509.Certificate;

/// The key with which a validation server signs its answers, and the certificates that tell whose it is.
///
/// @param signer the key
/// @param certificate the server's certificate
/// @param issuers the CA certificates above it that are sent along; may be empty
public record ServerCredential(Signer signer, Certificate certificate, List<Certificate> issuers) {
    /// @throws IllegalArgumentException when the key is not the certificate's
    public ServerCredential {
        issuers = List.copyOf(issuers);
        if (!signer.publicKey().equals(certificate.subjectPublicKeyInfo())) {
            throw new IllegalArgumentException("the key is not that of " + certificate.subject());
        }
    }

    /// The server's certificate and those above it.
    List<Certificate> chain() {
        List<Certificate> chain = new ArrayList<>(List.of(certificate));
        chain.addAll(issuers);
        return List.copyOf(chain);
    }
}
