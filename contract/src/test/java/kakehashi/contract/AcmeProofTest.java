package kakehashi.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import kakehashi.x509.Bytes;
import kakehashi.x509.SubjectPublicKeyInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The signatures of JWS and the JSON in it, by the examples of RFC 7515 and RFC 8037.
class AcmeProofTest {
    @Test
    void verifiesTheSignaturesOfTheStandards() {
        SubjectPublicKeyInfo p256 = SubjectPublicKeyInfo.parse(
                        Bytes.ofHex("3059301306072a8648ce3d020106082a8648ce3d030107"
                                + "03420004" + decoded("f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU")
                                + decoded("x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0")))
                .orElseThrow();
        SubscriberProof.Acme es256 = new SubscriberProof.Acme(
                ascii("{\"alg\":\"ES256\"}"),
                ascii("{\"iss\":\"joe\",\r\n \"exp\":1300819380,\r\n \"http://example.com/is_root\":true}"),
                decoded("DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q"));
        SubjectPublicKeyInfo ed25519 = SubjectPublicKeyInfo.parse(Bytes.ofHex(
                        "302a300506032b6570032100" + decoded("11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo")))
                .orElseThrow();
        SubscriberProof.Acme edDsa = new SubscriberProof.Acme(
                ascii("{\"alg\":\"EdDSA\"}"),
                ascii("Example of Ed25519 signing"),
                decoded("hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg"));
        assertThat(AcmeProof.isSigned(es256, "ES256", p256)).isTrue();
        assertThat(AcmeProof.isSigned(edDsa, "EdDSA", ed25519)).isTrue();
        assertThat(AcmeProof.isSigned(es256, "EdDSA", p256)).isFalse();
        assertThat(AcmeProof.isSigned(es256, "ES256", ed25519)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{",
                "{}x",
                "{\"a\":true}",
                "{\"a\":null}",
                "{\"a\":[\"b\"]}",
                "{\"a\":-1}",
                "{\"a\":01}",
                "{\"a\":1e3}",
                "{\"a\":\"b\",}",
                "{\"a\":\"\\u0041\"}",
                "{\"a\":{\"b\":{\"c\":\"d\"}}}",
                "{\"a\":\"b\",\"a\":\"c\"}"
            })
    void readsNoOtherJson(String text) {
        assertThat(JsonMembers.read(ascii(text))).isEmpty();
    }

    private static Bytes ascii(String text) {
        return Bytes.wrap(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static Bytes decoded(String base64) {
        return Bytes.wrap(Base64.getUrlDecoder().decode(base64));
    }
}
