package kakehashi.x509;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The short way through plain names gives what the long way gives.
class CanonicalNameTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "CN=Root CA,O=Example,C=JP",
                "CN=\\20 two  spaces \\20,O=x,C=jp",
                "CN=\\20,O=,C=JP",
                "CN=职員,O=政府,C=JP",
                "CN=a+O=b,C=JP",
                "CN=tab\\09stop,C=JP",
                "CN=del\\7fete,C=JP",
                "CN=#0c0141,O=#1e020041,C=#140141",
                "CN=#0201ff,C=JP",
                "DC=Example,DC=COM",
                "CN=0123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123"
                        + "4567890123456789012345678901234567890123456789",
                "C=JP"
            })
    void takesTheShortWayToTheSameForm(String text) {
        Name name = Name.of(text);

        assertThat(CanonicalName.of(name.der())).isEqualTo(CanonicalName.of(name.relativeNames()));
        assertThat(name.canonical()).isEqualTo(CanonicalName.of(name.relativeNames()));
    }
}
