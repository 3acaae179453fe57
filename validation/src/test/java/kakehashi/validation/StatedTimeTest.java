package kakehashi.validation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StatedTimeTest {
    @ParameterizedTest
    @CsvSource({
        "2024-11-01, 2024-10-31T15:00:00Z",
        "2024/11/01, 2024-10-31T15:00:00Z",
        "2024-11-01 09:30, 2024-11-01T00:30:00Z",
        "2024-11-01T09:30, 2024-11-01T00:30:00Z",
        "2024-11-01T00:30:00Z, 2024-11-01T00:30:00Z",
    })
    void readsADayAMinuteOrATimeWithItsOffset(String text, String meant) {
        assertThat(StatedTime.read(text)).isEqualTo(new StatedTime.At(Instant.parse(meant)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"yesterday", "2024-13-01", "2024-02-30", "11-01", "2024-11-01 25:00"})
    void refusesWhatIsNoTime(String text) {
        assertThat(StatedTime.read(text)).isInstanceOf(StatedTime.Unreadable.class);
    }

    @Test
    void takesNothingForNow() {
        assertThat(StatedTime.read("  ")).isInstanceOf(StatedTime.Now.class);
    }
}
