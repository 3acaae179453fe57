package kakehashi.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.util.HexFormat;
import kakehashi.x509.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SoftwareTokenItemsTest {
    @TempDir
    Path folder;

    private final TokenRules rules = new TokenRules(KeyPolicy.ofAllKinds(), new RecordedUses());

    private static NewLock lock(String passphrase) {
        return new NewLock.Passphrase(Secret.of(passphrase.toCharArray()), SoftwareTokenTest.CHEAP);
    }

    private SoftwareToken made() {
        return SoftwareToken.create(folder.resolve("t"), lock("correct horse"), rules)
                .orElseThrow();
    }

    private SoftwareToken opened(String passphrase) {
        return SoftwareToken.open(folder.resolve("t"), Secret.of(passphrase.toCharArray()), rules)
                .orElseThrow();
    }

    @Test
    void macKeysAndNotesSurviveReopeningAndANewLock() {
        Bytes mac;
        try (SoftwareToken token = made()) {
            mac = TokenItems.assertMakesMacs(token);
            TokenItems.assertKeepsNotes(token);
        }
        try (SoftwareToken token = opened("correct horse")) {
            TokenItems.assertStillMakes(token, mac);
            assertThat(token.relock(lock("battery staple"))).isEmpty();
            TokenItems.assertStillMakes(token, mac);
        }
        try (SoftwareToken token = opened("battery staple")) {
            TokenItems.assertStillMakes(token, mac);
            assertThat(token.note("epoch")).contains(Bytes.ofHex("0203"));
        }
    }

    @Test
    void destroysKeysForGood() {
        try (SoftwareToken token = made()) {
            TokenItems.assertDestroysKeys(token);
        }
        try (SoftwareToken token = opened("correct horse")) {
            assertThat(token.keys()).extracting(KeyEntry::label).containsExactly("doomed", "kept");
        }
    }

    @Test
    void aMacKeyDoesNotOutliveItsToken() {
        SoftwareToken token = made();
        MacKey key = token.makeMacKey("seal").orElseThrow();
        token.close();
        assertThatExceptionOfType(TokenUnavailable.class).isThrownBy(() -> key.mac(Bytes.EMPTY));
        assertThatExceptionOfType(TokenUnavailable.class).isThrownBy(() -> token.note("epoch"));
    }

    /// RFC 4231 §4.2, test case 1.
    @Test
    void itsMacIsHmacSha256() {
        byte[] key = new byte[20];
        java.util.Arrays.fill(key, (byte) 0x0b);
        try (Secret secret = Secret.wrap(key)) {
            byte[] mac = Aead.authenticate(secret, Bytes.ofHex("4869205468657265"));
            assertThat(HexFormat.of().formatHex(mac))
                    .isEqualTo("b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
        }
    }
}
