package kakehashi.terminal;

import java.io.InputStream;
import java.io.PrintStream;
import java.time.InstantSource;
import kakehashi.path.Language;

/// What a command talks to.
///
/// @param out where answers go
/// @param err where problems go
/// @param in standard input
/// @param clock the present time
/// @param style how words look
record Console(PrintStream out, PrintStream err, InputStream in, InstantSource clock, Style style) {
    /// How words look.
    ///
    /// @param language the language of labels and sentences
    /// @param colour whether verdicts are coloured
    record Style(Language language, Colour colour) {}

    /// Whether escape sequences may be written.
    enum Colour {
        ON,
        OFF
    }

    Language language() {
        return style.language();
    }

    /// The words in the user's language.
    String say(Phrase phrase) {
        return phrase.in(style.language());
    }

    /// A line of ours and of input, made harmless.
    void line(String text) {
        out.println(Screen.safe(text));
    }

    /// A verdict, coloured where colours are wanted.
    void verdict(ExitCode code, String text) {
        String safe = Screen.safe(text);
        out.println(style.colour() == Colour.ON ? Screen.coloured(code, safe) : safe);
    }

    /// Which input, what is wrong, what to do.
    void problem(InputProblem problem) {
        err.println(Screen.safe((problem.input().startsWith("kakehashi") ? "" : "kakehashi: ") + problem.input() + ": "
                + say(problem.wrong())));
        err.println(Screen.safe("  " + say(problem.remedy())));
    }
}
