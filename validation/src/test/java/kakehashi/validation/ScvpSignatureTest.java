package kakehashi.validation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import kakehashi.testkit.TestCa;
import kakehashi.testkit.TestEntity;
import kakehashi.x509.AlgorithmIdentifier;
import kakehashi.x509.Bytes;
import kakehashi.x509.CvRequest;
import kakehashi.x509.CvResponse;
import kakehashi.x509.CvStatusCode;
import kakehashi.x509.SignatureAlgorithm;
import kakehashi.x509.SignedMessage;
import kakehashi.x509.ValPolRequest;
import kakehashi.x509.ValPolResponse;
import org.junit.jupiter.api.Test;

/// By which key and algorithm a response is signed when the client says so.
class ScvpSignatureTest {
    private static final SignatureAlgorithm OTHER = SignatureAlgorithm.ECDSA_SHA384;

    private final ScvpScene scene = new ScvpScene();
    private final TestCa other = scene.pki.root("CN=VA root by P-384,O=Government,C=JP", OTHER);
    private final TestEntity further = other.issueEndEntity("CN=Validation server by P-384,O=Government,C=JP");
    private final ServerCredential both = scene.credential.with(List.of(
            new ServerCredential(new TestSigner(further.key()), further.certificate(), List.of(other.certificate()))));
    private final ValidationServer server =
            new ValidationServer(scene.validation, both, ScvpOptions.DEFAULT, scene.clock);

    private SignedMessage ask(AlgorithmIdentifier algorithm) {
        CvRequest request = CvRequest.from(
                        ScvpScene.statusOf(scene.alice.certificate()).build())
                .signatureAlg(algorithm)
                .build();
        Bytes answer = server.cv(request.contentInfo().der());
        return SignedMessage.parse(answer).orElseThrow();
    }

    private static CvStatusCode status(SignedMessage signed) {
        return CvResponse.parse(signed.content()).orElseThrow().responseStatus().statusCode();
    }

    @Test
    void rfc5055_3_8_signsByTheAlgorithmThatTheClientAsksFor() {
        SignedMessage byOther = ask(OTHER.identifier());
        assertThat(byOther.verifiedSigner()).contains(further.certificate());
        assertThat(status(byOther)).isEqualTo(CvStatusCode.OKAY);
        SignedMessage usual = ask(both.signer().algorithm().identifier());
        assertThat(usual.verifiedSigner()).contains(both.certificate());
        assertThat(status(usual)).isEqualTo(CvStatusCode.OKAY);
    }

    @Test
    void rfc5055_4_4_saysThatItDoesNotSignByThatAlgorithm() {
        for (SignatureAlgorithm none : List.of(SignatureAlgorithm.ED25519, SignatureAlgorithm.ML_DSA_65)) {
            SignedMessage refused = ask(none.identifier());
            assertThat(refused.verifiedSigner()).contains(both.certificate());
            assertThat(status(refused)).isEqualTo(CvStatusCode.PROTECTED_RESPONSE_UNSUPPORTED);
        }
    }

    @Test
    void rfc5055_6_tellsAllAlgorithmsByWhichItSigns() {
        Bytes answer = server.vp(
                ValPolRequest.of(Bytes.ofHex("0011223344556677")).contentInfo().der());
        ValPolResponse policies = ValPolResponse.parse(
                        SignedMessage.parse(answer).orElseThrow().content())
                .orElseThrow();
        assertThat(policies.signatureGeneration())
                .containsExactly(both.signer().algorithm().identifier(), OTHER.identifier());
    }
}
