package kakehashi.terminal;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `kakehashi ca`: the CAs of an installation.
@Command(name = "ca", synopsisSubcommandLabel = "VERB")
final class Authorities implements Runnable {
    @Spec
    CommandSpec spec;

    /// The noun with its verbs.
    static picocli.CommandLine noun(Console console) {
        return new picocli.CommandLine(new Authorities())
                .addSubcommand(new AuthorityList(console))
                .addSubcommand(new AuthorityShow(console))
                .addSubcommand(new AuthorityRequest(console));
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "no verb");
    }
}
