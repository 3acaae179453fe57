package kakehashi.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.regex.Pattern;
import kakehashi.path.Language;
import kakehashi.x509.Oid;
import org.junit.jupiter.api.Test;

class WordsTest {
    private static final Pattern JAPANESE = Pattern.compile("[\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}]");

    @Test
    void namesEveryFactInBothLanguagesAndOnceInJson() {
        assertThat(Arrays.stream(Label.values()).map(Label::key))
                .doesNotHaveDuplicates()
                .allMatch(k -> k.matches("[a-z][A-Za-z0-9]*"));
        for (Label label : Label.values()) {
            assertThat(label.words().in(Language.ENGLISH)).isNotBlank();
            assertThat(label.words().in(Language.JAPANESE)).isNotBlank();
            assertThat(JAPANESE.matcher(label.words().in(Language.ENGLISH)).find())
                    .isFalse();
        }
    }

    @Test
    void knowsNamesOfObjectIdentifiers() {
        assertThat(TextPage.oid(Oid.of("2.5.29.32.0"))).isEqualTo("anyPolicy (2.5.29.32.0)");
        assertThat(TextPage.oid(Oid.of("1.2.3"))).isEqualTo("1.2.3");
    }
}
