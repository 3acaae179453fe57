package kakehashi.profiles;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import kakehashi.x509.AlgorithmIdentifier;
import kakehashi.x509.Bytes;
import kakehashi.x509.DerReader;
import kakehashi.x509.Parsed;
import kakehashi.x509.PublicKeyAlgorithm;
import kakehashi.x509.SubjectPublicKeyInfo;
import kakehashi.x509.Tag;
import kakehashi.x509.VerificationKey;

/// Says why a public key must not be certified, in bounded time and without memory of other keys.
///
/// Whether another subject has the same key is not for this class to know: whoever keeps what was issued knows keys
/// by their [KeyIdentity].
public final class KeyCheck {
    private static final int LEAST_RSA_BITS = 2048;
    private static final int UNCOMPRESSED = 4;
    private static final int RSA_LIMIT_BITS = 16_384;
    private static final BigInteger LEAST_EXPONENT = BigInteger.valueOf(65_537);
    private static final BigInteger P25519 = BigInteger.TWO.pow(255).subtract(BigInteger.valueOf(19));
    private static final BigInteger D25519 = BigInteger.valueOf(-121_665)
            .multiply(BigInteger.valueOf(121_666).modInverse(P25519))
            .mod(P25519);

    private final KeyBlocklist blocklist;

    /// @param blocklist RSA keys that are known to others
    public KeyCheck(KeyBlocklist blocklist) {
        this.blocklist = blocklist;
    }

    /// The weaknesses of a key; empty for a good one. A key whose form is unsound has that one finding where
    /// nothing more exact can be said.
    public List<LintFinding> check(SubjectPublicKeyInfo key) {
        List<LintFinding> found = new ArrayList<>(0);
        switch (key.kind()) {
            case RSA, RSA_PSS -> rsa(key, found);
            case OTHER_CURVE -> curve(key, found);
            case ED25519 -> ed25519(key.subjectPublicKey(), found);
            case DSA, ED448, OTHER ->
                add(found, KeyWeakness.KEY_KIND, key.kind().label());
            case ML_DSA_44 -> length(key, 1312, found);
            case ML_DSA_65 -> length(key, 1952, found);
            case ML_DSA_87 -> length(key, 2592, found);
            case P256, P384, P521 -> {}
        }
        if (found.isEmpty() && VerificationKey.of(key).isEmpty()) {
            add(found, KeyWeakness.KEY_UNSOUND, key.toString());
        } else if (isCompressed(key)) {
            add(found, KeyWeakness.EC_UNCOMPRESSED, "");
        }
        return List.copyOf(found);
    }

    private static void add(List<LintFinding> found, KeyWeakness weakness, String detail) {
        found.add(new LintFinding(weakness, detail));
    }

    private static void length(SubjectPublicKeyInfo key, int octets, List<LintFinding> found) {
        int length = key.subjectPublicKey().length();
        if (length != octets) {
            add(found, KeyWeakness.ML_DSA_LENGTH, String.valueOf(length));
        }
    }

    private static void curve(SubjectPublicKeyInfo key, List<LintFinding> found) {
        boolean named = key.algorithm()
                .parameters()
                .filter(p -> p.at(0) == Tag.OBJECT_IDENTIFIER)
                .isPresent();
        if (named) {
            Bytes oid = key.algorithm().parameters().get();
            add(found, KeyWeakness.EC_CURVE, new DerReader(oid).oid().toString());
        } else {
            add(found, KeyWeakness.EC_NAMED_CURVE, "");
        }
    }

    /// "The first octet of the OCTET STRING indicates whether the key is compressed or uncompressed." (RFC 5480
    /// §2.2)
    private static boolean isCompressed(SubjectPublicKeyInfo key) {
        return switch (key.kind()) {
            case P256, P384, P521 -> key.subjectPublicKey().at(0) != UNCOMPRESSED;
            case RSA, RSA_PSS, OTHER_CURVE, ED25519, ED448, DSA, ML_DSA_44, ML_DSA_65, ML_DSA_87, OTHER -> false;
        };
    }

