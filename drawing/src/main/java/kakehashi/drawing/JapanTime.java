package kakehashi.drawing;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import kakehashi.path.Finding;
import kakehashi.path.Language;

/// Times as pictures write them, like the pages around them: Japan's. JSON, for machines, stays with UTC.
final class JapanTime {
    private static final ZoneId JAPAN = ZoneId.of("Asia/Tokyo");
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("uuuu-MM-dd");
    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'JST'");

    private JapanTime() {}

    static String day(Instant time) {
        return DAY.format(time.atZone(JAPAN));
    }

    static String moment(Instant time) {
        return MOMENT.format(time.atZone(JAPAN));
    }

    /// A finding as one sentence, its times in Japan's.
    static String sentence(Finding finding, Language language) {
        return finding.text(language, JapanTime::moment);
    }
}
