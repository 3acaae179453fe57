package kakehashi.terminal;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `kakehashi audit`: the noun before its verbs.
@Command(name = "audit", synopsisSubcommandLabel = "VERB")
final class Audit implements Runnable {
    @Spec
    CommandSpec spec;

    /// The noun with its verbs.
    static picocli.CommandLine noun(Console console) {
        return new picocli.CommandLine(new Audit())
                .addSubcommand(new AuditVerify(console))
                .addSubcommand(new AuditCopy(console))
                .addSubcommand(new AuditHead(console));
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "no verb");
    }
}
