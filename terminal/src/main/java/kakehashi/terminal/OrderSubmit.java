package kakehashi.terminal;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import kakehashi.authority.Halt;
import kakehashi.console.CommonOptions;
import kakehashi.console.Console;
import kakehashi.console.ExitCode;
import kakehashi.console.InputProblem;
import kakehashi.console.Phrase;
import kakehashi.contract.Outcome;
import kakehashi.contract.SignedOrder;
import kakehashi.issuing.Archive;
import kakehashi.ledger.Zone;
import kakehashi.x509.Bytes;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `kakehashi order submit FILE --home FOLDER`: lays an order before the vault, which this process opens for it,
/// or, with `--running`, puts it into the order book of an installation that runs, and tells what became of it.
@Command(name = "submit")
final class OrderSubmit implements Callable<Integer> {
    private final Console console;

    @Mixin
    CommonOptions common;

    @Mixin
    VaultDoor door = new VaultDoor(new RunningPlace());

    @Parameters(paramLabel = "FILE", descriptionKey = "order.file")
    String file;

    @Option(names = "--out", paramLabel = "FOLDER", descriptionKey = "order.products")
    Optional<Path> out = Optional.empty();

    @Option(names = "--wait", paramLabel = "SECONDS", descriptionKey = "order.wait")
    int wait = 30;

    OrderSubmit(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        OrderFile order = OrderFile.read(file, console);
        out.filter(folder -> !Files.isDirectory(folder)).ifPresent(OrderSubmit::refuse);
        return door.place.running() ? throughBook(order) : here(order);
    }

    static void refuse(Path folder) {
        throw new InputProblem(
                ExitCode.NOT_FOUND,
                folder.toString(),
                new Phrase("フォルダがありません。", "there is no such folder."),
                new Phrase("先に作ってください。", "Make it first."));
    }

    private Integer here(OrderFile order) {
        return door.open(
                        console,
                        opened -> answer(
                                submit(opened, file, order.folder()),
                                out.map(folder -> new Archive(opened.parts().database()))))
                .number();
    }

    /// What the vault answers to an order.
    ///
    /// @throws Halt when it has stopped
    static Outcome submit(VaultDoor.Opened opened, String place, SignedOrder order) {
        try {
            Bytes signed = opened.authority().submit(order.der()).join();
            return new OutcomeReading(place, order)
                    .read(
                            opened.parts().database(),
                            opened.home().installation().orElseThrow(),
                            signed);
        } catch (CompletionException e) {
            throw e.getCause() instanceof Halt halt ? halt : e;
        }
    }

    private ExitCode answer(Outcome outcome, Optional<Archive> archive) {
        OutcomePage page = new OutcomePage(outcome);
        List<Fact> facts = new ArrayList<>(page.facts());
        archive.ifPresent(products -> facts.add(Fact.items(
                Label.FILES, page.write(products, out.orElseThrow()), path -> new Value.Text(path.toString()))));
        Answer.show(console, common, file, facts);
        return page.code();
    }

    private Integer throughBook(OrderFile order) {
        Optional<Bytes> signed =
                new BookDoor(console, door.place, wait).submit(order.folder().der());
        if (signed.isEmpty()) {
            return ExitCode.INDETERMINATE.number();
        }
        // The book is the database's. What it gives as the outcome is believed when the vault signed it.
        return door.place
                .withDatabase(
                        console,
                        Zone.VAULT,
                        database -> answer(
                                new OutcomeReading(file, order.folder())
                                        .read(database, door.place.installation(), signed.get()),
                                out.map(folder -> new Archive(database))))
                .number();
    }
}
