package kakehashi.validation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import kakehashi.testkit.TestCa;
import kakehashi.testkit.TestEntity;
import kakehashi.x509.AlgorithmIdentifier;
import kakehashi.x509.Bytes;
import kakehashi.x509.ContentInfo;
import kakehashi.x509.SignedMessage;
import org.junit.jupiter.api.Test;

class SignedMessageTest {
    private static final Bytes CONTENT = Bytes.ofHex("0102030405");

    private final TestCa ca = TestCa.root("CN=CA,C=JP");
    private final TestEntity alice = ca.issueEndEntity("CN=Alice,C=JP");
    private final SignedMessage.Unsigned unsigned = SignedMessage.prepare(
            ContentInfo.CERT_VAL_RESPONSE,
            CONTENT,
            alice.certificate(),
            alice.key().algorithm());
    private final Bytes signature = alice.key().sign(unsigned.signedAttributes());

    @Test
    void roundTripsAndTellsWhoSigned() {
        Bytes der = unsigned.signed(signature, List.of(ca.certificate(), alice.certificate()));
        SignedMessage message = SignedMessage.parse(der).orElseThrow();
        assertThat(message.contentType()).isEqualTo(ContentInfo.CERT_VAL_RESPONSE);
        assertThat(message.content()).isEqualTo(CONTENT);
        assertThat(message.verifiedSigner()).contains(alice.certificate());
    }

    @Test
    void believesNoOtherContentTypeOrSignature() {
        SignedMessage good = SignedMessage.parse(unsigned.signed(signature, List.of(alice.certificate())))
                .orElseThrow();
        assertThat(new SignedMessage(good.contentType(), Bytes.EMPTY, good.certificates(), good.signers())
                        .verifiedSigner())
                .isEmpty();
        assertThat(new SignedMessage(ContentInfo.DATA, CONTENT, good.certificates(), good.signers()).verifiedSigner())
                .isEmpty();
        assertThat(new SignedMessage(good.contentType(), CONTENT, good.certificates(), List.of()).verifiedSigner())
                .isEmpty();
        assertThat(new SignedMessage(good.contentType(), CONTENT, List.of(), good.signers()).verifiedSigner())
                .isEmpty();
        Bytes other = unsigned.signed(alice.key().sign(CONTENT), List.of(alice.certificate()));
        assertThat(SignedMessage.parse(other).orElseThrow().verifiedSigner()).isEmpty();
    }

    @Test
    void refusesWhatIsNotSignedData() {
        assertThat(SignedMessage.parse(Bytes.EMPTY).toOptional()).isEmpty();
        Bytes data = new ContentInfo(ContentInfo.DATA, AlgorithmIdentifier.NULL).der();
        assertThat(SignedMessage.parse(data).toOptional()).isEmpty();
    }
}
