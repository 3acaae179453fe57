package kakehashi.terminal;

import kakehashi.contract.Approval;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `kakehashi order`: orders to the vault, from their first text to their outcome.
@Command(name = "order", synopsisSubcommandLabel = "VERB")
final class Orders implements Runnable {
    @Spec
    CommandSpec spec;

    /// The noun with its verbs.
    static picocli.CommandLine noun(Console console) {
        return new picocli.CommandLine(new Orders())
                .addSubcommand(new OrderNew(console))
                .addSubcommand(new OrderShow(console))
                .addSubcommand("approve", new OrderDecide(console, Approval.Decision.APPROVE))
                .addSubcommand("reject", new OrderDecide(console, Approval.Decision.REJECT))
                .addSubcommand(new OrderSubmit(console))
                .addSubcommand(new OrderStatus(console));
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "no verb");
    }
}
