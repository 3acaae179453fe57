package kakehashi.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import kakehashi.path.Language;
import kakehashi.x509.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Asn1TreeTest {
    private static String lines(String hex) {
        return String.join("\n", TreePage.lines(Asn1Tree.read(Bytes.ofHex(hex)), Language.ENGLISH))
                .stripIndent();
    }

    @Test
    void showsOffsetsTypesLengthsAndValues() {
        assertThat(lines("300d0201050603550403a0030c0141")).isEqualTo("""
                       0  SEQUENCE (13)
                       2    INTEGER (1) 5
                       5    OBJECT IDENTIFIER (3) commonName (2.5.4.3)
                      10    [0] (3)
                      12      UTF8String (1) "A\"""");
    }

    @Test
    void looksIntoStringsThatHoldExactlyOneValue() {
        assertThat(lines("0403020105")).isEqualTo("""
                       0  OCTET STRING (3)
                       2    INTEGER (1) 5""");
        assertThat(lines("030400020105")).contains("BIT STRING (4)").contains("INTEGER (1) 5");
        assertThat(lines("04040201050a")).isEqualTo("0  OCTET STRING (4) 0201050A");
    }

    @ParameterizedTest
    @CsvSource({
        "3005020105,                 0, value of 5 octets where 3 are left",
        "30030201,                   2, value of 1 octets where 0 are left",
        "3003020500,                 2, value of 5 octets where 1 are left",
        "308901020304050607080900,   1, length of 9 octets",
        "3084ffffffff,               1, length of more than 2 GiB",
        "3f,                         1, input ends inside a tag",
        "30,                         1, input ends before a length",
        "308002010500,               5, input ends before the end of an indefinite length",
    })
    void showsTheTreeUpToTheBadOffset(String hex, int offset, String reason) {
        assertThat(Asn1Tree.read(Bytes.ofHex(hex)).problem()).hasValueSatisfying(problem -> {
            assertThat(problem.reason()).isEqualTo(reason);
            assertThat(problem.offset()).isEqualTo(offset);
        });
    }

    @Test
    void followsTheIndefiniteForm() {
        assertThat(lines("30800201050000")).isEqualTo("""
                       0  SEQUENCE (indefinite)
                       2    INTEGER (1) 5""");
    }

    @Test
    void stopsWhereNestingIsTooDeep() {
        StringBuilder hex = new StringBuilder("0500");
        for (int i = 0; i < 100; i++) {
            hex.insert(
                    0,
                    String.format(
                            "30%s",
                            hex.length() / 2 < 128
                                    ? String.format("%02x", hex.length() / 2)
                                    : String.format("82%04x", hex.length() / 2)));
        }
        assertThat(Asn1Tree.read(Bytes.ofHex(hex.toString())).problem())
                .hasValueSatisfying(problem -> assertThat(problem.reason()).isEqualTo("nested more than 64 deep"));
    }

    @Test
    void doesNotLookBeyondTheStringThatItLooksInto() {
        assertThat(lines("300a0404308005000201050000").lines()).hasSize(4).anyMatch(l -> l.endsWith("30800500"));
    }

    @Test
    @Timeout(10)
    void staysCheapHoweverManyStringsOpenWithoutEnd() {
        assertThat(Asn1Tree.read(Bytes.ofHex("308024800440".repeat(20_000))).problem())
                .isPresent();
    }
}
