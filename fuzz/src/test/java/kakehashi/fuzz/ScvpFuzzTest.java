package kakehashi.fuzz;

import static kakehashi.fuzz.Properties.expect;
import static kakehashi.fuzz.Properties.parses;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import kakehashi.x509.Bytes;
import kakehashi.x509.CertCheck;
import kakehashi.x509.CertReferences;
import kakehashi.x509.CertReply;
import kakehashi.x509.CvRequest;
import kakehashi.x509.CvResponse;
import kakehashi.x509.CvStatusCode;
import kakehashi.x509.Parsed;
import kakehashi.x509.PkcReference;
import kakehashi.x509.Query;
import kakehashi.x509.ResponseStatus;
import kakehashi.x509.ValPolRequest;
import kakehashi.x509.ValPolResponse;
import kakehashi.x509.ValidationPolRef;
import kakehashi.x509.ValidationPolicy;
import org.junit.jupiter.params.provider.MethodSource;

/// Hostile messages of SCVP (RFC 5055). Defaults that are written out are read and left out again, so what is
/// written is compared as a value and not octet by octet.
class ScvpFuzzTest {
    @MethodSource("requests")
    @FuzzTest(maxDuration = "60s")
    void cvRequest(byte[] input) {
        readsWhatItWrites(CvRequest::parse, CvRequest::der, input);
    }

    @MethodSource("responses")
    @FuzzTest(maxDuration = "60s")
    void cvResponse(byte[] input) {
        readsWhatItWrites(CvResponse::parse, CvResponse::der, input);
    }

    @MethodSource("policyRequests")
    @FuzzTest(maxDuration = "60s")
    void valPolRequest(byte[] input) {
        readsWhatItWrites(ValPolRequest::parse, ValPolRequest::der, input);
    }

    @MethodSource("policyRequests")
    @FuzzTest(maxDuration = "60s")
    void valPolResponse(byte[] input) {
        readsWhatItWrites(ValPolResponse::parse, ValPolResponse::der, input);
    }

    private static <T> void readsWhatItWrites(
            Function<Bytes, Parsed<T>> parser, Function<T, Bytes> writer, byte[] input) {
        parses(parser, input)
                .ifPresent(value -> expect(
                        parser.apply(writer.apply(value)).orElseThrow().equals(value),
                        "a message is written as another"));
    }

    static Stream<byte[]> requests() {
        return Stream.of(request().der().toArray());
    }

    private static CvRequest request() {
        return CvRequest.from(Query.about(
                                CertReferences.of(List.of(Seeds.certificate())),
                                CertCheck.BUILD_STATUS_CHECKED_PKC_PATH,
                                ValidationPolicy.of(ValidationPolRef.defaultValPolicy()))
                        .build())
                .requestNonce(Bytes.ofHex("0102030405060708"))
                .requestorText("e-application")
                .build();
    }

    static Stream<byte[]> responses() {
        CertReply reply = CertReply.of(
                new PkcReference.Cert(Seeds.certificate()),
                CertReply.ReplyStatus.SUCCESS,
                Seeds.NOW,
                List.of(new CertReply.ReplyCheck(CertCheck.BUILD_PKC_PATH.id(), CertReply.ReplyCheck.PASSED)),
                List.of());
        CvResponse good = CvResponse.from(BigInteger.ONE, Seeds.NOW, ResponseStatus.OKAY)
                .replyObjects(List.of(reply))
                .build();
        CvResponse busy = CvResponse.from(
                        BigInteger.ONE, Seeds.NOW, new ResponseStatus(CvStatusCode.TOO_BUSY, Optional.of("later")))
                .build();
        return Stream.of(good.der().toArray(), busy.der().toArray());
    }

    static Stream<byte[]> policyRequests() {
        return Stream.of(ValPolRequest.of(Bytes.ofHex("0a0b0c")).der().toArray());
    }
}
