package kakehashi.terminal;

import java.util.Optional;
import java.util.concurrent.Callable;
import kakehashi.console.CommonOptions;
import kakehashi.console.Console;
import kakehashi.console.ExitCode;
import kakehashi.console.Phrase;
import kakehashi.contract.Outcome;
import kakehashi.issuing.Archive;
import kakehashi.ledger.Zone;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `kakehashi order status FILE --home FOLDER`: what became of an order. No key is opened for it.
@Command(name = "status")
final class OrderStatus implements Callable<Integer> {
    private final Console console;

    @Mixin
    CommonOptions common;

    @Mixin
    HomePlace place = new RunningPlace();

    @Parameters(paramLabel = "FILE", descriptionKey = "order.file")
    String file;

    OrderStatus(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        OrderFile order = OrderFile.read(file, console);
        Optional<Outcome> outcome = place.withDatabase(
                console,
                Zone.VAULT,
                database -> new Archive(database)
                        .outcome(order.digest())
                        .map(signed ->
                                new OutcomeReading(file, order.folder()).read(database, place.installation(), signed)));
        if (outcome.isPresent()) {
            OutcomePage page = new OutcomePage(outcome.get());
            Answer.show(console, common, file, page.facts());
            return page.code().number();
        }
        Value waiting = new Value.Coded("notSettled", new Phrase("まだ処理されていない", "not settled"));
        Answer.show(
                console,
                common,
                file,
                java.util.List.of(
                        Fact.of(Label.ORDER, order.digest().octets()),
                        new Fact(Label.RESULT, waiting),
                        Fact.of(Label.EXPIRES_AT, order.order().expiresAt())));
        return ExitCode.INDETERMINATE.number();
    }
}
