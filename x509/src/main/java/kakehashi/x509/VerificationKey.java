package kakehashi.x509;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Optional;
import java.util.function.Supplier;

/// A public key made ready for many verifications, in the fastest provider that takes it.
public final class VerificationKey {
    private final SubjectPublicKeyInfo info;
    private final PublicKeyAlgorithm kind;
    private final PublicKey key;
    private final Provider provider;
    private final SignatureAtRest ready = new SignatureAtRest();

    private VerificationKey(SubjectPublicKeyInfo info, PublicKeyAlgorithm kind, PublicKey key, Provider provider) {
        this.info = info;
        this.kind = kind;
        this.key = key;
        this.provider = provider;
    }

    /// The key made ready, which happens once an object. Empty when no provider knows its kind, or its octets are
    /// no such key in the form that its standard gives it.
    public static Optional<VerificationKey> of(SubjectPublicKeyInfo info) {
        return info.verificationKey();
    }

    static Optional<VerificationKey> make(SubjectPublicKeyInfo info) {
        PublicKeyAlgorithm kind = info.kind();
        if (!KeyForm.isSound(info)) {
            return Optional.empty();
        }
        for (Supplier<Provider> next : SignatureProviders.fastestFirst(kind)) {
            Provider provider = next.get();
            try {
                KeyFactory factory = KeyFactory.getInstance(keyFactoryName(kind), provider);
                PublicKey key =
                        factory.generatePublic(new X509EncodedKeySpec(info.der().toArray()));
                return Optional.of(new VerificationKey(info, kind, key, provider));
            } catch (GeneralSecurityException | RuntimeException e) {
                // This provider does not take the key; a runtime exception is how some of them refuse bad points.
                continue;
            }
        }
        return Optional.empty();
    }

    private static String keyFactoryName(PublicKeyAlgorithm kind) {
        return switch (kind) {
            case RSA -> "RSA";
            case RSA_PSS -> "RSASSA-PSS";
            case DSA -> "DSA";
            case P256, P384, P521, OTHER_CURVE -> "EC";
            case ED25519, ED448 -> "EdDSA";
            case ML_DSA_44, ML_DSA_65, ML_DSA_87 -> "ML-DSA";
            case OTHER -> "unknown";
        };
    }

    /// The key as it stands in certificates.
    public SubjectPublicKeyInfo info() {
        return info;
    }

    /// Whether the signature is this key's over the message. False as well when the algorithm is not known, or not
    /// one of the key's.
    ///
    /// @param identifier the algorithm as it stands beside the signature
    public boolean verifies(AlgorithmIdentifier identifier, Bytes message, Bytes signature) {
        Optional<SignatureAlgorithm> known = SignatureAlgorithm.of(identifier);
        if (known.isEmpty() || !known.get().fits(kind)) {
            return false;
        }
        try {
            if (kind == PublicKeyAlgorithm.ED25519 && message.length() > NativeProvider.ED25519_OCTETS) {
                return verifiesLong(message, signature);
            }
            Signature verifier = verifier(known.get(), identifier);
            verifier.update(message.array(), message.offset(), message.length());
            boolean holds = verifier.verify(signature.array(), signature.offset(), signature.length());
            // RSASSA-PSS has parameters of its own in each signature.
            if (known.get().family() != SignatureAlgorithm.Family.RSA_PSS) {
                ready.keep(known.get(), verifier);
            }
            return holds;
        } catch (GeneralSecurityException | RuntimeException e) {
            // A signature that is not of the algorithm's form; providers differ in how they say so.
            return false;
        }
    }

    /// Ed25519 takes the message whole, and the fastest provider no long one; the JDK's own takes any.
    private boolean verifiesLong(Bytes message, Bytes signature) throws GeneralSecurityException {
        Provider patient = SignatureProviders.patient();
        KeyFactory factory = KeyFactory.getInstance("Ed25519", patient);
        Signature verifier = Signature.getInstance("Ed25519", patient);
        verifier.initVerify(
                factory.generatePublic(new X509EncodedKeySpec(info.der().toArray())));
        verifier.update(message.array(), message.offset(), message.length());
        return verifier.verify(signature.array(), signature.offset(), signature.length());
    }

    private Signature verifier(SignatureAlgorithm algorithm, AlgorithmIdentifier identifier)
            throws GeneralSecurityException {
        Optional<Signature> rested = ready.take(algorithm);
        if (rested.isPresent()) {
            return rested.get();
        }
        Signature verifier = verifier(jcaName(algorithm));
        if (algorithm.family() == SignatureAlgorithm.Family.RSA_PSS) {
            verifier.setParameter(pssParameters(identifier));
        }
        verifier.initVerify(key);
        return verifier;
    }

    /// The key's own provider, or the next one that has the algorithm: the fastest one lacks some of the old.
    private Signature verifier(String name) throws GeneralSecurityException {
        try {
            return Signature.getInstance(name, provider);
        } catch (NoSuchAlgorithmException e) {
            return verifierOfOthers(name);
        }
    }

    private Signature verifierOfOthers(String name) throws GeneralSecurityException {
        for (Supplier<Provider> next : SignatureProviders.fastestFirst(kind)) {
            Provider other = next.get();
            if (other.getService("Signature", name) != null) {
                return Signature.getInstance(name, other);
            }
        }
        throw new NoSuchAlgorithmException(name);
    }

    private static PSSParameterSpec pssParameters(AlgorithmIdentifier identifier) {
        PssParameters parameters = PssParameters.of(identifier).orElseThrow();
        String digest = "SHA-" + parameters.algorithm().digest().substring(3);
        return new PSSParameterSpec(digest, "MGF1", new MGF1ParameterSpec(digest), parameters.saltLength(), 1);
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

    /// Two keys are equal when their `SubjectPublicKeyInfo` are.
    @Override
    public boolean equals(Object other) {
        return other instanceof VerificationKey that && info.equals(that.info);
    }

    @Override
    public int hashCode() {
        return info.hashCode();
    }

    @Override
    public String toString() {
        return info + " by " + provider.getName();
    }
}
