package kakehashi.x509;

import java.math.BigInteger;
import java.util.Set;

/// Whether a public key has the one form that its standard gives it, asked before any provider sees the key:
/// providers differ in what they let pass, and the most lenient one must not decide.
final class KeyForm {
    private static final int MAX_BITS = 16_384;
    private static final int MAX_RSA_EXPONENT_BITS = 64;
    private static final int MAX_DSA_P_BITS = 3_072;
    private static final int MAX_DSA_Q_BITS = 256;
    private static final int MAX_DSA_KEY_OCTETS = MAX_DSA_P_BITS / 8 + 8;
    private static final int ED25519_OCTETS = 32;

    /// The points of small order by their y coordinate, canonical or not. Under such a key every message has a
    /// signature that anybody can make.
    private static final Set<String> SMALL_ORDER = Set.of(
            "00".repeat(32),
            "01" + "00".repeat(31),
            "ec" + "ff".repeat(30) + "7f",
            "ed" + "ff".repeat(30) + "7f",
            "ee" + "ff".repeat(30) + "7f",
            "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
            "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a");

    private KeyForm() {}

    /// Whether the key is sound as far as its octets tell; that a point lies on its curve is for the provider to
    /// say.
    static boolean isSound(SubjectPublicKeyInfo info) {
        return switch (info.kind()) {
            case RSA -> hasNoParametersOrNull(info) && isRsaKey(info.subjectPublicKey());
            case RSA_PSS -> isRsaKey(info.subjectPublicKey());
            case DSA ->
                info.algorithm().parameters().filter(KeyForm::isDsaGroup).isPresent()
                        && info.subjectPublicKey().length() <= MAX_DSA_KEY_OCTETS;
            case P256, P384, P521, OTHER_CURVE -> isNamedCurve(info) && isPoint(info.subjectPublicKey());
            case ED25519 -> info.algorithm().parameters().isEmpty() && isEd25519Key(info.subjectPublicKey());
            case ML_DSA_44, ML_DSA_65, ML_DSA_87 ->
                info.algorithm().parameters().isEmpty();
            case ED448, OTHER -> false;
        };
    }

    private static boolean isEd25519Key(Bytes key) {
        if (key.length() != ED25519_OCTETS) {
            return false;
        }
        byte[] y = key.toArray();
        // RFC 8032 §5.1.2: the topmost bit is the sign of x.
        y[ED25519_OCTETS - 1] &= 0x7f;
        return !SMALL_ORDER.contains(Bytes.wrap(y).toString());
    }

    private static boolean hasNoParametersOrNull(SubjectPublicKeyInfo info) {
        return info.algorithm()
                .parameters()
                .filter(p -> !p.equals(AlgorithmIdentifier.NULL))
                .isEmpty();
    }

    /// "RSAPublicKey ::= SEQUENCE { modulus INTEGER, publicExponent INTEGER }" (RFC 8017 §A.1.1), both odd and the
    /// exponent at least 3; an exponent of 1 would make every signature anybody's.
    private static boolean isRsaKey(Bytes key) {
        return Parsed.of(() -> {
                    DerReader reader = new DerReader(key);
                    int outer = reader.enterSequence();
                    BigInteger modulus = reader.integer();
                    BigInteger exponent = reader.integer();
                    reader.leave(outer);
                    reader.finish();
                    return isOddOfBits(modulus, MAX_BITS)
                            && isOddOfBits(exponent, MAX_RSA_EXPONENT_BITS)
                            && !exponent.equals(BigInteger.ONE);
                })
                .toOptional()
                .orElse(false);
    }

    /// "Dss-Parms ::= SEQUENCE { p INTEGER, q INTEGER, g INTEGER }" (RFC 3279 §2.3.2), no larger than the largest
    /// of FIPS 186-4 §4.2: one signature under a p and q of 16,384 bits takes ten seconds to verify, whoever made
    /// it.
    private static boolean isDsaGroup(Bytes parameters) {
        return Parsed.of(() -> {
                    DerReader reader = new DerReader(parameters);
                    int outer = reader.enterSequence();
                    boolean fits = isOddOfBits(reader.integer(), MAX_DSA_P_BITS)
                            && isOddOfBits(reader.integer(), MAX_DSA_Q_BITS)
                            && reader.integer().bitLength() <= MAX_DSA_P_BITS;
                    reader.leave(outer);
                    return fits;
                })
                .toOptional()
                .orElse(false);
    }

    private static boolean isOddOfBits(BigInteger number, int maxBits) {
        return number.signum() > 0 && number.testBit(0) && number.bitLength() <= maxBits;
    }

    /// "specifiedCurve … MUST NOT be used in PKIX" and "implicitCurve … MUST NOT be used" (RFC 5480 §2.1.1): who
    /// chooses the base point can sign for any key.
    private static boolean isNamedCurve(SubjectPublicKeyInfo info) {
        return info.algorithm()
                .parameters()
                .filter(p -> p.at(0) == Tag.OBJECT_IDENTIFIER)
                .isPresent();
    }

    /// "The first octet of the OCTET STRING indicates whether the key is compressed or uncompressed": 04, or 02 and
    /// 03; "the public key MUST be rejected if any other value is included" (RFC 5480 §2.2).
    private static boolean isPoint(Bytes point) {
        return point.length() > 1 && point.at(0) >= 2 && point.at(0) <= 4;
    }
}
