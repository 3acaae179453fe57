package kakehashi.bench;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Security;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import kakehashi.x509.Bytes;
import kakehashi.x509.SignatureAlgorithm;
import kakehashi.x509.SubjectPublicKeyInfo;

/// The fast provider, for bare verifications and for the JDK with the fast provider first.
final class Corretto {
    static final Provider PROVIDER = AmazonCorrettoCryptoProvider.INSTANCE;

    private Corretto() {}

    /// Lets the JDK's own code use the provider before all others, or no longer.
    static void first(boolean first) {
        if (first) {
            Security.insertProviderAt(PROVIDER, 1);
        } else {
            Security.removeProvider(PROVIDER.getName());
        }
    }

    /// One signature ready to be verified again and again: nothing is left to do but the arithmetic.
    ///
    /// @param verifier initialised with the key
    record Bare(Signature verifier, byte[] message, byte[] signature) {
        static Bare of(SubjectPublicKeyInfo key, SignatureAlgorithm algorithm, Bytes message, Bytes signature)
                throws GeneralSecurityException {
            return new Bare(Corretto.verifier(key, algorithm), message.toArray(), signature.toArray());
        }

        void verify() throws GeneralSecurityException {
            verifier.update(message);
            if (!verifier.verify(signature)) {
                throw new GeneralSecurityException("the bare signature does not verify");
            }
        }
    }

    /// A verifier initialised with a key.
    static Signature verifier(SubjectPublicKeyInfo key, SignatureAlgorithm algorithm) throws GeneralSecurityException {
        boolean rsa = algorithm.family() == SignatureAlgorithm.Family.RSA;
        boolean ecdsa = algorithm.family() == SignatureAlgorithm.Family.ECDSA;
        Provider provider = rsa || ecdsa ? PROVIDER : Security.getProvider("SUN");
        String kind = rsa ? "RSA" : ecdsa ? "EC" : "DSA";
        PublicKey publicKey = KeyFactory.getInstance(kind, provider)
                .generatePublic(new X509EncodedKeySpec(key.der().toArray()));
        Signature verifier = Signature.getInstance(algorithm.digest() + "with" + (ecdsa ? "ECDSA" : kind), provider);
        verifier.initVerify(publicKey);
        return verifier;
    }
}
