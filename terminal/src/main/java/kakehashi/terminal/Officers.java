package kakehashi.terminal;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `kakehashi officer`: who decides, as the vault knows them.
@Command(name = "officer", synopsisSubcommandLabel = "VERB")
final class Officers implements Runnable {
    @Spec
    CommandSpec spec;

    /// The noun with its verbs.
    static picocli.CommandLine noun(Console console) {
        return new picocli.CommandLine(new Officers()).addSubcommand(new OfficerList(console));
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "no verb");
    }
}
