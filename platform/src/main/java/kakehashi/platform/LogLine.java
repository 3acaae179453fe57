package kakehashi.platform;

import java.time.ZoneId;
import java.util.Locale;
import java.util.logging.Formatter;
import java.util.logging.LogRecord;

/// One line of the log of a process: time, level, who, what. The level is its English name in every locale, so that
/// whoever watches the log finds `SEVERE` on a Japanese machine too.
public final class LogLine extends Formatter {
    private static final String FORM = "%1$tFT%1$tT%1$tz %2$s %3$s %4$s%n";

    /// For the log's configuration, which names this class.
    public LogLine() {
        super();
    }

    @Override
    public String format(LogRecord entry) {
        return String.format(
                Locale.ROOT,
                FORM,
                entry.getInstant().atZone(ZoneId.systemDefault()),
                entry.getLevel().getName(),
                entry.getLoggerName(),
                formatMessage(entry));
    }
}
