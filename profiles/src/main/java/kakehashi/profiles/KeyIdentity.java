package kakehashi.profiles;

import java.nio.charset.StandardCharsets;
import kakehashi.contract.Digest;
import kakehashi.x509.Bytes;
import kakehashi.x509.DerReader;
import kakehashi.x509.Parsed;
import kakehashi.x509.SubjectPublicKeyInfo;

/// What makes a public key the same key, however it is written. Whoever has the private key of one writing has that
/// of the others: an RSA modulus with another exponent, or for PSS alone; a point and its negative, compressed or
/// not; an Ed25519 key and its negative.
///
/// @param key digest of what the writings have in common
/// @param written digest of the key as it is written: its SubjectPublicKeyInfo
public record KeyIdentity(Digest key, Digest written) {
    private static final int SIGN = 0x7f;

    /// The identity of a key. One that is not of its kind's form is the same as nothing but itself.
    public static KeyIdentity of(SubjectPublicKeyInfo key) {
        Digest written = Digest.of(key.der());
        Bytes octets = key.subjectPublicKey();
        Digest common = switch (key.kind()) {
            case RSA, RSA_PSS ->
                Parsed.of(() -> modulus(octets))
                        .toOptional()
                        .map(modulus -> digest("RSA", modulus.toArray()))
                        .orElse(written);
            case P256 -> ofPoint(key, octets, 32, written);
            case P384 -> ofPoint(key, octets, 48, written);
            case P521 -> ofPoint(key, octets, 66, written);
            case ED25519 -> ofEdwards(key, octets);
            case OTHER_CURVE, ED448, DSA, ML_DSA_44, ML_DSA_65, ML_DSA_87, OTHER -> written;
        };
        return new KeyIdentity(common, written);
    }

    /// Whether a digest in the chain means this key. Entries of old have the digest of the key as it was written.
    public boolean isKnownBy(Digest digest) {
        return digest.equals(key) || digest.equals(written);
    }

    /// "RSAPublicKey ::= SEQUENCE { modulus INTEGER, publicExponent INTEGER }" (RFC 8017 §A.1.1).
    private static Bytes modulus(Bytes der) {
        DerReader reader = new DerReader(der);
        reader.enterSequence();
        return reader.any();
    }

    /// By the x coordinate, which comes first in either form (SEC 1 §2.3.3).
    private static Digest ofPoint(SubjectPublicKeyInfo key, Bytes point, int field, Digest written) {
        return point.length() > field
                ? digest(key.kind().label(), point.slice(1, 1 + field).toArray())
                : written;
    }

    /// The y coordinate; the sign of x is "the most significant bit of the final octet" (RFC 8032 §5.1.2).
    private static Digest ofEdwards(SubjectPublicKeyInfo key, Bytes point) {
        byte[] y = point.toArray();
        if (y.length > 0) {
            y[y.length - 1] &= SIGN;
        }
        return digest(key.kind().label(), y);
    }

    private static Digest digest(String kind, byte[] part) {
        byte[] label = kind.getBytes(StandardCharsets.US_ASCII);
        byte[] octets = new byte[label.length + part.length];
        System.arraycopy(label, 0, octets, 0, label.length);
        System.arraycopy(part, 0, octets, label.length, part.length);
        return Digest.of(Bytes.wrap(octets));
    }
}
