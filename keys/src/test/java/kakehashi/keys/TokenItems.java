package kakehashi.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import kakehashi.x509.Bytes;
import kakehashi.x509.SignatureAlgorithm;

/// What every token does with MAC keys, notes and keys to be destroyed.
final class TokenItems {
    private static final Bytes STATE = Bytes.wrap("sealed state".getBytes(StandardCharsets.US_ASCII));

    private TokenItems() {}

    /// Makes two MAC keys and answers the first one's MAC of [#STATE].
    static Bytes assertMakesMacs(Token token) {
        assertThat(token.macKey("seal")).isEqualTo(new KeyOutcome.Refused<>(KeyRefusal.NO_SUCH_KEY));
        MacKey key = token.makeMacKey("seal").orElseThrow();
        MacKey other = token.makeMacKey("other").orElseThrow();
        assertThat(token.makeMacKey("seal")).isEqualTo(new KeyOutcome.Refused<>(KeyRefusal.LABEL_TAKEN));
        assertThatIllegalArgumentException().isThrownBy(() -> token.makeMacKey(" "));
        Bytes mac = key.mac(STATE);
        assertThat(mac.length()).isEqualTo(32);
        assertThat(key.mac(STATE)).isEqualTo(mac);
        assertThat(key.verifies(STATE, mac)).isTrue();
        assertThat(key.verifies(STATE.slice(1, STATE.length()), mac)).isFalse();
        assertThat(key.verifies(STATE, mac.slice(0, 31))).isFalse();
        assertThat(other.verifies(STATE, mac)).isFalse();
        assertThat(key).hasToString("seal");
        assertThat(token.keys()).as("a MAC key is no key pair").isEmpty();
        KeyEntry pair = token.generate(KeyRequest.of("seal", KeyKind.P256)).orElseThrow();
        assertThat(token.keys()).containsExactly(pair);
        return mac;
    }

    static void assertStillMakes(Token token, Bytes mac) {
        assertThat(token.macKey("seal").orElseThrow().mac(STATE)).isEqualTo(mac);
    }

    static void assertKeepsNotes(Token token) {
        assertThat(token.note("epoch")).isEmpty();
        token.putNote("epoch", Bytes.ofHex("01"));
        token.putNote("another", Bytes.ofHex("ff"));
        token.putNote("epoch", Bytes.ofHex("0203"));
        assertThat(token.note("epoch")).contains(Bytes.ofHex("0203"));
        assertThat(token.note("another")).contains(Bytes.ofHex("ff"));
        token.putNote("large", Bytes.wrap(new byte[Token.MOST_NOTE_OCTETS]));
        assertThat(token.note("large")).contains(Bytes.wrap(new byte[Token.MOST_NOTE_OCTETS]));
        Bytes tooLarge = Bytes.wrap(new byte[Token.MOST_NOTE_OCTETS + 1]);
        assertThatIllegalArgumentException().isThrownBy(() -> token.putNote("large", tooLarge));
    }

    static void assertDestroysKeys(Token token) {
        KeyEntry kept = token.generate(KeyRequest.of("kept", KeyKind.P256)).orElseThrow();
        KeyEntry doomed = token.generate(KeyRequest.of("doomed", KeyKind.P256)).orElseThrow();
        Signer signer =
                token.signer(doomed.id(), SignatureAlgorithm.ECDSA_SHA256).orElseThrow();
        signer.sign(STATE);
        assertThat(token.destroy(doomed.id())).isEqualTo(new KeyOutcome.Granted<>(doomed));
        assertThat(token.keys()).contains(kept).doesNotContain(doomed);
        assertThat(token.destroy(doomed.id())).isEqualTo(new KeyOutcome.Refused<>(KeyRefusal.NO_SUCH_KEY));
        assertThat(token.signer(doomed.id(), SignatureAlgorithm.ECDSA_SHA256))
                .isEqualTo(new KeyOutcome.Refused<>(KeyRefusal.NO_SUCH_KEY));
        assertThatExceptionOfType(TokenUnavailable.class).isThrownBy(() -> signer.sign(STATE));
        token.signer(kept.id(), SignatureAlgorithm.ECDSA_SHA256).orElseThrow().sign(STATE);
        assertThat(token.generate(KeyRequest.of("doomed", KeyKind.P256)))
                .as("the label is free again")
                .isInstanceOf(KeyOutcome.Granted.class);
    }
}
