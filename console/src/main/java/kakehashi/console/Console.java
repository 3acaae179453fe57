package kakehashi.console;

import java.io.InputStream;
import java.io.PrintStream;
import java.time.InstantSource;
import java.util.Locale;
import kakehashi.path.Language;

/// What a command talks to.
///
/// @param out where answers go
/// @param err where problems go
/// @param in standard input
/// @param clock the present time
/// @param style how words look
public record Console(PrintStream out, PrintStream err, InputStream in, InstantSource clock, Style style) {
    /// The columns of a page where nobody knows how many there are.
    static final int USUAL_COLUMNS = 80;

    private static final int LEAST_COLUMNS = 20;

    /// How words look.
    ///
    /// @param language the language of labels and sentences
    /// @param colour whether verdicts are coloured
    /// @param columns where lines fold; [#ENDLESS] where they do not, as in a file or a pipe
    public record Style(Language language, Colour colour, int columns) {
        /// Lines do not fold.
        public static final int ENDLESS = Integer.MAX_VALUE;
    }

    /// Whether escape sequences may be written.
    public enum Colour {
        /// Verdicts are coloured.
        ON,
        /// Nothing is.
        OFF
    }

    /// The console of a process, or of a test.
    ///
    /// @param args the arguments, for `--lang` and `--no-color`, which must be known before anything is told
    /// @param streams answers, problems, standard input
    /// @param clock the present time
    /// @param locale the user's; Japanese locales get Japanese, all others English
    public static Console of(String[] args, Streams streams, InstantSource clock, Locale locale) {
        Language language = locale.getLanguage().equals("ja") ? Language.JAPANESE : Language.ENGLISH;
        boolean terminal = streams.out() == System.out
                && System.console() != null
                && System.console().isTerminal();
        boolean colour = terminal && System.getenv("NO_COLOR") == null;
        for (int i = 0; i < args.length; i++) {
            String option = args[i].equals("--lang") && i + 1 < args.length ? "--lang=" + args[i + 1] : args[i];
            language = switch (option) {
                case "--lang=ja" -> Language.JAPANESE;
                case "--lang=en" -> Language.ENGLISH;
                default -> language;
            };
            colour &= !args[i].equals("--no-color");
        }
        int columns = terminal ? columns(System.getenv("COLUMNS")) : Style.ENDLESS;
        Style style = new Style(language, colour ? Colour.ON : Colour.OFF, columns);
        return new Console(streams.out(), streams.err(), streams.in(), clock, style);
    }

    /// The three streams of a process.
    ///
    /// @param out where answers go
    /// @param err where problems go
    /// @param in standard input
    public record Streams(PrintStream out, PrintStream err, InputStream in) {
        /// Those of this process.
        public static Streams ofThisProcess() {
            return new Streams(System.out, System.err, System.in);
        }
    }

    /// The columns of the terminal as the launcher measured them.
    static int columns(String told) {
        boolean number = told != null && told.matches("[0-9]{1,4}");
        return number ? Math.max(LEAST_COLUMNS, Integer.parseInt(told)) : USUAL_COLUMNS;
    }

    /// The user's language.
    public Language language() {
        return style.language();
    }

    /// The words in the user's language.
    public String say(Phrase phrase) {
        return phrase.in(style.language());
    }

    /// A line of ours and of input, made harmless, and folded where the terminal ends.
    public void line(String text) {
        Screen.folded(Screen.safe(text), style.columns()).forEach(out::println);
    }

    /// A sentence in the user's language.
    public void line(Phrase phrase) {
        line(say(phrase));
    }

    /// A verdict, coloured where colours are wanted.
    public void verdict(ExitCode code, String text) {
        Screen.folded(Screen.safe(text), style.columns())
                .forEach(line -> out.println(style.colour() == Colour.ON ? Screen.coloured(code, line) : line));
    }

    /// Which input, what is wrong, what to do.
    public void problem(InputProblem problem) {
        String before = (problem.input().startsWith("kakehashi") ? "" : "kakehashi: ") + problem.input() + ": ";
        (before + say(problem.wrong())).lines().forEach(this::problemLine);
        problemLine("  " + say(problem.remedy()));
    }

    /// A line where problems go.
    public void problemLine(String text) {
        Screen.folded(Screen.safe(text), style.columns()).forEach(err::println);
    }
}
