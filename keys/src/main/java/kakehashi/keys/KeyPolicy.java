package kakehashi.keys;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import kakehashi.x509.SignatureAlgorithm;

/// Which keys a token may make and which signatures its keys may give.
///
/// @param kinds the kinds that may be made
/// @param algorithms the algorithms that may be signed with
public record KeyPolicy(Set<KeyKind> kinds, Set<SignatureAlgorithm> algorithms) {
    public KeyPolicy {
        kinds = Set.copyOf(kinds);
        algorithms = Set.copyOf(algorithms);
    }

    /// The policy for keys of CAs: 128 bits of security or more, so RSA from 3072 bits on; nothing below SHA-256.
    public static KeyPolicy ofAuthorities() {
        Set<KeyKind> kinds = EnumSet.complementOf(EnumSet.of(KeyKind.RSA_2048, KeyKind.ML_DSA_44));
        return new KeyPolicy(kinds, currentAlgorithms());
    }

    /// Every kind that the product makes, with every algorithm of SHA-2 or better.
    public static KeyPolicy ofAllKinds() {
        return new KeyPolicy(EnumSet.allOf(KeyKind.class), currentAlgorithms());
    }

    private static Set<SignatureAlgorithm> currentAlgorithms() {
        return EnumSet.complementOf(EnumSet.of(
                SignatureAlgorithm.RSA_MD5,
                SignatureAlgorithm.RSA_SHA1,
                SignatureAlgorithm.RSA_SHA224,
                SignatureAlgorithm.DSA_SHA1,
                SignatureAlgorithm.DSA_SHA224,
                SignatureAlgorithm.DSA_SHA256,
                SignatureAlgorithm.ECDSA_SHA1,
                SignatureAlgorithm.ECDSA_SHA224));
    }

    /// Why a key of this kind may not be made; empty when it may.
    public Optional<KeyRefusal> refusalOfMaking(KeyKind kind) {
        return kinds.contains(kind) ? Optional.empty() : Optional.of(KeyRefusal.KIND_NOT_ALLOWED);
    }

    /// Why a key of this kind may not sign with the algorithm; empty when it may.
    public Optional<KeyRefusal> refusalOfSigning(KeyKind kind, SignatureAlgorithm algorithm) {
        if (!kind.fits(algorithm)) {
            return Optional.of(KeyRefusal.ALGORITHM_DOES_NOT_FIT);
        }
        return algorithms.contains(algorithm) ? Optional.empty() : Optional.of(KeyRefusal.ALGORITHM_NOT_ALLOWED);
    }
}
