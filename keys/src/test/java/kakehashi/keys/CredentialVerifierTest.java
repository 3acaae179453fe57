package kakehashi.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;
import kakehashi.testkit.SoftPasskey;
import kakehashi.testkit.TestKey;
import kakehashi.x509.Bytes;
import kakehashi.x509.DerReader;
import kakehashi.x509.DerWriter;
import kakehashi.x509.SignatureAlgorithm;
import kakehashi.x509.SubjectPublicKeyInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Record 3, the paragraph on proofs. The assertions come from the testkit's passkey, which knows nothing of keys.
class CredentialVerifierTest {
    private static final RelyingParty PORTAL = new RelyingParty("office.example", "https://office.example");
    private static final RelyingParty FILING = new RelyingParty("filing.example", "https://office.example");
    private static final Bytes STATEMENT = text("an approval");
    private static final Bytes OTHER_STATEMENT = text("another approval");
    private static final TestKey KEY = TestKey.generate(SignatureAlgorithm.ECDSA_SHA256);
    private static final SoftPasskey PASSKEY = SoftPasskey.of(KEY, PORTAL.id(), PORTAL.origin());
    private static final BigInteger ORDER_OF_P256 =
            new BigInteger("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16);

    private final CredentialVerifier verifier = new CredentialVerifier();

    private static Bytes text(String text) {
        return Bytes.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    private static OfficerCredential passkeyOf(TestKey key) {
        return OfficerCredential.ofPasskey(algorithmOf(key), key.publicKey(), text("id"));
    }

    private static OfficerCredential keyOf(TestKey key) {
        return OfficerCredential.ofKey(algorithmOf(key), key.publicKey());
    }

    private static CredentialAlgorithm algorithmOf(TestKey key) {
        return switch (key.algorithm()) {
            case ECDSA_SHA384 -> CredentialAlgorithm.ECDSA_P384_SHA384;
            case ED25519 -> CredentialAlgorithm.ED25519;
            case RSA_SHA256 -> CredentialAlgorithm.RSA_PKCS1_SHA256;
            default -> CredentialAlgorithm.ECDSA_P256_SHA256;
        };
    }

    private static CredentialProof proof(SoftPasskey.Assertion assertion) {
        return new CredentialProof.PasskeyProof(
                assertion.authenticatorData(), assertion.clientData(), assertion.signature());
    }

    private CredentialOutcome judge(SoftPasskey.Assertion assertion) {
        return verifier.verify(STATEMENT, passkeyOf(KEY), proof(assertion), PORTAL);
    }

    private static CredentialOutcome verified(long count) {
        return new CredentialOutcome.Verified(OptionalLong.of(count));
    }

    private static CredentialOutcome refused(CredentialRefusal reason) {
        return new CredentialOutcome.Refused(reason);
    }

    @ParameterizedTest
    @EnumSource(names = {"ECDSA_SHA256", "ECDSA_SHA384", "ED25519"})
    void takesAPasskeyAndAKeyOfEachAlgorithm(SignatureAlgorithm algorithm) {
        TestKey key = TestKey.generate(algorithm);
        SoftPasskey passkey = SoftPasskey.of(key, PORTAL.id(), PORTAL.origin()).withCount(0xfedcba98L);
        assertThat(verifier.verify(STATEMENT, passkeyOf(key), proof(passkey.sign(STATEMENT)), PORTAL))
                .isEqualTo(verified(0xfedcba98L));
        CredentialProof direct = new CredentialProof.KeyProof(key.sign(STATEMENT));
        assertThat(verifier.verify(STATEMENT, keyOf(key), direct, PORTAL))
                .isEqualTo(new CredentialOutcome.Verified(OptionalLong.empty()));
        assertThat(verifier.verify(OTHER_STATEMENT, keyOf(key), direct, PORTAL))
                .isEqualTo(refused(CredentialRefusal.SIGNATURE_INVALID));
    }

    @Test
    void aPasskeyThatDoesNotCountHasNoCount() {
        assertThat(judge(PASSKEY.withCount(0).sign(STATEMENT)))
                .isEqualTo(new CredentialOutcome.Verified(OptionalLong.empty()));
    }

    @Test
    void refusesTheProofOfAnotherStatementOrOfAnotherKey() {
        assertThat(judge(PASSKEY.sign(OTHER_STATEMENT))).isEqualTo(refused(CredentialRefusal.OTHER_CLIENT_DATA));
        TestKey other = TestKey.generate(SignatureAlgorithm.ECDSA_SHA256);
        SoftPasskey stranger = SoftPasskey.of(other, PORTAL.id(), PORTAL.origin());
        assertThat(judge(stranger.sign(STATEMENT))).isEqualTo(refused(CredentialRefusal.SIGNATURE_INVALID));
    }

    @Test
    void refusesEveryAlteredOctetOfTheSignedData() {
        SoftPasskey.Assertion good = PASSKEY.sign(STATEMENT);
        for (int i = 0; i < good.authenticatorData().length(); i++) {
            Bytes altered = altered(good.authenticatorData(), i);
            assertThat(judge(new SoftPasskey.Assertion(altered, good.clientData(), good.signature())))
                    .isInstanceOf(CredentialOutcome.Refused.class);
        }
        for (int i = 0; i < good.clientData().length(); i++) {
            Bytes altered = altered(good.clientData(), i);
            assertThat(judge(new SoftPasskey.Assertion(good.authenticatorData(), altered, good.signature())))
                    .isInstanceOf(CredentialOutcome.Refused.class);
        }
        for (int i = 0; i < good.signature().length(); i++) {
            Bytes altered = altered(good.signature(), i);
            assertThat(judge(new SoftPasskey.Assertion(good.authenticatorData(), good.clientData(), altered)))
                    .isEqualTo(refused(CredentialRefusal.SIGNATURE_INVALID));
        }
    }

    private static Bytes altered(Bytes octets, int at) {
        byte[] copy = octets.toArray();
        copy[at] ^= 1;
        return Bytes.wrap(copy);
    }

    @Test
    void refusesAnotherRelyingPartyAndAnotherOrigin() {
        CredentialProof proof = proof(PASSKEY.sign(STATEMENT));
        assertThat(verifier.verify(STATEMENT, passkeyOf(KEY), proof, FILING))
                .isEqualTo(refused(CredentialRefusal.OTHER_RELYING_PARTY));
        RelyingParty elsewhere = new RelyingParty(PORTAL.id(), "https://evil.office.example");
        assertThat(verifier.verify(STATEMENT, passkeyOf(KEY), proof, elsewhere))
                .isEqualTo(refused(CredentialRefusal.OTHER_CLIENT_DATA));
        RelyingParty shorter = new RelyingParty(PORTAL.id(), "https://office.exampl");
        assertThat(verifier.verify(STATEMENT, passkeyOf(KEY), proof, shorter))
                .isEqualTo(refused(CredentialRefusal.OTHER_CLIENT_DATA));
    }

    @ParameterizedTest
    @ValueSource(ints = {0x00, 0x01, 0x04})
    void refusesWithoutPresenceAndVerification(int flags) {
        assertThat(judge(PASSKEY.withFlags(flags).sign(STATEMENT)))
                .isEqualTo(refused(CredentialRefusal.USER_NOT_VERIFIED));
    }

    @ParameterizedTest
    @ValueSource(ints = {0x08, 0x10, 0x18, 0x40, 0x80})
    void refusesSyncedPasskeysAndAttachedData(int flag) {
        assertThat(judge(PASSKEY.withFlags(0x05 | flag).sign(STATEMENT)))
                .isEqualTo(refused(CredentialRefusal.FLAGS_NOT_ALLOWED));
    }

    @Test
    void refusesAuthenticatorDataOfAnotherLength() {
        Bytes data = PASSKEY.authenticatorData();
        Bytes clientData = PASSKEY.sign(STATEMENT).clientData();
        byte[] longer = java.util.Arrays.copyOf(data.toArray(), 38);
        CredentialOutcome misshapen = refused(CredentialRefusal.AUTHENTICATOR_DATA_MISSHAPEN);
        assertThat(judge(PASSKEY.assertion(Bytes.wrap(longer), clientData))).isEqualTo(misshapen);
        assertThat(judge(PASSKEY.assertion(data.slice(0, 36), clientData))).isEqualTo(misshapen);
        assertThat(judge(PASSKEY.assertion(Bytes.EMPTY, clientData))).isEqualTo(misshapen);
    }

    private CredentialOutcome judgeChanged(UnaryOperator<String> change) {
        return judge(PASSKEY.sign(STATEMENT, change));
    }

    @Test
    void takesTheEndsThatTheRecordAllowsAndNoOther() {
        assertThat(judgeChanged(json -> json.replace(",\"crossOrigin\":false", "")))
                .isEqualTo(verified(1));
        assertThat(judgeChanged(json -> json.replace("false}", "false,\"x\":{\"deep\":[1,\"}\"]}}")))
                .isEqualTo(verified(1));
        assertThat(judgeChanged(json -> json.replace("false}", "false,"))).isEqualTo(verified(1));
        CredentialOutcome misshapen = refused(CredentialRefusal.CLIENT_DATA_MISSHAPEN);
        assertThat(judgeChanged(json -> json + " ")).isEqualTo(misshapen);
        assertThat(judgeChanged(json -> json + "}")).isEqualTo(misshapen);
        assertThat(judgeChanged(json -> json.replace("false}", "false"))).isEqualTo(misshapen);
        assertThat(judgeChanged(json -> json.replace("false", "true"))).isEqualTo(misshapen);
        assertThat(judgeChanged(json -> json.replace("false", "falsey"))).isEqualTo(misshapen);
        assertThat(judgeChanged(json -> json.replace("crossOrigin", "topOrigin")))
                .isEqualTo(misshapen);
        assertThat(judgeChanged(json -> json.replace(",\"crossOrigin\":false}", "")))
                .isEqualTo(misshapen);
        assertThat(judgeChanged(json -> json.replace(",\"crossOrigin\":false", ",\"x\":1")))
                .isEqualTo(misshapen);
        assertThat(judgeChanged(json -> json.replace(",\"crossOrigin\":false", "} ")))
                .isEqualTo(misshapen);
    }

    @Test
    void refusesEveryOtherBeginningHoweverItParses() {
        CredentialOutcome other = refused(CredentialRefusal.OTHER_CLIENT_DATA);
        assertThat(judgeChanged(json -> " " + json)).isEqualTo(other);
        assertThat(judgeChanged(json -> "\ufeff" + json)).isEqualTo(other);
        assertThat(judgeChanged(json -> json.replace("webauthn.get", "webauthn.create")))
                .isEqualTo(other);
        assertThat(judgeChanged(json -> json.replace("\"type\":", "\"type\": ")))
                .isEqualTo(other);
        assertThat(judgeChanged(json -> json.replace("{\"type\"", "{\"a\":1,\"type\"")))
                .isEqualTo(other);
        assertThat(judgeChanged(json -> json.replace("\",\"origin", "=\",\"origin")))
                .isEqualTo(other);
        assertThat(judgeChanged(json -> json.replace("https://", "https:\\/\\/")))
                .isEqualTo(other);
        assertThat(judgeChanged(json -> json.replace("office.example\"", "office.example:443\"")))
                .isEqualTo(other);
        assertThat(judgeChanged(json -> "")).isEqualTo(other);
        assertThat(judgeChanged(json -> json.substring(0, 40))).isEqualTo(other);
    }

    @Test
    void takesFourKibibytesOfClientDataAndNotOneOctetMore() {
        int padding = 4096 - PASSKEY.sign(STATEMENT).clientData().length() - ",\"x\":\"\"".length();
        assertThat(judgeChanged(json -> json.replace("false}", "false,\"x\":\"" + "y".repeat(padding) + "\"}")))
                .isEqualTo(verified(1));
        assertThat(judgeChanged(json -> json.replace("false}", "false,\"x\":\"" + "y".repeat(padding + 1) + "\"}")))
                .isEqualTo(refused(CredentialRefusal.CLIENT_DATA_TOO_LONG));
    }

    /// "An approval is known by (order digest, officer), never by its signature's bytes: ECDSA has two for each."
    @Test
    void takesBothSignaturesOfEcdsaForTheSameProof() {
        Bytes first = KEY.sign(STATEMENT);
        DerReader reader = new DerReader(first);
        reader.enterSequence();
        BigInteger r = reader.integer();
        BigInteger s = reader.integer();
        Bytes second = DerWriter.write(w -> w.sequence(both -> both.integer(r).integer(ORDER_OF_P256.subtract(s))));
        assertThat(second).isNotEqualTo(first);
        for (Bytes signature : java.util.List.of(first, second)) {
            assertThat(verifier.verify(STATEMENT, keyOf(KEY), new CredentialProof.KeyProof(signature), PORTAL))
                    .isEqualTo(new CredentialOutcome.Verified(OptionalLong.empty()));
        }
        for (BigInteger bad : java.util.List.of(BigInteger.ZERO, ORDER_OF_P256, s.add(ORDER_OF_P256), s.negate())) {
            Bytes forged =
                    DerWriter.write(w -> w.sequence(both -> both.integer(r).integer(bad)));
            assertThat(verifier.verify(STATEMENT, keyOf(KEY), new CredentialProof.KeyProof(forged), PORTAL))
                    .isEqualTo(refused(CredentialRefusal.SIGNATURE_INVALID));
        }
    }

    @Test
    void aPasskeyCountsByPasskeyProofsOnlyAndAKeyByKeyProofsOnly() {
        CredentialProof direct = new CredentialProof.KeyProof(KEY.sign(STATEMENT));
        CredentialOutcome otherKind = refused(CredentialRefusal.OTHER_KIND_OF_PROOF);
        assertThat(verifier.verify(STATEMENT, passkeyOf(KEY), direct, PORTAL)).isEqualTo(otherKind);
        assertThat(verifier.verify(STATEMENT, keyOf(KEY), proof(PASSKEY.sign(STATEMENT)), PORTAL))
                .isEqualTo(otherKind);
    }

    @Test
    void theAlgorithmIsTheRegistersAndNotTheProofs() {
        Bytes weaker = KEY.with(SignatureAlgorithm.ECDSA_SHA1).sign(STATEMENT);
        assertThat(verifier.verify(STATEMENT, keyOf(KEY), new CredentialProof.KeyProof(weaker), PORTAL))
                .isEqualTo(refused(CredentialRefusal.SIGNATURE_INVALID));
        OfficerCredential misfit = OfficerCredential.ofKey(CredentialAlgorithm.ED25519, KEY.publicKey());
        CredentialProof proof = new CredentialProof.KeyProof(KEY.sign(STATEMENT));
        assertThat(verifier.verify(STATEMENT, misfit, proof, PORTAL)).isEqualTo(refused(CredentialRefusal.KEY_UNFIT));
    }

    @Test
    void refusesRsaBelow3072BitsAndPointsOffTheCurve() {
        TestKey small = TestKey.generate(SignatureAlgorithm.RSA_SHA256);
        CredentialProof proof = new CredentialProof.KeyProof(small.sign(STATEMENT));
        assertThat(verifier.verify(STATEMENT, keyOf(small), proof, PORTAL))
                .isEqualTo(refused(CredentialRefusal.KEY_UNFIT));
        Bytes der = KEY.publicKey().der();
        SubjectPublicKeyInfo off =
                SubjectPublicKeyInfo.parse(altered(der, der.length() - 1)).orElseThrow();
        OfficerCredential bent = OfficerCredential.ofKey(CredentialAlgorithm.ECDSA_P256_SHA256, off);
        assertThat(verifier.verify(STATEMENT, bent, proof, PORTAL)).isEqualTo(refused(CredentialRefusal.KEY_UNFIT));
    }

    @Test
    void aRelyingPartyIsPlainAscii() {
        for (String bad : java.util.List.of("", "a\"b", "a\\b", "架け橋", "a b", "a\n")) {
            assertThatIllegalArgumentException().isThrownBy(() -> new RelyingParty("id", bad));
            assertThatIllegalArgumentException().isThrownBy(() -> new RelyingParty(bad, "origin"));
        }
    }
}
