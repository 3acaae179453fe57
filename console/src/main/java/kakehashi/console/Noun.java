package kakehashi.console;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// What picocli is given for a noun, which by itself does nothing.
@Command(synopsisSubcommandLabel = "VERB")
final class Noun implements Runnable {
    @Spec
    private CommandSpec spec;

    @Option(names = "--help", usageHelp = true, descriptionKey = "noun.help")
    private boolean help;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "");
    }
}
