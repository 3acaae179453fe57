package kakehashi.terminal;

import java.util.List;
import java.util.concurrent.Callable;
import kakehashi.console.CommonOptions;
import kakehashi.console.Console;
import kakehashi.console.ExitCode;
import kakehashi.ledger.AsideOrder;
import kakehashi.ledger.OrderBook;
import kakehashi.ledger.RetryPlan;
import kakehashi.ledger.Zone;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `kakehashi order aside --home FOLDER`: the orders to the vault that failed too often and wait for a person.
@Command(name = "aside")
final class OrderAside implements Callable<Integer> {
    private final Console console;

    @Mixin
    CommonOptions common;

    @Mixin
    HomePlace place = new RunningPlace();

    OrderAside(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        OrderBook book = new OrderBook(RetryPlan.USUAL);
        List<AsideOrder> aside =
                place.withDatabase(console, Zone.VAULT, database -> database.inTransaction(book::aside));
        FactsAnswer.show(
                console, common, "aside", aside.stream().map(OrderAside::facts).toList());
        return ExitCode.YES.number();
    }

    private static List<Fact> facts(AsideOrder order) {
        return List.of(
                Fact.of(Label.BOOKED, order.id()),
                Fact.of(Label.ORDER_KIND, order.kind()),
                Fact.of(Label.FROM_ZONE, order.from().label()),
                Fact.of(Label.SUBMITTED_AT, order.submittedAt()),
                Fact.of(Label.ATTEMPTS, order.attempts()),
                Fact.of(Label.FAILURE, order.failure()));
    }
}
