package kakehashi.validation;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Optional;
import java.util.regex.Pattern;

/// A time that a person states on a page: a day or a minute in Japan, or a time with its offset.
sealed interface StatedTime {
    /// The zone of a time without an offset.
    ZoneId JAPAN = ZoneId.of("Asia/Tokyo");

    /// Nothing was stated: now is meant.
    record Now() implements StatedTime {}

    /// This was stated.
    record At(Instant time) implements StatedTime {}

    /// What was stated is no time.
    record Unreadable() implements StatedTime {}

    /// Reads `2024-11-01` (its beginning), `2024-11-01 09:30`, or `2024-11-01T00:30:00Z`. A slash will do for a
    /// hyphen.
    static StatedTime read(String text) {
        String plain = text.strip().replace('/', '-');
        if (plain.isEmpty()) {
            return new Now();
        }
        return parse(plain).<StatedTime>map(At::new).orElseGet(Unreadable::new);
    }

    private static Optional<Instant> parse(String text) {
        try {
            if (Forms.DAY.matcher(text).matches()) {
                return Optional.of(LocalDate.parse(text).atStartOfDay(JAPAN).toInstant());
            }
            if (Forms.MINUTE.matcher(text).matches()) {
                return Optional.of(LocalDateTime.parse(text.replaceFirst("[ T]+", "T"))
                        .atZone(JAPAN)
                        .toInstant());
            }
            return Optional.of(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /// The forms without an offset.
    final class Forms {
        private static final Pattern DAY = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
        private static final Pattern MINUTE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}[ T]+\\d{2}:\\d{2}");

        private Forms() {}
    }
}
