package kakehashi.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.bouncycastle.util.encoders.Hex;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretTest {
    @Test
    void closingWipesTheOctetsAndForbidsTheirUse() {
        byte[] octets = {1, 2, 3};
        Secret secret = Secret.wrap(octets);
        Secret copy = secret.copy();
        secret.close();
        assertThat(octets).containsOnly(0);
        assertThatIllegalStateException().isThrownBy(() -> secret.use(byte[]::clone));
        byte[] copied = copy.use(byte[]::clone);
        assertThat(copied).containsExactly(1, 2, 3);
    }

    @Test
    void takingTextWipesTheCharacters() {
        char[] text = "暗証番号1234".toCharArray();
        Secret secret = Secret.of(text);
        assertThat(text).containsOnly('\0');
        String kept = secret.use(octets -> new String(octets, StandardCharsets.UTF_8));
        assertThat(kept).isEqualTo("暗証番号1234");
    }

    @Test
    void printingShowsNothing() {
        Secret secret = Secret.of("hush-hush".toCharArray());
        assertThat(secret.toString()).doesNotContain("hush").doesNotContain("68757368");
        assertThat(new Custodian("佐藤", secret).toString())
                .doesNotContain("hush")
                .doesNotContain("68757368");
    }

    @Test
    void aPinFileGivesItsFirstLineAndMustBePrivate(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("pin"), "123456\r\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        assertThatExceptionOfType(TokenUnavailable.class).isThrownBy(() -> Secret.ofFile(file));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--------"));
        assertThat(Secret.ofFile(file).sameAs(Secret.of("123456".toCharArray())))
                .isTrue();
        assertThatExceptionOfType(TokenUnavailable.class).isThrownBy(() -> Secret.ofFile(folder.resolve("none")));
    }

    @Test
    void makesMlDsaKeysOfTheirSeedAsBouncyCastleDoes() {
        byte[] seed = Hex.decode("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f");
        // The public key of RFC 9881, Appendix C.1 (ML-DSA-44) begins with these octets.
        assertThat(MlDsaSeed.publicKey(KeyKind.ML_DSA_44, seed)
                        .subjectPublicKey()
                        .slice(0, 8)
                        .toString())
                .isEqualTo("d7b2b47254aae0db");
    }
}
