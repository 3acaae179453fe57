package kakehashi.keys;

import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.PSSParameterSpec;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Supplier;
import javax.security.auth.DestroyFailedException;
import kakehashi.x509.Bytes;
import kakehashi.x509.NativeProvider;
import kakehashi.x509.SignatureAlgorithm;
import kakehashi.x509.SignatureAtRest;
import kakehashi.x509.SubjectPublicKeyInfo;

/// A private key in memory, translated once into the fastest provider that takes it.
final class SoftwareKey {
    private final KeyEntry entry;
    private final PrivateKey key;
    private final Provider provider;
    private final SignatureAtRest ready = new SignatureAtRest();

    private SoftwareKey(KeyEntry entry, PrivateKey key, Provider provider) {
        this.entry = entry;
        this.key = key;
        this.provider = provider;
    }

    KeyEntry entry() {
        return entry;
    }

    /// A fresh key pair as it is stored.
    ///
    /// @param material PKCS#8; for ML-DSA the seed
    record Fresh(SubjectPublicKeyInfo publicKey, Secret material) implements AutoCloseable {
        @Override
        public void close() {
            material.close();
        }
    }

    static Fresh generate(KeyKind kind) {
        return switch (kind) {
            case RSA_2048, RSA_3072, RSA_4096, P256, P384, P521, ED25519 -> generatePair(kind);
            case ML_DSA_44, ML_DSA_65, ML_DSA_87 -> {
                Secret seed = Secret.random(MlDsaSeed.OCTETS);
                yield new Fresh(seed.use(octets -> MlDsaSeed.publicKey(kind, octets)), seed);
            }
        };
    }

    private static Fresh generatePair(KeyKind kind) {
        for (Supplier<Provider> next : SigningProviders.fastestFirst(kind)) {
            Provider provider = next.get();
            try {
                KeyPair pair = generator(kind, provider).generateKeyPair();
                SubjectPublicKeyInfo publicKey = SubjectPublicKeyInfo.parse(
                                Bytes.wrap(pair.getPublic().getEncoded()))
                        .orElseThrow();
                Fresh fresh = new Fresh(publicKey, Secret.wrap(pair.getPrivate().getEncoded()));
                destroy(pair.getPrivate());
                return fresh;
            } catch (NoSuchAlgorithmException e) {
                // The next provider may have the kind.
                continue;
            } catch (InvalidAlgorithmParameterException e) {
                throw new IllegalStateException(provider + " does not make " + kind, e);
            }
        }
        throw new IllegalStateException("no provider makes " + kind);
    }

    private static KeyPairGenerator generator(KeyKind kind, Provider provider)
            throws NoSuchAlgorithmException, InvalidAlgorithmParameterException {
        return switch (kind) {
            case RSA_2048, RSA_3072, RSA_4096 -> {
                KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA", provider);
                generator.initialize(kind.bits());
                yield generator;
            }
            case P256, P384, P521 -> {
                KeyPairGenerator generator = KeyPairGenerator.getInstance("EC", provider);
                generator.initialize(new ECGenParameterSpec(kind.jcaName()));
                yield generator;
            }
            case ED25519, ML_DSA_44, ML_DSA_65, ML_DSA_87 -> KeyPairGenerator.getInstance(kind.jcaName(), provider);
        };
    }

    /// Makes a stored key ready for signing; empty when the octets are no such key.
    static Optional<SoftwareKey> load(KeyEntry entry, Secret material) {
        Optional<KeyKind> kind = KeyKind.of(entry.publicKey());
        if (kind.isEmpty()) {
            return Optional.empty();
        }
        byte[] pkcs8 = material.use(octets -> pkcs8(kind.get(), octets));
        try {
            return load(entry, kind.get(), pkcs8);
        } finally {
            Arrays.fill(pkcs8, (byte) 0);
        }
    }

    private static byte[] pkcs8(KeyKind kind, byte[] material) {
        return kind.algorithm().label().startsWith("ML-DSA") ? MlDsaSeed.pkcs8(kind, material) : material.clone();
    }

