package kakehashi.path;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import kakehashi.x509.Certificate;
import kakehashi.x509.PublicKeyAlgorithm;
import kakehashi.x509.SignatureAlgorithm;
import kakehashi.x509.SubjectPublicKeyInfo;

/// Which signature algorithms and key sizes a path may use. RFC 5280 leaves them to the relying party.
///
/// @param allowed the signature algorithms of certificates, CRLs and OCSP responses
/// @param minRsaBits the smallest RSA or DSA key, in bits; curves must be as strong
public record AlgorithmPolicy(Set<SignatureAlgorithm> allowed, int minRsaBits) {
    private static final Set<SignatureAlgorithm> BROKEN = EnumSet.of(SignatureAlgorithm.RSA_MD5);
    private static final Set<SignatureAlgorithm> OUTDATED = EnumSet.of(
            SignatureAlgorithm.RSA_MD5,
            SignatureAlgorithm.RSA_SHA1,
            SignatureAlgorithm.ECDSA_SHA1,
            SignatureAlgorithm.DSA_SHA1,
            SignatureAlgorithm.DSA_SHA224,
            SignatureAlgorithm.DSA_SHA256);

    /// No MD5, no SHA-1, no DSA, RSA of 2048 bits and more.
    public static final AlgorithmPolicy STRONG = new AlgorithmPolicy(allBut(OUTDATED), 2048);

    /// SHA-1, DSA and RSA of 1024 bits as well, for judging old signatures and test suites of their time. No MD5.
    public static final AlgorithmPolicy HISTORICAL = new AlgorithmPolicy(allBut(BROKEN), 1024);

    /// A policy with a copy of the set.
    public AlgorithmPolicy {
        allowed = Set.copyOf(allowed);
    }

    private static Set<SignatureAlgorithm> allBut(Set<SignatureAlgorithm> refused) {
        Set<SignatureAlgorithm> rest = EnumSet.allOf(SignatureAlgorithm.class);
        rest.removeAll(refused);
        return rest;
    }

    /// What the policy has against the certificate's signature algorithm.
    List<Finding> judgeSignature(Certificate certificate) {
        List<Finding> findings = new ArrayList<>(0);
        if (!certificate.signatureAlgorithmsAgree()) {
            findings.add(Finding.of(Check.SIGNATURE_ALGORITHMS_DISAGREE));
        }
        Optional<SignatureAlgorithm> algorithm = SignatureAlgorithm.of(certificate.signatureAlgorithm());
        if (algorithm.isEmpty()) {
            findings.add(Finding.of(
                    Check.SIGNATURE_ALGORITHM_UNKNOWN,
                    certificate.signatureAlgorithm().algorithm()));
        } else if (!allowed.contains(algorithm.get())) {
            findings.add(Finding.of(Check.ALGORITHM_NOT_ALLOWED, algorithm.get().label()));
        }
        return findings;
    }

    /// What the policy has against a public key.
    Optional<Finding> judgeKey(SubjectPublicKeyInfo key) {
        PublicKeyAlgorithm kind = key.kind();
        boolean sized =
                kind == PublicKeyAlgorithm.RSA || kind == PublicKeyAlgorithm.RSA_PSS || kind == PublicKeyAlgorithm.DSA;
        int least = sized ? minRsaBits : kind.isEllipticCurve() ? minCurveBits() : 0;
        // A key that should have a size and has none is malformed.
        return least > 0 && key.bits().orElse(0) < least
                ? Optional.of(Finding.of(Check.KEY_TOO_SMALL, key))
                : Optional.empty();
    }

    /// The smallest curve, in bits of its field, that is as strong as the smallest RSA key (NIST SP 800-57 part 1,
    /// table 2).
    private int minCurveBits() {
        return minRsaBits >= 2048 ? 224 : 160;
    }
}