    /// "RSAPublicKey ::= SEQUENCE { modulus INTEGER, publicExponent INTEGER }".
    private record RsaKey(BigInteger modulus, BigInteger exponent) {
        static RsaKey read(Bytes der) {
            DerReader reader = new DerReader(der);
            int outer = reader.enterSequence();
            RsaKey key = new RsaKey(reader.integer(), reader.integer());
            reader.leave(outer);
            reader.finish();
            return key;
        }

        /// What the arithmetic below can bear.
        boolean isOrderly() {
            return modulus.signum() > 0 && modulus.testBit(0) && modulus.bitLength() <= RSA_LIMIT_BITS;
        }
    }

    private void rsa(SubjectPublicKeyInfo info, List<LintFinding> found) {
        if (info.kind() == PublicKeyAlgorithm.RSA
                && !info.algorithm().parameters().equals(java.util.Optional.of(AlgorithmIdentifier.NULL))) {
            add(found, KeyWeakness.RSA_PARAMETERS, "");
        }
        Parsed.of(() -> RsaKey.read(info.subjectPublicKey()))
                .toOptional()
                .filter(RsaKey::isOrderly)
                .ifPresent(key -> rsa(key, found));
    }

    private void rsa(RsaKey key, List<LintFinding> found) {
        BigInteger n = key.modulus;
        String bits = n.bitLength() + " bit";
        if (n.bitLength() < LEAST_RSA_BITS) {
            add(found, KeyWeakness.RSA_SIZE, bits);
        }
        if (n.bitLength() % 8 != 0) {
            add(found, KeyWeakness.RSA_WHOLE_OCTETS, bits);
        }
        // An even exponent is unsound and said to be so by x509.
        if (key.exponent.testBit(0) && key.exponent.compareTo(LEAST_EXPONENT) < 0) {
            add(found, KeyWeakness.RSA_EXPONENT, key.exponent.toString());
        }
        if (RsaWeaknesses.hasSmallFactor(n)) {
            add(found, KeyWeakness.RSA_SMALL_FACTOR, "");
        } else if (RsaWeaknesses.isOfRoca(n)) {
            add(found, KeyWeakness.RSA_ROCA, "");
        }
        if (RsaWeaknesses.hasClosePrimes(n)) {
            add(found, KeyWeakness.RSA_CLOSE_PRIMES, "");
        }
        byte[] octets = n.toByteArray();
        if (blocklist.contains(Bytes.wrap(octets).slice(octets[0] == 0 ? 1 : 0, octets.length))) {
            add(found, KeyWeakness.RSA_BLOCKED, "");
        }
    }

    /// "If the resulting value is >= p, decoding fails", and it fails when there is no x for y; points of small
    /// order are unsound and said to be so by x509.
    private static void ed25519(Bytes key, List<LintFinding> found) {
        if (key.length() != 32) {
            return;
        }
        byte[] bigEndian = new byte[32];
        for (int i = 0; i < 32; i++) {
            bigEndian[i] = (byte) key.at(31 - i);
        }
        bigEndian[0] &= 0x7f;
        BigInteger y = new BigInteger(1, bigEndian);
        if (y.compareTo(P25519) >= 0) {
            add(found, KeyWeakness.ED25519_CANONICAL, "");
            return;
        }
        // x² = (y² − 1) / (d y² + 1); u/v is a square exactly when u·v is.
        BigInteger square = y.multiply(y).mod(P25519);
        BigInteger u = square.subtract(BigInteger.ONE);
        BigInteger v = D25519.multiply(square).add(BigInteger.ONE);
        BigInteger euler = u.multiply(v).mod(P25519).modPow(P25519.shiftRight(1), P25519);
        if (euler.bitLength() > 1) {
            add(found, KeyWeakness.ED25519_ON_CURVE, "");
        }
    }
}
