package kakehashi.testkit;

import java.util.function.Consumer;
import kakehashi.x509.Certificate;
import kakehashi.x509.CertificationRequest;
import kakehashi.x509.CertificationRequestBuilder;

/// Someone with a certificate and its key who is not a CA.
///
/// @param certificate the certificate
/// @param key the key
public record TestEntity(Certificate certificate, TestKey key) {
    /// A request for a certificate of the same subject and key, the fields of which the function bends.
    public CertificationRequest request(Consumer<CertificationRequestBuilder> bend) {
        CertificationRequestBuilder builder =
                new CertificationRequestBuilder(certificate.subject(), certificate.subjectPublicKeyInfo());
        bend.accept(builder);
        return CertificationRequest.parse(key.sign(builder.toBeSigned(key.algorithm())))
                .orElseThrow();
    }
}
