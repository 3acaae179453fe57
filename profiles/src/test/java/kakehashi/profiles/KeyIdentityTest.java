package kakehashi.profiles;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.function.Consumer;
import kakehashi.x509.Bytes;
import kakehashi.x509.DerWriter;
import kakehashi.x509.Oid;
import kakehashi.x509.SubjectPublicKeyInfo;
import org.junit.jupiter.api.Test;

class KeyIdentityTest {
    private static final Consumer<DerWriter> RSA =
            a -> a.oid(Oid.of("1.2.840.113549.1.1.1")).nul();
    private static final Consumer<DerWriter> PSS = a -> a.oid(Oid.of("1.2.840.113549.1.1.10"));
    private static final Consumer<DerWriter> P256 =
            a -> a.oid(Oid.of("1.2.840.10045.2.1")).oid(Oid.of("1.2.840.10045.3.1.7"));
    private static final Consumer<DerWriter> ED25519 = a -> a.oid(Oid.of("1.3.101.112"));
    private static final Consumer<DerWriter> ML_DSA = a -> a.oid(Oid.of("2.16.840.1.101.3.4.3.17"));

    private static KeyIdentity of(Consumer<DerWriter> algorithm, Bytes octets) {
        return KeyIdentity.of(SubjectPublicKeyInfo.parse(DerWriter.write(
                        w -> w.sequence(s -> s.sequence(algorithm).bitString(octets))))
                .orElseThrow());
    }

    private static Bytes rsa(int modulus, int exponent) {
        return DerWriter.write(w ->
                w.sequence(s -> s.integer(BigInteger.ONE.shiftLeft(2047).add(BigInteger.valueOf(modulus)))
                        .integer(exponent)));
    }

    /// "RSAPublicKey ::= SEQUENCE { modulus INTEGER, publicExponent INTEGER }" (RFC 8017 §A.1.1).
    @Test
    void knowsAnRsaKeyByItsModulus() {
        KeyIdentity key = of(RSA, rsa(1, 65_537));
        assertThat(of(PSS, rsa(1, 65_537)).key()).isEqualTo(key.key());
        assertThat(of(RSA, rsa(1, 65_539)).key()).isEqualTo(key.key());
        assertThat(of(RSA, rsa(1, 65_539)).written()).isNotEqualTo(key.written());
        assertThat(of(RSA, rsa(3, 65_537)).key()).isNotEqualTo(key.key());
        assertThat(key.isKnownBy(key.key()) && key.isKnownBy(key.written())).isTrue();
        assertThat(of(RSA, Bytes.ofHex("0500")).key())
                .isEqualTo(of(RSA, Bytes.ofHex("0500")).written());
    }

    /// SEC 1 §2.3.3: the octet 02, 03 or 04, then x, then y where it is 04.
    @Test
    void knowsAPointByItsXCoordinate() {
        KeyIdentity key = of(P256, Bytes.ofHex("04" + "01".repeat(32) + "02".repeat(32)));
        assertThat(of(P256, Bytes.ofHex("04" + "01".repeat(32) + "03".repeat(32)))
                        .key())
                .isEqualTo(key.key());
        assertThat(of(P256, Bytes.ofHex("03" + "01".repeat(32))).key()).isEqualTo(key.key());
        assertThat(of(P256, Bytes.ofHex("04" + "04".repeat(32) + "02".repeat(32)))
                        .key())
                .isNotEqualTo(key.key());
        assertThat(of(P256, Bytes.ofHex("00")).key())
                .isEqualTo(of(P256, Bytes.ofHex("00")).written());
    }

    /// RFC 8032 §5.1.2: the sign of x is "the most significant bit of the final octet".
    @Test
    void knowsAnEdwardsKeyWithoutItsSignAndOthersAsTheyAreWritten() {
        assertThat(of(ED25519, Bytes.ofHex("01".repeat(31) + "81")).key())
                .isEqualTo(of(ED25519, Bytes.ofHex("01".repeat(32))).key());
        assertThat(of(ED25519, Bytes.ofHex("01".repeat(31) + "02")).key())
                .isNotEqualTo(of(ED25519, Bytes.ofHex("01".repeat(32))).key());
        KeyIdentity key = of(ML_DSA, Bytes.ofHex("01".repeat(1312)));
        assertThat(key.key()).isEqualTo(key.written());
    }
}
