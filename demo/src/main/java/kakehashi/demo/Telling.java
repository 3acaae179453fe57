package kakehashi.demo;

import java.io.PrintStream;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import kakehashi.path.Language;
import kakehashi.web.Words;

/// Tells the story on the terminal, one line a step, in the reader's language: what the step is, whether it held,
/// and what was seen. Times are Japan's, as on the pages.
final class Telling {
    private static final Pattern UTC = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+Z");
    private static final DateTimeFormatter JAPANESE_TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'JST'");
    private static final ZoneId JAPAN = ZoneId.of("Asia/Tokyo");

    private final PrintStream out;
    private final Language language;
    private int steps;
    private int failed;

    Telling(PrintStream out, Language language) {
        this.out = out;
        this.language = language;
    }

    /// What came of a step.
    sealed interface Held {
        /// It held.
        record Yes(Optional<Words> seen) implements Held {}

        /// It did not.
        record No(Words why) implements Held {}

        /// It held, and there is nothing to say about it.
        static Held yes() {
            return new Yes(Optional.empty());
        }

        /// It held, and this was seen.
        static Held yes(String japanese, String english) {
            return new Yes(Optional.of(new Words(japanese, english)));
        }

        /// It did not.
        static Held no(String japanese, String english) {
            return new No(new Words(japanese, english));
        }

        /// Whether something holds; nothing more is said about it.
        static Held of(boolean holds) {
            return holds ? yes() : no("そうなりませんでした", "it did not come to that");
        }

        /// Whether it came, however long it took: for what nobody promised a time of. See [Promptness].
        ///
        /// @param millis how long it took; negative when it did not come
        static Held after(long millis) {
            return millis < 0 ? no("起きませんでした", "it did not come") : yes(millis);
        }

        /// It held, and took so long.
        static Held yes(long millis) {
            return yes(String.format(Locale.ROOT, "%,d ミリ秒", millis), String.format(Locale.ROOT, "%,d ms", millis));
        }
    }

    /// Plays a step.
    interface Play {
        /// Does it, and says whether it held.
        ///
        /// @throws Exception when it broke off
        Held play() throws Exception;
    }

    /// A new chapter.
    void chapter(String japanese, String english) {
        out.println();
        out.println(words(japanese, english));
        out.flush();
    }

    /// Plays a step and tells it. One that breaks off has failed; the story goes on.
    void step(String japanese, String english, Play play) {
        steps++;
        switch (played(play)) {
            case Held.Yes(Optional<Words> seen) ->
                out.println("  ✓ " + words(japanese, english)
                        + seen.map(one -> words(
                                        "（" + one.japanese().replaceFirst("。$", "") + "）",
                                        " (" + one.english().replaceFirst("[.]$", "") + ")"))
                                .orElse(""));
            case Held.No(Words why) -> {
                failed++;
                out.println("  ✗ " + words(japanese, english) + words("：", ": ") + words(why));
            }
        }
        out.flush();
    }

    private static Held played(Play play) {
        try {
            return play.play();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Held.no("中断されました", "interrupted");
        } catch (Exception e) {
            String what = String.valueOf(e.getMessage() == null ? e : e.getMessage());
            return Held.no(what, what);
        }
    }

    /// Something beside the story.
    void note(String japanese, String english) {
        out.println("    " + words(japanese, english));
        out.flush();
    }

    /// Where something can be looked at.
    void link(String address) {
        out.println("      → " + address);
        out.flush();
    }

    /// The words in the reader's language.
    String words(Words words) {
        return words(words.japanese(), words.english());
    }

    String words(String japanese, String english) {
        String told = switch (language) {
            case JAPANESE -> japanese;
            case ENGLISH -> english;
        };
        return UTC.matcher(told)
                .replaceAll(
                        time -> JAPANESE_TIME.format(Instant.parse(time.group()).atZone(JAPAN)));
    }

    int steps() {
        return steps;
    }

    int failed() {
        return failed;
    }
}
