package kakehashi.platform;

import java.io.PrintStream;
import java.util.Locale;
import kakehashi.path.Language;

/// The person who starts a process, and what language he reads.
record Operator(PrintStream out, PrintStream err, Language language) {
    static Operator of(PrintStream out, PrintStream err, Locale locale) {
        return new Operator(out, err, locale.getLanguage().equals("ja") ? Language.JAPANESE : Language.ENGLISH);
    }

    Locale locale() {
        return switch (language) {
            case JAPANESE -> Locale.JAPANESE;
            case ENGLISH -> Locale.ENGLISH;
        };
    }

    String words(String japanese, String english) {
        return switch (language) {
            case JAPANESE -> japanese;
            case ENGLISH -> english;
        };
    }

    void say(String japanese, String english) {
        out.println(words(japanese, english));
    }

    /// Tells why something was not done.
    ///
    /// @return the exit code
    int refused(String about, ServeRefusal refusal) {
        err.println("kakehashi: " + about + ": " + refusal.text(language));
        return refusal.exitCode();
    }

    /// Tells how a verb is used.
    ///
    /// @return the exit code
    int usage(String lines) {
        err.println(words("使い方:", "Usage:"));
        lines.lines().forEach(line -> err.println("  kakehashi " + line));
        return ServeRefusal.USAGE;
    }
}
