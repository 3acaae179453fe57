package kakehashi.profiles;

import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import kakehashi.x509.PublicKeyAlgorithm;
import kakehashi.x509.SignatureAlgorithm;
import kakehashi.x509.SubjectPublicKeyInfo;

/// Which keys are certified, and with which algorithms certificates are signed.
///
/// @param kinds the kinds of keys
/// @param rsaLeast the fewest bits of an RSA modulus
/// @param rsaMost the most bits of an RSA modulus
/// @param signatures the algorithms with which a CA may sign
public record KeyRule(Set<PublicKeyAlgorithm> kinds, int rsaLeast, int rsaMost, Set<SignatureAlgorithm> signatures) {
    /// Refuses a key of the wrong kind or size.
    void check(SubjectPublicKeyInfo key, Consumer<PreparationRefusal> refuse) {
        if (!kinds.contains(key.kind())) {
            refuse.accept(PreparationRefusal.of(PreparationRule.KEY_KIND, key));
            return;
        }
        boolean rsa = key.kind() == PublicKeyAlgorithm.RSA || key.kind() == PublicKeyAlgorithm.RSA_PSS;
        Optional<Integer> bits = rsa ? key.bits() : Optional.empty();
        if (rsa && (bits.isEmpty() || bits.get() < rsaLeast || bits.get() > rsaMost)) {
            refuse.accept(PreparationRefusal.of(PreparationRule.KEY_SIZE, bits.orElse(0), rsaLeast, rsaMost));
        }
    }

    /// Refuses a CA that signs with an algorithm that is not allowed, or with none of its key's.
    void check(IssuingCa ca, Consumer<PreparationRefusal> refuse) {
        SignatureAlgorithm algorithm = ca.algorithm();
        if (!signatures.contains(algorithm)) {
            refuse.accept(PreparationRefusal.of(PreparationRule.SIGNATURE_ALGORITHM, algorithm.label()));
        }
        if (!algorithm.fits(ca.key().kind())) {
            refuse.accept(PreparationRefusal.of(PreparationRule.ISSUER_KEY, ca.key(), algorithm.label()));
        }
    }
}
