package kakehashi.console;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// The command itself, before any verb.
@Command(name = "kakehashi", versionProvider = Version.class, synopsisSubcommandLabel = "VERB")
final class Root implements Runnable {
    @Option(names = "--version", versionHelp = true, descriptionKey = "version")
    private boolean version;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            descriptionKey = "noun.help")
    private boolean help;

    @Override
    public void run() {
        throw new picocli.CommandLine.ParameterException(new picocli.CommandLine(this), "no verb");
    }
}
