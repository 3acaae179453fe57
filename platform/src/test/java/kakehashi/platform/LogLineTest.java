package kakehashi.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Locale;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;

class LogLineTest {
    @Test
    void namesTheLevelInEnglishInAJapaneseProcess() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.JAPAN);
            LogRecord entry = new LogRecord(Level.SEVERE, "the vault has stopped: {0}");
            entry.setLoggerName("kakehashi.issuing.IssuingAuthority");
            entry.setParameters(new Object[] {"a row"});
            entry.setInstant(Instant.parse("2026-11-23T08:59:18Z"));

            assertThat(new LogLine().format(entry))
                    .matches("2026-11-2[234]T\\d\\d:\\d\\d:18[+-]\\d{4} SEVERE kakehashi.issuing.IssuingAuthority"
                            + " the vault has stopped: a row\\R");
        } finally {
            Locale.setDefault(before);
        }
    }
}
