package kakehashi.terminal;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `kakehashi crl`: revocation lists.
@Command(name = "crl", synopsisSubcommandLabel = "VERB")
final class Crls implements Runnable {
    @Spec
    CommandSpec spec;

    /// The noun with its verbs.
    static picocli.CommandLine noun(Console console) {
        return new picocli.CommandLine(new Crls())
                .addSubcommand(new CrlList(console))
                .addSubcommand(new CrlNow(console));
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "no verb");
    }
}
