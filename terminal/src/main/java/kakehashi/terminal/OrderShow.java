package kakehashi.terminal;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import kakehashi.authority.Halt;
import kakehashi.authority.OrderProspect;
import kakehashi.console.CommonOptions;
import kakehashi.console.Console;
import kakehashi.console.ExitCode;
import kakehashi.contract.Digest;
import kakehashi.issuing.Archive;
import kakehashi.ledger.Zone;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `kakehashi order show FILE`: every field of an order, who signed about it, and whether that can be believed;
/// with
/// `--home` also which approvals are missing there.
@Command(name = "show")
final class OrderShow implements Callable<Integer> {
    private final Console console;

    @Mixin
    CommonOptions common;

    @Parameters(paramLabel = "FILE", descriptionKey = "order.file")
    String file;

    @Option(names = "--enrolment", arity = "1..*", paramLabel = "FILE", descriptionKey = "order.enrolment")
    List<String> enrolments = List.of();

    @Option(names = "--home", paramLabel = "FOLDER", descriptionKey = "order.home")
    Optional<Path> home = Optional.empty();

    @Option(names = "--running", descriptionKey = "home.running")
    boolean running;

    OrderShow(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        List<EnrolmentFile> known = enrolments.stream()
                .map(name -> EnrolmentFile.read(name, console))
                .toList();
        OrderFile order = OrderFile.read(file, console);
        OrderPage page = new OrderPage(order, known);
        page.show(console, common, file, home.map(folder -> prospect(folder, order)));
        return (page.isWrong() ? ExitCode.NO : ExitCode.YES).number();
    }

    /// What the vault of a home would answer now. No key is opened for it.
    private List<Fact> prospect(Path folder, OrderFile order) {
        RunningPlace place = new RunningPlace();
        place.folder = folder;
        place.running = running;
        Digest installation = place.installation();
        try {
            OrderProspect prospect = place.withDatabase(
                    console,
                    Zone.VAULT,
                    database -> new Archive(database)
                            .prospect(
                                    installation,
                                    order.folder().der(),
                                    console.clock().instant()));
            return OutcomePage.prospect(prospect);
        } catch (Halt e) {
            throw VaultDoor.halted(folder, e);
        }
    }
}
