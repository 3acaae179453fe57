package kakehashi.profiles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.Consumer;
import kakehashi.testkit.TestKey;
import kakehashi.testkit.TestPki;
import kakehashi.x509.Bytes;
import kakehashi.x509.DerWriter;
import kakehashi.x509.Oid;
import kakehashi.x509.SignatureAlgorithm;
import kakehashi.x509.SubjectPublicKeyInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyCheckTest {
    private static final Random CHANCE = new Random(1);
    private static final BigInteger E = BigInteger.valueOf(65_537);
    private static final Oid RSA = Oid.of("1.2.840.113549.1.1.1");
    private static final Oid EC = Oid.of("1.2.840.10045.2.1");
    private static final Oid P256 = Oid.of("1.2.840.10045.3.1.7");
    private static final Oid ED25519 = Oid.of("1.3.101.112");

    @TempDir
    Path folder;

    private static SubjectPublicKeyInfo key(Consumer<DerWriter> algorithm, Bytes octets) {
        return SubjectPublicKeyInfo.parse(DerWriter.write(
                        w -> w.sequence(s -> s.sequence(algorithm).bitString(octets))))
                .orElseThrow();
    }

    private static SubjectPublicKeyInfo rsa(BigInteger modulus, BigInteger exponent) {
        return key(
                a -> a.oid(RSA).nul(),
                DerWriter.write(w -> w.sequence(s -> s.integer(modulus).integer(exponent))));
    }

    private static BigInteger modulus() {
        return modulus(1024, 1024);
    }

    /// The two highest bits of both primes are set, so that the length is the sum.
    private static BigInteger modulus(int bitsOfP, int bitsOfQ) {
        return prime(bitsOfP).multiply(prime(bitsOfQ));
    }

    private static BigInteger prime(int bits) {
        return new BigInteger(bits - 2, CHANCE)
                .setBit(bits - 1)
                .setBit(bits - 2)
                .nextProbablePrime();
    }

    private static List<LintRule> check(SubjectPublicKeyInfo key) {
        return new KeyCheck(KeyBlocklist.EMPTY)
                .check(key).stream().map(LintFinding::rule).toList();
    }

    @ParameterizedTest
    @EnumSource(
            names = {
                "RSA_SHA256",
                "ECDSA_SHA256",
                "ECDSA_SHA384",
                "ECDSA_SHA512",
                "ED25519",
                "ML_DSA_44",
                "ML_DSA_65",
                "ML_DSA_87"
            })
    void findsNothingWrongWithGoodKeys(SignatureAlgorithm algorithm) {
        for (int i = 0; i < 5; i++) {
            assertThat(check(TestKey.generate(algorithm).publicKey())).isEmpty();
        }
    }

    @Test
    void findsWeakRsaKeys() {
        assertThat(check(rsa(modulus(512, 512), E))).containsExactly(KeyWeakness.RSA_SIZE);
        assertThat(check(rsa(modulus(1025, 1024), E))).containsExactly(KeyWeakness.RSA_WHOLE_OCTETS);
        assertThat(check(rsa(modulus(), BigInteger.valueOf(3)))).containsExactly(KeyWeakness.RSA_EXPONENT);
        assertThat(check(rsa(modulus(), BigInteger.ONE))).containsExactly(KeyWeakness.RSA_EXPONENT);
        BigInteger factor = BigInteger.valueOf(751);
        assertThat(check(rsa(
                        new BigInteger(2038, CHANCE)
                                .setBit(2037)
                                .setBit(2038)
                                .setBit(0)
                                .multiply(factor),
                        E)))
                .contains(KeyWeakness.RSA_SMALL_FACTOR);
        BigInteger p = prime(1024);
        BigInteger q = p.add(BigInteger.ONE.shiftLeft(500)).nextProbablePrime();
        assertThat(check(rsa(p.multiply(q), E))).containsExactly(KeyWeakness.RSA_CLOSE_PRIMES);
        assertThat(check(rsa(p.multiply(p), E))).containsExactly(KeyWeakness.RSA_CLOSE_PRIMES);
        assertThat(check(key(
                        a -> a.oid(RSA),
                        DerWriter.write(
                                w -> w.sequence(s -> s.integer(modulus()).integer(E))))))
                .containsExactly(KeyWeakness.RSA_PARAMETERS);
    }

    @Test
    void leavesToX509WhatX509Refuses() {
        assertThat(check(rsa(modulus(), BigInteger.valueOf(65_536)))).containsExactly(KeyWeakness.KEY_UNSOUND);
        assertThat(check(rsa(modulus().add(BigInteger.ONE), E))).containsExactly(KeyWeakness.KEY_UNSOUND);
        assertThat(check(rsa(BigInteger.valueOf(-3), E))).containsExactly(KeyWeakness.KEY_UNSOUND);
        assertThat(check(key(a -> a.oid(RSA).nul(), Bytes.ofHex("3000")))).containsExactly(KeyWeakness.KEY_UNSOUND);
        assertThat(check(key(a -> a.oid(ED25519), Bytes.ofHex("00".repeat(32)))))
                .containsExactly(KeyWeakness.KEY_UNSOUND);
        assertThat(check(key(a -> a.oid(ED25519), Bytes.ofHex("05".repeat(31)))))
                .containsExactly(KeyWeakness.KEY_UNSOUND);
        assertThat(check(key(a -> a.oid(Oid.of("2.16.840.1.101.3.4.3.17")), Bytes.ofHex("05".repeat(1311)))))
                .containsExactly(KeyWeakness.ML_DSA_LENGTH);
    }

    /// Primes of the flawed library: k·M + (65537^a mod M), M the product of the first 126 primes for keys of 2048
    /// bit.
    @Test
    void findsKeysOfTheRocaFlaw() {
        BigInteger m = BigInteger.ONE;
        BigInteger prime = BigInteger.ONE;
        for (int i = 0; i < 126; i++) {
            prime = prime.nextProbablePrime();
            m = m.multiply(prime);
        }
        assertThat(check(rsa(rocaPrime(m).multiply(rocaPrime(m)), E))).contains(KeyWeakness.RSA_ROCA);
    }

    private static BigInteger rocaPrime(BigInteger m) {
        while (true) {
            BigInteger k = new BigInteger(1023 - m.bitLength(), CHANCE).setBit(1023 - m.bitLength());
            BigInteger candidate = k.multiply(m).add(E.modPow(new BigInteger(60, CHANCE), m));
            if (candidate.isProbablePrime(40)) {
                return candidate;
            }
        }
    }

    @Test
    void findsKeysOnABlocklistOfDebiansFormat() throws Exception {
        SubjectPublicKeyInfo known =
                new TestPki().key(SignatureAlgorithm.RSA_SHA256).publicKey();
        SubjectPublicKeyInfo unknown =
                TestKey.generate(SignatureAlgorithm.RSA_SHA256).publicKey();
        var reader = new kakehashi.x509.DerReader(known.subjectPublicKey());
        reader.enterSequence();
        String modulus = reader.integer().toString(16).toUpperCase(Locale.ROOT);
        String digest = Bytes.wrap(("Modulus=" + modulus + "\n").getBytes(StandardCharsets.US_ASCII))
                .digest("SHA-1")
                .toString();
        Files.writeString(folder.resolve("blacklist.RSA-2048"), "# RSA 2048\n" + digest.substring(20) + "\n");
        Files.writeString(folder.resolve("blacklist.RSA-1024"), "0123456789abcdef0123\n");
        KeyBlocklist list = KeyBlocklist.read(folder);
        assertThat(list.size()).isEqualTo(2);
        assertThat(new KeyCheck(list).check(known))
                .extracting(LintFinding::rule)
                .containsExactly(KeyWeakness.RSA_BLOCKED);
        assertThat(new KeyCheck(list).check(unknown)).isEmpty();
        assertThat(KeyBlocklist.read(folder.resolve("blacklist.RSA-2048")).size())
                .isOne();
        Files.writeString(folder.resolve("bad"), "no digest\n");
        assertThatThrownBy(() -> KeyBlocklist.read(folder)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> KeyBlocklist.read(folder.resolve("none"))).isInstanceOf(IOException.class);
    }

    @Test
    void findsBadPointsAndCurves() {
        Consumer<DerWriter> p256 = a -> a.oid(EC).oid(P256);
        assertThat(check(key(p256, Bytes.ofHex("04" + "01".repeat(64))))).containsExactly(KeyWeakness.KEY_UNSOUND);
        assertThat(check(key(p256, Bytes.ofHex("00")))).containsExactly(KeyWeakness.KEY_UNSOUND);
        assertThat(check(key(a -> a.oid(EC).oid(Oid.of("1.3.132.0.10")), Bytes.ofHex("04" + "01".repeat(64)))))
                .containsExactly(KeyWeakness.EC_CURVE);
        assertThat(check(key(a -> a.oid(EC).sequence(s -> s.integer(1)), Bytes.ofHex("04" + "01".repeat(64)))))
                .containsExactly(KeyWeakness.EC_NAMED_CURVE);
        assertThat(check(key(a -> a.oid(EC), Bytes.ofHex("04" + "01".repeat(64)))))
                .containsExactly(KeyWeakness.EC_NAMED_CURVE);
        assertThat(check(key(a -> a.oid(Oid.of("1.3.101.113")), Bytes.ofHex("01".repeat(57)))))
                .containsExactly(KeyWeakness.KEY_KIND);
    }

    /// The same point in another form has another digest, by which keys are known.
    @Test
    void rfc5480_2_2_refusesCompressedPoints() {
        Bytes whole =
                TestKey.generate(SignatureAlgorithm.ECDSA_SHA256).publicKey().subjectPublicKey();
        String form = (whole.at(64) & 1) == 0 ? "02" : "03";
        Bytes compressed = Bytes.ofHex(form + whole.slice(1, 33));
        Oid p256 = Oid.of("1.2.840.10045.3.1.7");
        assertThat(check(key(a -> a.oid(EC).oid(p256), whole))).isEmpty();
        assertThat(check(key(a -> a.oid(EC).oid(p256), compressed))).containsExactly(KeyWeakness.EC_UNCOMPRESSED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"f0", "ef", "ff"})
    void rfc8032_5_1_3_refusesNumbersThatAreNotBelowThePrime(String lowest) {
        Bytes octets = Bytes.ofHex(lowest + "ff".repeat(30) + "7f");
        assertThat(check(key(a -> a.oid(ED25519), octets))).containsExactly(KeyWeakness.ED25519_CANONICAL);
    }

    /// y = 2 has no x.
    @Test
    void rfc8032_5_1_3_refusesNumbersWithoutAPoint() {
        assertThat(check(key(a -> a.oid(ED25519), Bytes.ofHex("02" + "00".repeat(31)))))
                .containsExactly(KeyWeakness.ED25519_ON_CURVE);
    }

    @Test
    void costsABoundedTimeEvenForTheLargestKey() {
        BigInteger large = new BigInteger(16_384, CHANCE).setBit(16_383).setBit(0);
        long before = System.nanoTime();
        check(rsa(large, E));
        assertThat(System.nanoTime() - before).isLessThan(2_000_000_000L);
    }
}
