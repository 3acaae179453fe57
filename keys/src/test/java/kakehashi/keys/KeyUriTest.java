package kakehashi.keys;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import kakehashi.x509.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyUriTest {
    @Test
    void readsTokenKeyAndPin() {
        assertThat(KeyUri.read("pkcs11:token=%E8%8A%B1%E5%AD%90;object=a+b;id=%01%ffZ"
                        + "?module-path=/p11.so&pin-source=file:///etc/pin"))
                .isEqualTo(new KeyUri.Reading.Read(new KeyUri(
                        Path.of("/p11.so"),
                        new TokenAddress.ByLabel("花子"),
                        Optional.of("a+b"),
                        Optional.of(Bytes.ofHex("01ff5a")),
                        Optional.of(Path.of("/etc/pin")))));
        assertThat(KeyUri.read("pkcs11:serial=7a?module-path=/p11.so"))
                .isEqualTo(new KeyUri.Reading.Read(new KeyUri(
                        Path.of("/p11.so"),
                        new TokenAddress.BySerialNumber("7a"),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty())));
    }

    @ParameterizedTest
    @CsvSource({
        "pkcs11:token=a?module-path=/m&pin-value=1234, PIN_IN_IT, pin-value",
        "pkcs11:token=a, NO_MODULE_PATH, module-path",
        "pkcs11:?module-path=/m, NO_ONE_TOKEN, token",
        "pkcs11:token=a;serial=b?module-path=/m, NO_ONE_TOKEN, token",
        "pkcs11:token=a;slot-id=3?module-path=/m, OTHER_ATTRIBUTE, slot-id",
        "pkcs11:token=a?module-path=/m&module-name=m, OTHER_ATTRIBUTE, module-name",
        "pkcs11:token=a?module-path=/m&pin-source=|command, MALFORMED, pin-source",
        "pkcs11:token=a?module-path=/m&pin-source=%00, MALFORMED, pin-source",
        "pkcs11:token=a;token=b?module-path=/m, MALFORMED, ''",
        "pkcs11:token=%zz?module-path=/m, MALFORMED, ''",
        "https:token=a?module-path=/m, MALFORMED, ''"
    })
    void saysWhatIsWrong(String text, KeyUri.Fault fault, String attribute) {
        assertThat(KeyUri.read(text)).isEqualTo(new KeyUri.Reading.Wrong(fault, attribute));
    }

    @Test
    void saysNoPinAgainWhateverElseIsWrong() {
        for (String text : List.of(
                "pkcs11:token=a?module-path=/m&pin-value=1234",
                "pkcs11:token=a;pin-value=1234?module-path=/m",
                "pkcs11:token=a;token=b?PIN-VALUE=1234")) {
            assertThat(KeyUri.shown(text)).doesNotContain("1234");
        }
        assertThat(KeyUri.shown("pkcs11:token=a")).isEqualTo("pkcs11:token=a");
    }
}
