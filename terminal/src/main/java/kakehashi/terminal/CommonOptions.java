package kakehashi.terminal;

import picocli.CommandLine.Option;

/// The options that every verb has. Language and colour are read by [CommandLine] before anything else; here they
/// stand so that they are known and checked.
final class CommonOptions {
    @Option(names = "--json", descriptionKey = "json")
    boolean json;

    @Option(names = "--lang", paramLabel = "ja|en", descriptionKey = "lang")
    Lang lang = Lang.ja;

    @Option(names = "--no-color", descriptionKey = "no-color")
    boolean noColour;

    @Option(names = "--help", usageHelp = true, descriptionKey = "help")
    boolean help;

    /// The languages as they are written on the command line.
    enum Lang {
        ja,
        en
    }
}
