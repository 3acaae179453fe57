package kakehashi.drawing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TypefaceTest {
    private static String breaks(String text) {
        return IntStream.range(0, text.length())
                .mapToObj(at -> (at > 0 && Typeface.mayBreak(text, at) ? "|" : "") + text.charAt(at))
                .collect(Collectors.joining());
    }

    @Test
    void breaksNoLatinWordAndLeavesNoSignAloneOnALine() {
        assertThat(breaks("鍵（keyCompromise）で失効。 [RFC 5280 (a)(3)]"))
                .isEqualTo("鍵|（keyCompromise）|で|失|効。 |[RFC |5280 |(a)(3)]");
        assertThat(breaks("O=A,C=JP」は")).isEqualTo("O=A,|C=JP」|は");
    }
}
