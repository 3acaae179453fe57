package kakehashi.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigInteger;
import java.util.Collections;
import java.util.Random;
import java.util.stream.IntStream;
import kakehashi.x509.Bytes;
import org.junit.jupiter.api.Test;

class TwelveWordsTest {
    @Test
    void hasDifferentWordsOnly() {
        assertThat(IntStream.range(0, TwelveWords.DICTIONARY).mapToObj(TwelveWords::romaji))
                .hasSize(2_048)
                .doesNotHaveDuplicates()
                .allMatch(word -> word.matches("[a-z]{6,8}"));
        assertThat(IntStream.range(0, TwelveWords.DICTIONARY).mapToObj(TwelveWords::kana))
                .doesNotHaveDuplicates()
                .allMatch(word -> word.matches("[ア-ン]{3}"));
        assertThat(TwelveWords.romaji(0)).isEqualTo("kakana");
        assertThat(TwelveWords.romaji(2_047)).isEqualTo("totoro");
        assertThat(TwelveWords.kana(2_047)).isEqualTo("トトロ");
    }

    @Test
    void saysTheFirst132BitsOfTheDigestAndNoOthers() {
        Random random = new Random(132);
        for (int i = 0; i < 1_000; i++) {
            byte[] octets = new byte[32];
            random.nextBytes(octets);
            BigInteger number = BigInteger.ZERO;
            TwelveWords words = TwelveWords.of(new Digest(Bytes.of(octets)));
            for (int index : words.indices()) {
                number = number.shiftLeft(11).add(BigInteger.valueOf(index));
            }
            assertThat(number).isEqualTo(new BigInteger(1, octets).shiftRight(256 - 132));
            octets[31] ^= 1;
            assertThat(TwelveWords.of(new Digest(Bytes.of(octets)))).isEqualTo(words);
        }
    }

    @Test
    void areThoseOfTheEnrolmentsDer() {
        Enrolment enrolment = new Samples(4).of(Enrolment.class);
        TwelveWords words = TwelveWords.of(enrolment);
        assertThat(words).isEqualTo(TwelveWords.of(Digest.of(enrolment.der())));
        assertThat(words.toString().split(" ")).hasSize(12);
        assertThat(words.kana()).hasSize(12);
    }

    @Test
    void refusesElevenWordsAndWordsThatDoNotExist() {
        assertThatIllegalArgumentException().isThrownBy(() -> new TwelveWords(Collections.nCopies(11, 1)));
        assertThatIllegalArgumentException().isThrownBy(() -> new TwelveWords(Collections.nCopies(12, 2_048)));
        assertThatIllegalArgumentException().isThrownBy(() -> new TwelveWords(Collections.nCopies(12, -1)));
    }
}
