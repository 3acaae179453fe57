package kakehashi.terminal;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `kakehashi credential`: an officer's own software credential.
@Command(name = "credential", synopsisSubcommandLabel = "VERB")
final class Credentials implements Runnable {
    @Spec
    CommandSpec spec;

    /// The noun with its verbs.
    static picocli.CommandLine noun(Console console) {
        return new picocli.CommandLine(new Credentials())
                .addSubcommand(new CredentialNew(console))
                .addSubcommand(new CredentialEnrol(console))
                .addSubcommand(new CredentialShow(console));
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "no verb");
    }
}
