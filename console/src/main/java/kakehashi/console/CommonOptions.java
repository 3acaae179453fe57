package kakehashi.console;

import picocli.CommandLine.Option;

/// The options that every verb has. Language and colour are read by [Console] before anything else; here they stand
/// so that they are known and checked.
public final class CommonOptions {
    @Option(names = "--json", descriptionKey = "json")
    private boolean json;

    @Option(names = "--lang", paramLabel = "ja|en", descriptionKey = "lang")
    private Lang lang = Lang.ja;

    @Option(names = "--no-color", descriptionKey = "no-color")
    private boolean noColour;

    @Option(names = "--help", usageHelp = true, descriptionKey = "help")
    private boolean help;

    /// The languages as they are written on the command line.
    enum Lang {
        ja,
        en
    }

    /// Whether the answer is for a program.
    public boolean json() {
        return json;
    }
}
