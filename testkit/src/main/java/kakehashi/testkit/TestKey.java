package kakehashi.testkit;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PSSParameterSpec;
import kakehashi.x509.Bytes;
import kakehashi.x509.SignatureAlgorithm;
import kakehashi.x509.SubjectPublicKeyInfo;
import kakehashi.x509.ToBeSigned;

/// A key pair for tests, and the one algorithm that it signs with.
public final class TestKey {
    private final SignatureAlgorithm algorithm;
    private final PrivateKey privateKey;
    private final SubjectPublicKeyInfo publicKey;

    private TestKey(SignatureAlgorithm algorithm, PrivateKey privateKey, SubjectPublicKeyInfo publicKey) {
        this.algorithm = algorithm;
        this.privateKey = privateKey;
        this.publicKey = publicKey;
    }

    /// A fresh key: RSA of 2048 bits, DSA of 1024 bits for SHA-1 and 2048 otherwise, P-384 for SHA-384, P-521 for
    /// SHA-512 and P-256 otherwise. An RSA key takes some tenths of a second: see [TestPki#key].
    public static TestKey generate(SignatureAlgorithm algorithm) {
        return of(algorithm, generatePair(algorithm));
    }

    /// A key of a pair that was made elsewhere.
    public static TestKey of(SignatureAlgorithm algorithm, KeyPair pair) {
        Bytes der = Bytes.wrap(pair.getPublic().getEncoded());
        return new TestKey(
                algorithm, pair.getPrivate(), SubjectPublicKeyInfo.parse(der).orElseThrow());
    }

    static KeyPair generatePair(SignatureAlgorithm algorithm) {
        try {
            return generator(algorithm).generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the JDK makes no key for " + algorithm, e);
        }
    }

    private static KeyPairGenerator generator(SignatureAlgorithm algorithm) throws GeneralSecurityException {
        return switch (algorithm.family()) {
            case RSA, RSA_PSS -> sized("RSA", 2048);
            case DSA -> sized("DSA", algorithm == SignatureAlgorithm.DSA_SHA1 ? 1024 : 2048);
            case ECDSA -> {
                KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
                generator.initialize(new ECGenParameterSpec(curve(algorithm)));
                yield generator;
            }
            case ED25519 -> KeyPairGenerator.getInstance("Ed25519");
            case ML_DSA -> {
                KeyPairGenerator generator = KeyPairGenerator.getInstance("ML-DSA");
                generator.initialize(new NamedParameterSpec(algorithm.label()));
                yield generator;
            }
        };
    }

    private static KeyPairGenerator sized(String name, int bits) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(name);
        generator.initialize(bits);
        return generator;
    }

    private static String curve(SignatureAlgorithm algorithm) {
        return switch (algorithm.digest()) {
            case "SHA384" -> "secp384r1";
            case "SHA512" -> "secp521r1";
            default -> "secp256r1";
        };
    }

    /// The algorithm that the key signs with.
    public SignatureAlgorithm algorithm() {
        return algorithm;
    }

    /// The public key.
    public SubjectPublicKeyInfo publicKey() {
        return publicKey;
    }

    /// The private key itself, for tests of what takes one.
    public PrivateKey privateKey() {
        return privateKey;
    }

    /// The same key signing with another algorithm.
    public TestKey with(SignatureAlgorithm other) {
        return new TestKey(other, privateKey, publicKey);
    }

    /// The signature over a message.
    public Bytes sign(Bytes message) {
        try {
            Signature signer = Signature.getInstance(jcaName());
            if (algorithm.family() == SignatureAlgorithm.Family.RSA_PSS) {
                int octets = Integer.parseInt(algorithm.digest().substring(3)) / 8;
                String digest = "SHA-" + algorithm.digest().substring(3);
                signer.setParameter(new PSSParameterSpec(digest, "MGF1", new MGF1ParameterSpec(digest), octets, 1));
            }
            signer.initSign(privateKey);
            signer.update(message.asByteBuffer());
            return Bytes.wrap(signer.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the JDK does not sign with " + algorithm, e);
        }
    }

    /// The DER of the whole, signed.
    public Bytes sign(ToBeSigned toBeSigned) {
        return toBeSigned.signed(sign(toBeSigned.content()));
    }

    private String jcaName() {
        return switch (algorithm.family()) {
            case RSA -> algorithm.digest() + "withRSA";
            case RSA_PSS -> "RSASSA-PSS";
            case DSA -> algorithm.digest() + "withDSA";
            case ECDSA -> algorithm.digest() + "withECDSA";
            case ED25519 -> "Ed25519";
            case ML_DSA -> "ML-DSA";
        };
    }

    /// The algorithm; never the private key.
    @Override
    public String toString() {
        return algorithm.label() + " key " + publicKey.keyIdentifier();
    }
}
