package kakehashi.terminal;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `kakehashi order show FILE`: every field of an order, who signed about it, and whether that can be believed.
@Command(name = "show")
final class OrderShow implements Callable<Integer> {
    private final Console console;

    @Mixin
    CommonOptions common;

    @Parameters(paramLabel = "FILE", descriptionKey = "order.file")
    String file;

    @Option(names = "--enrolment", arity = "1..*", paramLabel = "FILE", descriptionKey = "order.enrolment")
    List<String> enrolments = List.of();

    OrderShow(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        List<EnrolmentFile> known = enrolments.stream()
                .map(name -> EnrolmentFile.read(name, console))
                .toList();
        OrderPage page = new OrderPage(OrderFile.read(file, console), known);
        page.show(console, common, file);
        return (page.isWrong() ? ExitCode.NO : ExitCode.YES).number();
    }
}
