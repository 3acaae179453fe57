package kakehashi.terminal;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// The command itself, before any verb.
@Command(name = "kakehashi", versionProvider = Version.class, synopsisSubcommandLabel = "VERB", footerHeading = "%n")
final class Root implements Runnable {
    @Option(names = "--version", versionHelp = true, descriptionKey = "version")
    boolean version;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            descriptionKey = "noun.help")
    boolean help;

    @Override
    public void run() {
        throw new picocli.CommandLine.ParameterException(new picocli.CommandLine(this), "no verb");
    }
}
