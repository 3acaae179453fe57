package kakehashi.terminal;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import kakehashi.console.CommonOptions;
import kakehashi.console.Console;
import kakehashi.console.ExitCode;
import kakehashi.console.InputProblem;
import kakehashi.console.Operand;
import kakehashi.console.Phrase;
import kakehashi.contract.Id;
import kakehashi.contract.SignedOrder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `kakehashi order new KIND FILE --out FILE`: makes an order of its reviewable text.
@Command(name = "new")
final class OrderNew implements Callable<Integer>, Operand {
    private final Console console;

    @Mixin
    CommonOptions common;

    @Parameters(index = "0", paramLabel = "KIND", descriptionKey = "order.kind")
    String kind;

    @Parameters(index = "1", arity = "0..1", paramLabel = "FILE", descriptionKey = "order.text")
    Optional<String> text = Optional.empty();

    @Option(names = "--filing", paramLabel = "FILE", descriptionKey = "order.filing")
    Optional<Path> filing = Optional.empty();

    @Option(names = "--authority", paramLabel = "ID", descriptionKey = "order.authority")
    Optional<String> authority = Optional.empty();

    @Option(names = "--installation", paramLabel = "SHA-256", descriptionKey = "order.installation")
    Optional<String> installation = Optional.empty();

    @Option(names = "--out", required = true, paramLabel = "FILE", descriptionKey = "order.out")
    Path out;

    OrderNew(Console console) {
        this.console = console;
    }

    @Override
    public void require(String word) {
        OrderForm.of(word);
    }

    @Override
    public Integer call() {
        OrderForm form = OrderForm.of(kind);
        OrderDraft draft =
                new OrderDraft(console, installation.map(Installation::of), authority.map(OrderNew::authority));
        SignedOrder made = filing.isPresent() && form == OrderForm.ISSUE
                ? OrderText.ofFiling(filing.get(), console, table -> draft.draft(form, table))
                : OrderText.read(named(), console, table -> draft.draft(form, table));
        OutputFile.create(out, der(made));
        OrderPage page = new OrderPage(OrderFile.read(out.toString(), console), java.util.List.of());
        page.show(console, common, out.toString());
        return ExitCode.YES.number();
    }

    /// What is too large for its bound is found when it is written.
    private kakehashi.x509.Bytes der(SignedOrder made) {
        try {
            return made.der();
        } catch (IllegalArgumentException e) {
            throw new InputProblem(
                    ExitCode.MALFORMED,
                    text.orElse(kind),
                    new Phrase("指図にできません (%s)。", "cannot be made an order (%s).").with(e.getMessage()),
                    new Phrase("いくつかの指図に分けてください。", "Split it into several orders."));
        }
    }

    private String named() {
        return text.orElseThrow(() -> new InputProblem(
                ExitCode.USAGE,
                "order new " + kind,
                new Phrase("指図の内容を書いたファイルがありません。", "the file that says what to order is missing."),
                new Phrase(
                                "例: kakehashi order new %s x.toml --out x.order",
                                "For example: kakehashi order new %s x.toml --out x.order")
                        .with(kind)));
    }

    /// @throws InputProblem when it is no id
    static Id authority(String hex) {
        try {
            return Id.ofHex(hex);
        } catch (IllegalArgumentException e) {
            throw new InputProblem(
                    ExitCode.USAGE,
                    "--authority " + hex,
                    new Phrase("認証局の ID ではありません。", "is no id of a CA."),
                    new Phrase(
                            "ca list が示す 32 桁の十六進数を指定してください。", "Give the 32 hexadecimal digits that ca list shows."));
        }
    }
}
