package kakehashi.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class ScreenTest {
    @ParameterizedTest
    @ValueSource(
            ints = {
                0, 7, 0x1b, 0x7f, 0x9b, 0x85, 0xad, 0x61c, 0x200b, 0x200e, 0x202e, 0x2028, 0x2066, 0xfeff, 0xe0041,
                0xe000
            })
    void writesWhatDoesNotShowItselfAsItsNumber(int codePoint) {
        String text = "a" + Character.toString(codePoint) + "b";
        assertThat(Screen.safe(text)).isEqualTo(String.format("a<U+%04X>b", codePoint));
    }

    @Test
    void writesLoneSurrogatesAsTheirNumber() {
        assertThat(Screen.safe("a\ud800b")).isEqualTo("a<U+D800>b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"日本国政府", "𠮷野家 ①", "Zoë's CA-2", "é", "emoji 🌸"})
    void leavesOrdinaryTextAlone(String text) {
        assertThat(Screen.safe(text)).isEqualTo(text);
    }

    @Test
    void cutsWhatIsVeryLong() {
        assertThat(Screen.safe("x".repeat(10_000))).hasSizeLessThan(8_300).endsWith("… (+1808)");
    }

    @Test
    void keepsJsonTheSameForAParser() {
        String value = "a\u202eb\udb40\udc41c\u0007";
        JsonMapper mapper = JsonMapper.builder().build();
        String safe = Screen.safeJson(mapper.writeValueAsString(value));
        assertThat(safe).isEqualTo("\"a\\u202eb\\udb40\\udc41c\\u0007\"");
        assertThat(mapper.readTree(safe).stringValue()).isEqualTo(value);
    }

    @Test
    void countsTwoColumnsForWideCharacters() {
        assertThat(Screen.width("証明書 CA")).isEqualTo(9);
        assertThat(Screen.padded("発行者", 8)).isEqualTo("発行者  ");
    }
}
