package kakehashi.x509;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What [DerWriter] writes by shortcuts.
class DerWriterTest {
    /// "the bits of the first octet and bit 8 of the second octet shall not all be ones; and shall not all be zero"
    /// (X.690 §8.3.2).
    @Test
    void writesSmallIntegersAsLargeOnes() {
        for (int bit = 0; bit < Long.SIZE; bit++) {
            for (long near = -2; near <= 2; near++) {
                long value = (1L << bit) + near;
                assertThat(DerWriter.write(w -> w.integer(value)))
                        .isEqualTo(DerWriter.write(w -> w.integer(Tag.INTEGER, BigInteger.valueOf(value))));
                assertThat(DerWriter.write(w -> w.integer(-value)))
                        .isEqualTo(DerWriter.write(w -> w.integer(Tag.INTEGER, BigInteger.valueOf(-value))));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1950-01-01T00:00:00Z, 170d3530303130313030303030305a",
        "2049-12-31T23:59:59.9Z, 170d3439313233313233353935395a",
        "2050-01-01T00:00:00Z, 180f32303530303130313030303030305a",
        "1949-12-31T23:59:59.5Z, 180f31393439313233313233353935395a"
    })
    void writesTimesInUtcAndCutsFractionsOff(Instant time, String hex) {
        assertThat(DerWriter.write(w -> w.time(time))).isEqualTo(Bytes.ofHex(hex));
    }

    @Test
    void refusesAYearThatHasNoFourDigits() {
        assertThatThrownBy(() -> DerWriter.write(w -> w.time(Instant.parse("+10000-01-01T00:00:00Z"))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void writesSevenBitTextAndRefusesOther() {
        assertThat(DerWriter.write(w -> w.ia5String(Tag.IA5_STRING, "a~\u007f")))
                .isEqualTo(Bytes.ofHex("1603617e7f"));
        assertThatThrownBy(() -> DerWriter.write(w -> w.ia5String(Tag.IA5_STRING, "a\u0080")))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
