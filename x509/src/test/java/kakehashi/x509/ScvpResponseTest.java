package kakehashi.x509;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ScvpResponseTest {
    private static final Bytes REQUEST = ScvpSamples.fullRequest().der();

    @Test
    void readsBackAResponseWithEveryField() {
        for (RequestReference reference : List.of(
                RequestReference.hashOf(DigestAlgorithm.SHA_1, REQUEST),
                RequestReference.hashOf(DigestAlgorithm.SHA_256, REQUEST),
                new RequestReference.FullRequest(REQUEST))) {
            CvResponse response = ScvpSamples.fullResponse(reference);
            CvResponse again = CvResponse.parse(response.der()).orElseThrow();
            assertThat(again).isEqualTo(response);
            assertThat(again.der()).isEqualTo(response.der());
            assertThat(again.requestRef().orElseThrow().isTo(REQUEST)).isTrue();
            assertThat(again.requestRef()
                            .orElseThrow()
                            .isTo(ScvpSamples.smallRequest().der()))
                    .isFalse();
        }
    }

    @Test
    void repeatsWhatTheRequestSaid() {
        CvRequest request = ScvpSamples.fullRequest();
        CvResponse response = ScvpSamples.fullResponse(new RequestReference.FullRequest(REQUEST));
        assertThat(response.respNonce()).isEqualTo(request.requestNonce());
        assertThat(response.requestorRef()).isEqualTo(request.requestorRef());
        assertThat(response.requestorText()).isEqualTo(request.requestorText());
        assertThat(response.requestorName())
                .containsExactly(request.requestorName().orElseThrow());
    }

    /// By hand after the ASN.1 of RFC 5055 §8.
    @Test
    void rfc5055_8_writesTheErrorResponseMadeByHand() {
        String time = "180f" + "32303236303630313132303030305a";
        String status = "300d" + "0a010a" + "0c08" + "6261636b206f6666";
        assertThat(ScvpSamples.errorResponse().der())
                .isEqualTo(Bytes.ofHex("3026" + "020101" + "020101" + time + status));
    }

    @Test
    void givesTheValueOfEachWantBack() {
        CertReply reply = ScvpSamples.fullResponse(new RequestReference.FullRequest(REQUEST))
                .replyObjects()
                .getFirst();
        for (WantBack wantBack : WantBack.values()) {
            assertThat(reply.value(wantBack)).as(wantBack.name()).isPresent();
        }
        assertThat(reply.value(WantBack.PKC_CERT)).contains(new WantBackValue.PkcCert(ScvpSamples.TARGET));
        assertThat(reply.value(WantBack.AC_REVOCATION_INFO)).contains(new WantBackValue.Unsatisfied());
    }

    @Test
    void refusesAValueOfAnotherTypeThanTheWantBacks() {
        assertThatThrownBy(() ->
                        ReplyWantBack.of(WantBack.PKC_BEST_CERT_PATH, new WantBackValue.PkcCert(ScvpSamples.TARGET)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ReplyWantBack.of(WantBack.PKC_CERT, new WantBackValue.Other(Bytes.ofHex("00"))))
                .isInstanceOf(IllegalArgumentException.class);
        Bytes der = DerWriter.write(
                w -> w.sequence(s -> s.oid(WantBack.PKC_PUBLIC_KEY_INFO.id()).octetString(Bytes.ofHex("0500"))));
        assertThat(Parsed.of(() -> ReplyWantBack.read(new DerReader(der)))).isInstanceOf(Parsed.Malformed.class);
    }

    @Test
    void readsBackEveryStatus() {
        for (CvStatusCode code : CvStatusCode.values()) {
            CvResponse response = CvResponse.from(
                            java.math.BigInteger.ZERO, ScvpSamples.NOON, new ResponseStatus(code, Optional.empty()))
                    .build();
            assertThat(CvResponse.parseContentInfo(response.contentInfo().der()))
                    .isEqualTo(new Parsed.Value<>(response));
        }
        assertThat(CvStatusCode.OKAY.isSuccess()).isTrue();
        assertThat(CvStatusCode.SKIP_UNRECOGNIZED_ITEMS.isSuccess()).isTrue();
        assertThat(CvStatusCode.TOO_BUSY.isSuccess()).isFalse();
    }

    @Test
    void refusesStatusesThatAreNotUsed() {
        for (String hex : List.of("30030a0102", "30030a013a", "30030a0141")) {
            assertThat(Parsed.of(() -> ResponseStatus.read(new DerReader(Bytes.ofHex(hex)))))
                    .as(hex)
                    .isInstanceOf(Parsed.Malformed.class);
        }
    }

    @Test
    void refusesAFullRequestThatIsNone() {
        assertThatThrownBy(() -> new RequestReference.FullRequest(Bytes.ofHex("3000")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theIdentifiersAreDifferent() {
        List<Oid> ids = java.util.stream.Stream.of(
                        Arrays.stream(CertCheck.values()).map(CertCheck::id),
                        Arrays.stream(WantBack.values()).map(WantBack::id),
                        Arrays.stream(ValidationError.values()).map(ValidationError::id))
                .flatMap(s -> s)
                .toList();
        assertThat(new HashSet<>(ids)).hasSameSizeAs(ids);
        assertThat(CertCheck.of(CertCheck.BUILD_AA_PATH.id())).contains(CertCheck.BUILD_AA_PATH);
        assertThat(ValidationError.of(Oid.of("1.3.6.1.5.5.7.19.3.5"))).contains(ValidationError.REVOKED);
        assertThat(CertCheck.of(ScvpSamples.SOME_OID)).isEmpty();
        assertThat(ValidationError.of(ScvpSamples.SOME_OID)).isEmpty();
    }

    @Test
    void readsBackAPolicyResponse() {
        var key = new ValPolResponse.KeyAgreePublicKey(
                TestCa.ED25519, Bytes.ofHex("0102"), TestCa.ED25519, Optional.of(TestCa.ED25519));
        for (ValPolResponse response : List.of(
                ScvpSamples.policyResponse(Optional.of(ScvpSamples.NOON), 5, Optional.of(List.of(key))),
                ScvpSamples.policyResponse(Optional.empty(), ValPolResponse.DEFAULT_CLOCK_SKEW, Optional.empty()))) {
            assertThat(ValPolResponse.parse(response.der())).isEqualTo(new Parsed.Value<>(response));
            assertThat(ValPolResponse.parse(response.der()).orElseThrow().der()).isEqualTo(response.der());
            assertThat(ValPolResponse.parseContentInfo(response.contentInfo().der()))
                    .isEqualTo(new Parsed.Value<>(response));
        }
    }

    @Test
    void refusesATruncatedResponseAtEveryOctet() {
        Bytes der = ScvpSamples.fullResponse(RequestReference.hashOf(DigestAlgorithm.SHA_256, REQUEST))
                .der();
        for (int i = 0; i < der.length(); i++) {
            assertThat(CvResponse.parse(der.slice(0, i))).isInstanceOf(Parsed.Malformed.class);
        }
    }
}
