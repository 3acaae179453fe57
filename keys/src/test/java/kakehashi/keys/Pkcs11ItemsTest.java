package kakehashi.keys;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.function.Supplier;
import kakehashi.x509.Bytes;
import kakehashi.x509.SignatureAlgorithm;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Against SoftHSM 2, with two tokens in two slots; skipped where it is not installed.
class Pkcs11ItemsTest {
    private final TokenRules rules = new TokenRules(KeyPolicy.ofAllKinds(), new RecordedUses());
    private final Supplier<Secret> pin = () -> Secret.of(SoftHsm.PIN.toCharArray());
    private Path library;

    @BeforeEach
    void makesTokens() {
        SoftHsm.missing().ifPresent(Assumptions::abort);
        library = SoftHsm.module();
    }

    private Pkcs11Token activate(String label) {
        TokenAddress address = new TokenAddress.ByLabel(label);
        return Pkcs11Token.activate(new Pkcs11Settings(library, address, pin, 2), rules)
                .orElseThrow();
    }

    private void loseAllSessions() {
        Cryptoki module = Cryptoki.load(library);
        module.slotsWithTokens().forEach(slot -> module.closeAllSessions(slot.id()));
    }

    @Test
    void macKeysAndNotesSurviveReactivationAndALostConnection() {
        Bytes mac;
        try (Pkcs11Token token = activate("kakehashi items")) {
            mac = TokenItems.assertMakesMacs(token);
            TokenItems.assertKeepsNotes(token);
        }
        try (Pkcs11Token token = activate("kakehashi items")) {
            TokenItems.assertStillMakes(token, mac);
            MacKey key = token.macKey("seal").orElseThrow();
            Bytes again = key.mac(Bytes.EMPTY);
            loseAllSessions();
            assertThat(key.mac(Bytes.EMPTY)).isEqualTo(again);
            loseAllSessions();
            assertThat(token.note("epoch")).contains(Bytes.ofHex("0203"));
            token.putNote("epoch", Bytes.ofHex("04"));
            assertThat(token.note("epoch")).contains(Bytes.ofHex("04"));
        }
    }

    @Test
    void destroysBothHalvesOfAKey() {
        try (Pkcs11Token token = activate("kakehashi doomed")) {
            TokenItems.assertDestroysKeys(token);
        }
    }

    @Test
    void twoTokensInTwoSlotsAreActiveAtOnceAndApart() {
        Pkcs11Token first = activate("kakehashi first");
        try (Pkcs11Token second = activate("kakehashi second")) {
            KeyEntry mine = first.generate(KeyRequest.of("ca", KeyKind.P256)).orElseThrow();
            KeyEntry yours = second.generate(KeyRequest.of("ca", KeyKind.P384)).orElseThrow();
            assertThat(first.keys()).containsExactly(mine);
            assertThat(second.keys()).containsExactly(yours);
            assertThat(second.signer(mine.id(), SignatureAlgorithm.ECDSA_SHA256))
                    .isEqualTo(new KeyOutcome.Refused<>(KeyRefusal.NO_SUCH_KEY));
            first.close();
            second.signer(yours.id(), SignatureAlgorithm.ECDSA_SHA384)
                    .orElseThrow()
                    .sign(Bytes.EMPTY);
        }
    }
}
