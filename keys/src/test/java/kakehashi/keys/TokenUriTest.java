package kakehashi.keys;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenUriTest {
    @Test
    void readsLabelLibraryAndPinFile() {
        assertThat(TokenUri.parse("pkcs11:token=CA%20%231?module-path=/usr/lib/p11.so&pin-source=file:/etc/pin"))
                .contains(new TokenUri(
                        Path.of("/usr/lib/p11.so"), new TokenAddress.ByLabel("CA #1"), Path.of("/etc/pin")));
        assertThat(TokenUri.parse("pkcs11:serial=7a+b?pin-source=file:///etc/pin&module-path=/p11.so"))
                .contains(
                        new TokenUri(Path.of("/p11.so"), new TokenAddress.BySerialNumber("7a+b"), Path.of("/etc/pin")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "https:token=a?module-path=/m&pin-source=/p",
                "pkcs11:?module-path=/m&pin-source=/p",
                "pkcs11:token=a?module-path=/m",
                "pkcs11:token=a?module-path=/m&pin-value=1234",
                "pkcs11:token=a?module-path=/m&pin-source=/p&pin-value=1234",
                "pkcs11:token=a?module-path=/m&pin-source=|command",
                "pkcs11:token=a?module-path=%00&pin-source=/p",
                "pkcs11:token=a;object=key?module-path=/m&pin-source=/p",
                "pkcs11:token=a?module-path=/m&module-path=/n&pin-source=/p",
                "pkcs11:token=%zz?module-path=/m&pin-source=/p"
            })
    void refusesWhatSaysLessOrMoreThanIsNeeded(String text) {
        assertThat(TokenUri.parse(text)).isEmpty();
    }
}
