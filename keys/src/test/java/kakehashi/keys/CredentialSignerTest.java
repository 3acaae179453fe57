package kakehashi.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import kakehashi.keys.CredentialProof.PasskeyProof;
import kakehashi.x509.Bytes;
import kakehashi.x509.SignatureAlgorithm;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CredentialSignerTest {
    private static final RelyingParty CLIENT = new RelyingParty("client.kakehashi.invalid", "kakehashi:client");
    private static final Bytes STATEMENT = Bytes.wrap("approve".getBytes(StandardCharsets.US_ASCII));
    private static final Bytes ID = Bytes.ofHex("0102");

    @TempDir
    Path folder;

    private final CredentialVerifier verifier = new CredentialVerifier();
    private UseCounts counts;
    private SoftwareToken token;

    @BeforeEach
    void makesAToken() {
        counts = new UseCounts(folder.resolve("officer.token.uses"));
        NewLock lock = new NewLock.Passphrase(Secret.of("correct horse".toCharArray()), SoftwareTokenTest.CHEAP);
        TokenRules rules = new TokenRules(KeyPolicy.ofAllKinds(), new RecordedUses());
        token = SoftwareToken.create(folder.resolve("officer.token"), lock, rules)
                .orElseThrow();
    }

    private Signer signer(KeyKind kind, SignatureAlgorithm algorithm) {
        KeyEntry key = token.generate(KeyRequest.of("approvals " + token.keys().size(), kind))
                .orElseThrow();
        return token.signer(key.id(), algorithm).orElseThrow();
    }

    private ClientPasskey passkey() {
        return ClientPasskey.of(
                        signer(KeyKind.P256, SignatureAlgorithm.ECDSA_SHA256), CLIENT, ID, () -> counts.next(ID))
                .orElseThrow();
    }

    @Test
    void theKeyOfASealedFileProvesStatements() {
        KeyCredential credential = KeyCredential.of(signer(KeyKind.P384, SignatureAlgorithm.ECDSA_SHA384))
                .orElseThrow();
        assertThat(verifier.verify(STATEMENT, credential.credential(), credential.prove(STATEMENT), CLIENT))
                .isEqualTo(new CredentialOutcome.Verified(OptionalLong.empty()));
    }

    @Test
    void anRsaKeyOf3072BitsProvesStatements() {
        KeyCredential credential = KeyCredential.of(signer(KeyKind.RSA_3072, SignatureAlgorithm.RSA_SHA256))
                .orElseThrow();
        assertThat(verifier.verify(STATEMENT, credential.credential(), credential.prove(STATEMENT), CLIENT))
                .isInstanceOf(CredentialOutcome.Verified.class);
        assertThat(KeyCredential.of(signer(KeyKind.RSA_3072, SignatureAlgorithm.RSA_PSS_SHA256)))
                .isEmpty();
    }

    @Test
    void aKeyOfAnAlgorithmThatCredentialsDoNotHaveIsNone() {
        assertThat(KeyCredential.of(signer(KeyKind.P521, SignatureAlgorithm.ECDSA_SHA512)))
                .isEmpty();
        assertThat(KeyCredential.of(signer(KeyKind.RSA_2048, SignatureAlgorithm.RSA_SHA256)))
                .isEmpty();
    }

    @Test
    void theClientsPasskeyCountsEachProof() {
        ClientPasskey passkey = passkey();
        for (long count = 1; count <= 3; count++) {
            CredentialProof proof = passkey.prove(STATEMENT);
            assertThat(verifier.verify(STATEMENT, passkey.credential(), proof, CLIENT))
                    .isEqualTo(new CredentialOutcome.Verified(OptionalLong.of(count)));
        }
        assertThat(new UseCounts(folder.resolve("officer.token.uses")).next(ID)).isEqualTo(4);
    }

    @Test
    void theClientWritesItsDataOctetForOctet() throws Exception {
        PasskeyProof proof = (PasskeyProof) passkey().prove(STATEMENT);
        assertThat(new String(proof.clientData().toArray(), StandardCharsets.US_ASCII))
                .isEqualTo("{\"type\":\"webauthn.get\",\"challenge\":\"" + opensslDigest(STATEMENT)
                        + "\",\"origin\":\"kakehashi:client\",\"crossOrigin\":false}");
        assertThat(proof.authenticatorData().slice(32, 37)).isEqualTo(Bytes.ofHex("0500000001"));
    }

    /// The challenge, as OpenSSL computes it.
    private String opensslDigest(Bytes message) throws Exception {
        Path file = Files.write(folder.resolve("statement"), message.toArray());
        Path digest = folder.resolve("digest");
        List<String> command =
                List.of("openssl", "dgst", "-sha256", "-binary", "-out", digest.toString(), file.toString());
        assertThat(OutsideVerifiers.run(command)).isZero();
        return java.util.Base64.getUrlEncoder().withoutPadding().encodeToString(Files.readAllBytes(digest));
    }

    @Test
    void theClientHasNoPasskeyForBrowsers() {
        Signer signer = signer(KeyKind.P256, SignatureAlgorithm.ECDSA_SHA256);
        RelyingParty portal = new RelyingParty("office.example", "https://office.example");
        assertThatIllegalArgumentException().isThrownBy(() -> ClientPasskey.of(signer, portal, ID, () -> 1));
    }

    @Test
    void theGuardNumbersOnFromWhatTheListenerRemembers() {
        Path file = folder.resolve("counted.token");
        NewLock lock = new NewLock.Passphrase(Secret.of("correct horse".toCharArray()), SoftwareTokenTest.CHEAP);
        UseCounts listener = new UseCounts(folder.resolve("counted.uses"));
        TokenRules rules = new TokenRules(KeyPolicy.ofAllKinds(), listener);
        KeyEntry key;
        try (SoftwareToken first = SoftwareToken.create(file, lock, rules).orElseThrow()) {
            key = first.generate(KeyRequest.of("k", KeyKind.ED25519)).orElseThrow();
            first.signer(key.id(), SignatureAlgorithm.ED25519).orElseThrow().sign(STATEMENT);
        }
        assertThat(listener.usesSoFar(key)).as("the test of the pair, and one").isEqualTo(2);
        try (SoftwareToken second = SoftwareToken.open(file, Secret.of("correct horse".toCharArray()), rules)
                .orElseThrow()) {
            second.signer(key.id(), SignatureAlgorithm.ED25519).orElseThrow().sign(STATEMENT);
        }
        assertThat(new UseCounts(folder.resolve("counted.uses")).usesSoFar(key)).isEqualTo(3);
    }

    @Test
    void aFileOfCountsThatIsNoneStopsSigning() throws Exception {
        Path file = folder.resolve("bad.uses");
        Files.writeString(file, "aa many\n");
        assertThatExceptionOfType(TokenUnavailable.class).isThrownBy(() -> new UseCounts(file).next(ID));
    }
}