    private static Optional<SoftwareKey> load(KeyEntry entry, KeyKind kind, byte[] pkcs8) {
        for (Supplier<Provider> next : SigningProviders.fastestFirst(kind)) {
            Provider provider = next.get();
            try {
                KeyFactory factory = KeyFactory.getInstance(factoryName(kind), provider);
                PrivateKey key = factory.generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
                return Optional.of(new SoftwareKey(entry, key, provider));
            } catch (GeneralSecurityException | RuntimeException e) {
                // This provider does not take the key; the next one may.
                continue;
            }
        }
        return Optional.empty();
    }

    private static String factoryName(KeyKind kind) {
        return switch (kind) {
            case RSA_2048, RSA_3072, RSA_4096 -> "RSA";
            case P256, P384, P521 -> "EC";
            case ED25519 -> "EdDSA";
            case ML_DSA_44, ML_DSA_65, ML_DSA_87 -> "ML-DSA";
        };
    }

    Bytes sign(SignatureAlgorithm algorithm, Bytes message) {
        try {
            if (algorithm.family() == SignatureAlgorithm.Family.ED25519
                    && message.length() > NativeProvider.ED25519_OCTETS) {
                return signLong(message);
            }
            Signature signature = signer(algorithm);
            message.putInto(signature);
            Bytes signed = Bytes.wrap(signature.sign());
            ready.keep(algorithm, signature);
            return signed;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(provider.getName() + " does not sign with " + algorithm.label(), e);
        }
    }

    private Signature signer(SignatureAlgorithm algorithm) throws GeneralSecurityException {
        Optional<Signature> rested = ready.take(algorithm);
        if (rested.isPresent()) {
            return rested.get();
        }
        Signature signer = Signature.getInstance(jcaName(algorithm), provider);
        if (algorithm.family() == SignatureAlgorithm.Family.RSA_PSS) {
            signer.setParameter(pssParameters(algorithm));
        }
        signer.initSign(key);
        return signer;
    }

    /// Ed25519 takes the message whole, and the fastest provider no long one; the JDK's own takes any.
    private Bytes signLong(Bytes message) throws GeneralSecurityException {
        Provider patient = SigningProviders.patient();
        byte[] pkcs8 = key.getEncoded();
        try {
            PrivateKey other =
                    KeyFactory.getInstance("Ed25519", patient).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
            Signature signature = Signature.getInstance("Ed25519", patient);
            signature.initSign(other);
            signature.update(message.asByteBuffer());
            Bytes signed = Bytes.wrap(signature.sign());
            destroy(other);
            return signed;
        } finally {
            Arrays.fill(pkcs8, (byte) 0);
        }
    }

    /// MGF1 with the same digest and a salt of its length, as [SignatureAlgorithm#identifier] says.
    private static PSSParameterSpec pssParameters(SignatureAlgorithm algorithm) {
        String bits = algorithm.digest().substring(3);
        String digest = "SHA-" + bits;
        return new PSSParameterSpec(digest, "MGF1", new MGF1ParameterSpec(digest), Integer.parseInt(bits) / 8, 1);
    }

    private static String jcaName(SignatureAlgorithm algorithm) {
        return switch (algorithm.family()) {
            case RSA -> algorithm.digest() + "withRSA";
            case RSA_PSS -> "RSASSA-PSS";
            case DSA -> algorithm.digest() + "withDSA";
            case ECDSA -> algorithm.digest() + "withECDSA";
            case ED25519 -> "Ed25519";
            case ML_DSA -> "ML-DSA";
        };
    }

    /// Wipes the key where its provider can; elsewhere it lives until the memory is used again.
    void destroy() {
        ready.forget();
        destroy(key);
    }

    private static void destroy(PrivateKey key) {
        try {
            key.destroy();
        } catch (DestroyFailedException e) {
            // Most providers cannot: dropping the reference is all that is left.
            return;
        }
    }

    /// The label and the provider.
    @Override
    public String toString() {
        return entry.label() + " by " + provider.getName();
    }
}
