package kakehashi.x509;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.interfaces.DSAPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Optional;
import org.bouncycastle.asn1.x9.ECNamedCurveTable;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.asn1.x9.X9ECPoint;
import org.junit.jupiter.api.Test;

/// Keys that some provider takes and none may: each makes signatures that others can make too, or costs too much.
class KeyFormTest {
    private static final String RSA = "1.2.840.113549.1.1.1";
    private static final String DSA = "1.2.840.10040.4.1";
    private static final String EC = "1.2.840.10045.2.1";
    private static final String ED25519 = "1.3.101.112";
    private static final Bytes P256 = Bytes.ofHex("06082a8648ce3d030107");
    private static final BigInteger MODULUS = modulus();
    private static final BigInteger F4 = BigInteger.valueOf(65537);

    private static BigInteger modulus() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return ((RSAPublicKey) generator.generateKeyPair().getPublic()).getModulus();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean isTaken(String algorithm, Optional<Bytes> parameters, Bytes key) {
        AlgorithmIdentifier identifier = new AlgorithmIdentifier(Oid.of(algorithm), parameters);
        Bytes der = DerWriter.write(w -> w.sequence(s -> {
            identifier.write(s);
            s.bitString(key);
        }));
        return VerificationKey.of(SubjectPublicKeyInfo.parse(der).orElseThrow()).isPresent();
    }

    private static Bytes rsaKey(String modulusHex, BigInteger exponent) {
        return DerWriter.write(w ->
                w.sequence(s -> s.value(Tag.INTEGER, Bytes.ofHex(modulusHex)).integer(Tag.INTEGER, exponent)));
    }

    private static boolean isRsaTaken(BigInteger modulus, BigInteger exponent) {
        String hex = Bytes.wrap(modulus.toByteArray()).toString();
        return isTaken(RSA, Optional.of(AlgorithmIdentifier.NULL), rsaKey(hex, exponent));
    }

    @Test
    void takesTheRsaKeysThatAreInUse() {
        assertThat(isRsaTaken(MODULUS, F4)).isTrue();
        assertThat(isRsaTaken(MODULUS, BigInteger.valueOf(3))).isTrue();
    }

    @Test
    void refusesRsaExponentsThatAreOneEvenNegativeOrHuge() {
        for (long exponent : new long[] {1, 2, 65536, 0, -65537}) {
            assertThat(isRsaTaken(MODULUS, BigInteger.valueOf(exponent)))
                    .as("exponent %d", exponent)
                    .isFalse();
        }
        assertThat(isRsaTaken(MODULUS, MODULUS.subtract(BigInteger.TWO))).isFalse();
    }

    @Test
    void refusesRsaModuliThatAreNegativeEvenOrHuge() {
        assertThat(isRsaTaken(MODULUS.negate(), F4)).isFalse();
        assertThat(isRsaTaken(MODULUS.subtract(BigInteger.ONE), F4)).isFalse();
        assertThat(isRsaTaken(BigInteger.ONE.shiftLeft(16_384).setBit(0), F4)).isFalse();
    }

    @Test
    void refusesAnRsaModulusInMoreOctetsThanNeededSoThatItsSizeCannotBeHidden() {
        String padded = "00" + Bytes.wrap(MODULUS.toByteArray());
        assertThat(isTaken(RSA, Optional.of(AlgorithmIdentifier.NULL), rsaKey(padded, F4)))
                .isFalse();
    }

    @Test
    void refusesOtherParametersThanNullForRsa() {
        Bytes key = rsaKey(Bytes.wrap(MODULUS.toByteArray()).toString(), F4);
        assertThat(isTaken(RSA, Optional.of(Bytes.ofHex("020101")), key)).isFalse();
    }

    private static boolean isDsaTaken(BigInteger p, BigInteger q, BigInteger y) {
        Bytes group =
                DerWriter.write(w -> w.sequence(s -> s.integer(p).integer(q).integer(BigInteger.TWO)));
        return isTaken(DSA, Optional.of(group), DerWriter.write(w -> w.integer(y)));
    }

    @Test
    void fips186_4_4_2_refusesDsaGroupsUnderWhichOneSignatureTakesSecondsToVerify() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("DSA");
        generator.initialize(2048);
        DSAPublicKey key = (DSAPublicKey) generator.generateKeyPair().getPublic();
        BigInteger p = key.getParams().getP();
        BigInteger q = key.getParams().getQ();
        assertThat(VerificationKey.of(
                        SubjectPublicKeyInfo.parse(Bytes.wrap(key.getEncoded())).orElseThrow()))
                .isPresent();
        assertThat(isDsaTaken(p, q, key.getY())).isTrue();
        assertThat(isDsaTaken(p.shiftLeft(1100).setBit(0), q, key.getY())).isFalse();
        assertThat(isDsaTaken(p, p, key.getY())).isFalse();
        assertThat(isDsaTaken(p, q, key.getY().shiftLeft(4096))).isFalse();
    }

    @Test
    void rfc5480_2_1_1_refusesACurveThatTheKeyBringsAlong() throws Exception {
        X9ECParameters named = ECNamedCurveTable.getByName("secp256r1");
        Bytes point = Bytes.wrap(named.getG().twice().getEncoded(false));
        X9ECPoint ownBasePoint = new X9ECPoint(named.getG().twice(), false);
        X9ECParameters own = new X9ECParameters(named.getCurve(), ownBasePoint, named.getN(), named.getH());

        assertThat(isTaken(EC, Optional.of(P256), point)).isTrue();
        assertThat(isTaken(EC, Optional.of(Bytes.wrap(own.getEncoded("DER"))), point))
                .isFalse();
        assertThat(isTaken(EC, Optional.of(AlgorithmIdentifier.NULL), point)).isFalse();
    }

    @Test
    void rfc5480_2_2_refusesPointsInHybridFormAndOffTheCurve() {
        X9ECParameters curve = ECNamedCurveTable.getByName("secp256r1");
        byte[] point = curve.getG().getEncoded(false);
        byte[] hybrid = point.clone();
        hybrid[0] = (byte) (6 | point[64] & 1);
        byte[] off = point.clone();
        off[64] ^= 1;

        assertThat(isTaken(EC, Optional.of(P256), Bytes.of(curve.getG().getEncoded(true))))
                .isTrue();
        assertThat(isTaken(EC, Optional.of(P256), Bytes.of(hybrid))).isFalse();
        assertThat(isTaken(EC, Optional.of(P256), Bytes.of(off))).isFalse();
    }

    @Test
    void rfc8410_3_refusesParametersForEd25519AndTheKeyUnderWhichEverySignatureHolds() {
        Bytes basePoint = Bytes.ofHex("5866666666666666666666666666666666666666666666666666666666666666");
        Bytes identity = Bytes.ofHex("01" + "00".repeat(31));

        assertThat(isTaken(ED25519, Optional.empty(), basePoint)).isTrue();
        assertThat(isTaken(ED25519, Optional.of(AlgorithmIdentifier.NULL), basePoint))
                .isFalse();
        assertThat(isTaken(ED25519, Optional.empty(), identity)).isFalse();
    }
}
