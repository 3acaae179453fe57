package kakehashi.validation;

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;

/// The JDK's own verification of a JWS signature.
final class OutsideJws {
    private OutsideJws() {}

    static boolean verifies(String alg, byte[] certificate, byte[] input, byte[] signature)
            throws GeneralSecurityException {
        String bits = alg.substring(2);
        Signature verifier = Signature.getInstance(
                switch (alg.substring(0, 2)) {
                    case "RS" -> "SHA" + bits + "withRSA";
                    case "PS" -> "RSASSA-PSS";
                    case "ES" -> "SHA" + bits + "withECDSAinP1363Format";
                    default -> "Ed25519";
                });
        if (alg.startsWith("PS")) {
            verifier.setParameter(new PSSParameterSpec(
                    "SHA-" + bits, "MGF1", new MGF1ParameterSpec("SHA-" + bits), Integer.parseInt(bits) / 8, 1));
        }
        CertificateFactory factory = CertificateFactory.getInstance("X.509");
        verifier.initVerify(factory.generateCertificate(new ByteArrayInputStream(certificate))
                .getPublicKey());
        verifier.update(input);
        return verifier.verify(signature);
    }
}
