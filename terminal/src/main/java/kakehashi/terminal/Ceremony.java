package kakehashi.terminal;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `kakehashi ceremony`: the noun before its verbs.
@Command(name = "ceremony", synopsisSubcommandLabel = "VERB")
final class Ceremony implements Runnable {
    @Spec
    CommandSpec spec;

    /// The noun with its verbs.
    static picocli.CommandLine noun(Console console) {
        return new picocli.CommandLine(new Ceremony())
                .addSubcommand(new CeremonyCheck(console))
                .addSubcommand(new CeremonyRun(console));
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "no verb");
    }
}
