package kakehashi.terminal;

import java.util.concurrent.Callable;
import kakehashi.console.CommonOptions;
import kakehashi.console.Console;
import kakehashi.console.ExitCode;
import kakehashi.console.InputProblem;
import kakehashi.console.Phrase;
import kakehashi.contract.Id;
import kakehashi.ledger.OrderBook;
import kakehashi.ledger.RetryPlan;
import kakehashi.ledger.Zone;
import kakehashi.x509.Bytes;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `kakehashi order reopen ID --home FOLDER`: lets an order that was set aside be tried anew. It is judged as any
/// other: nothing is issued by it that its approvals do not allow.
@Command(name = "reopen")
final class OrderReopen implements Callable<Integer> {
    private final Console console;

    @Mixin
    CommonOptions common;

    @Mixin
    HomePlace place = new RunningPlace();

    @Parameters(paramLabel = "ID", descriptionKey = "order.booked")
    String id;

    OrderReopen(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        if (!id.matches("[0-9a-f]{" + 2 * Id.OCTETS + "}")) {
            throw problem(ExitCode.USAGE, new Phrase("指図簿の番号ではありません。", "is no number of the order book."));
        }
        OrderBook book = new OrderBook(RetryPlan.USUAL);
        boolean reopened = place.withDatabase(
                console, Zone.VAULT, database -> database.inTransaction(tx -> book.reopen(tx, Bytes.ofHex(id))));
        if (!reopened) {
            throw problem(ExitCode.NOT_FOUND, new Phrase("脇に置かれた指図ではありません。", "no such order was set aside."));
        }
        console.line(console.say(new Phrase("はじめから試します。", "It is tried anew, from its first attempt.")));
        return ExitCode.YES.number();
    }

    private InputProblem problem(ExitCode code, Phrase wrong) {
        return new InputProblem(
                code,
                id,
                wrong,
                new Phrase("kakehashi order aside が番号を示します。", "kakehashi order aside shows the numbers."));
    }
}
