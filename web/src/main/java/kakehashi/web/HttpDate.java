package kakehashi.web;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;

/// A date as HTTP writes it (RFC 9110 §5.6.7), in whole seconds.
public final class HttpDate {
    private static final DateTimeFormatter FORM =
            DateTimeFormatter.ofPattern("EEE, dd MMM uuuu HH:mm:ss 'GMT'", Locale.ENGLISH);

    private HttpDate() {}

    /// Writes a date.
    public static String format(Instant time) {
        return FORM.format(time.atOffset(ZoneOffset.UTC));
    }

    /// Reads a date in the preferred form; empty for any other.
    public static Optional<Instant> parse(String text) {
        try {
            return Optional.of(java.time.LocalDateTime.parse(text.strip(), FORM).toInstant(ZoneOffset.UTC));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
