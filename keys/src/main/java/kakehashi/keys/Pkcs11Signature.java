package kakehashi.keys;

import java.math.BigInteger;
import kakehashi.x509.AlgorithmIdentifier;
import kakehashi.x509.Bytes;
import kakehashi.x509.DerWriter;
import kakehashi.x509.DigestAlgorithm;
import kakehashi.x509.SignatureAlgorithm;

/// What goes into `C_Sign` and what comes out of it, per algorithm. The message is hashed here: only the digest
/// goes to the token, save for Ed25519.
final class Pkcs11Signature {
    private Pkcs11Signature() {}

    static Bytes input(SignatureAlgorithm algorithm, KeyKind kind, Bytes message) {
        return switch (algorithm.family()) {
            case RSA -> digestInfo(algorithm, message);
            case RSA_PSS -> digest(algorithm).of(message);
            case ECDSA -> leftmost(digest(algorithm).of(message), (kind.bits() + 7) / 8);
            case ED25519 -> message;
            case DSA, ML_DSA -> throw new IllegalArgumentException("no mechanism for " + algorithm);
        };
    }

    private static DigestAlgorithm digest(SignatureAlgorithm algorithm) {
        return DigestAlgorithm.of("SHA-" + algorithm.digest().substring(3));
    }

    /// Whether the same octets come each time, so that a signature in doubt may be asked for once more.
    static boolean isRepeatable(SignatureAlgorithm algorithm) {
        return switch (algorithm.family()) {
            case RSA, ED25519 -> true;
            case RSA_PSS, ECDSA, DSA, ML_DSA -> false;
        };
    }

    /// FIPS 186-5 §6.4.1: "If [the length of the digest is greater than that of n], z consists of its leftmost
    /// bits".
    private static Bytes leftmost(Bytes digest, int octets) {
        return digest.slice(0, Math.min(digest.length(), octets));
    }

    /// "DigestInfo ::= SEQUENCE { digestAlgorithm, digest OCTET STRING }", with NULL parameters (RFC 8017 §9.2).
    private static Bytes digestInfo(SignatureAlgorithm algorithm, Bytes message) {
        DigestAlgorithm digest = digest(algorithm);
        return DerWriter.write(w -> w.sequence(s -> {
            AlgorithmIdentifier.withNull(digest.id()).write(s);
            s.octetString(digest.of(message));
        }));
    }

    /// The token's octets as they stand in certificates. For ECDSA it gives r and s side by side; certificates have
    /// "Ecdsa-Sig-Value ::= SEQUENCE { r INTEGER, s INTEGER }" (RFC 3279 §2.2.3).
    static Bytes output(SignatureAlgorithm algorithm, Bytes raw) {
        if (algorithm.family() != SignatureAlgorithm.Family.ECDSA) {
            return raw;
        }
        int half = raw.length() / 2;
        BigInteger r = new BigInteger(1, raw.slice(0, half).toArray());
        BigInteger s = new BigInteger(1, raw.slice(half, raw.length()).toArray());
        return DerWriter.write(w -> w.sequence(both -> both.integer(r).integer(s)));
    }
}
