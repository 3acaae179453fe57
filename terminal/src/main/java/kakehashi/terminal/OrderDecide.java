package kakehashi.terminal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import kakehashi.authority.OfficerHand;
import kakehashi.console.CommonOptions;
import kakehashi.console.Console;
import kakehashi.console.ExitCode;
import kakehashi.console.InputProblem;
import kakehashi.console.Phrase;
import kakehashi.contract.Approval;
import kakehashi.contract.Credential;
import kakehashi.contract.Limits;
import kakehashi.contract.Role;
import kakehashi.contract.Signed;
import kakehashi.keys.Secret;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `kakehashi order approve|reject FILE --credential FILE --role ROLE`: shows an order whole, asks, and puts the
/// officer's signed decision into the file.
@Command
final class OrderDecide implements Callable<Integer> {
    private static final int LONGEST_WORD = 64;

    private final Console console;
    private final Approval.Decision decision;

    @Mixin
    CommonOptions common;

    @Mixin
    Passphrase passphrase = new Passphrase();

    @Parameters(paramLabel = "FILE", descriptionKey = "order.file")
    String file;

    @Option(names = "--credential", required = true, paramLabel = "FILE|pkcs11:…", descriptionKey = "order.credential")
    String credential;

    @Option(names = "--role", required = true, paramLabel = "ROLE", descriptionKey = "order.role")
    String role;

    @Option(names = "--yes", descriptionKey = "order.yes")
    boolean yes;

    @Option(names = "--out", paramLabel = "FILE", descriptionKey = "order.decided")
    Optional<Path> out = Optional.empty();

    OrderDecide(Console console, Approval.Decision decision) {
        this.console = console;
        this.decision = decision;
    }

    @Override
    public Integer call() {
        Role as = Choice.of("--role", role, Role.class);
        OrderFile order = OrderFile.read(file, console);
        Instant now = console.clock().instant();
        requireTimely(order, now);
        CredentialPlace place = CredentialPlace.of(credential);
        try (Secret secret = place.secret(passphrase, console);
                CredentialToken token = CredentialToken.open(place, secret)) {
            Uses.require(token, Credential.Use.APPROVAL, credential);
            requireNew(order, token);
            if (!common.json()) {
                new OrderPage(order, List.of()).show(console, common, file);
            }
            requireWord(order);
            write(order, sign(order, token.hand(), as, now));
        }
        return ExitCode.YES.number();
    }

    private Signed sign(OrderFile order, OfficerHand hand, Role as, Instant now) {
        return switch (decision) {
            case APPROVE -> hand.approve(order.order(), as, now);
            case REJECT -> hand.reject(order.order(), as, now);
        };
    }

    private void write(OrderFile order, Signed signed) {
        Path to = out.orElse(Path.of(file));
        OutputFile.replace(to, order.folder().with(signed).der());
        OrderPage page = new OrderPage(OrderFile.read(to.toString(), console), List.of());
        if (common.json()) {
            page.show(console, common, to.toString());
            return;
        }
        Phrase done = switch (decision) {
            case APPROVE -> new Phrase("承認に署名しました: %s", "Your approval is signed: %s");
            case REJECT -> new Phrase("却下に署名しました: %s", "Your rejection is signed: %s");
        };
        console.line(console.say(done.with(to)));
    }

    /// The vault counts a decision only between the order's making and its expiry.
    private void requireTimely(OrderFile order, Instant now) {
        if (now.isAfter(order.order().expiresAt())) {
            throw problem(
                    new Phrase("期限 %s が過ぎています。", "expired at %s.")
                            .with(order.order().expiresAt()),
                    new Phrase("指図を作り直してください。", "Have the order made anew."));
        }
        if (now.isBefore(order.order().madeAt())) {
            throw problem(
                    new Phrase("作成日時 %s が先の時刻です。", "was made at %s, which is yet to come.")
                            .with(order.order().madeAt()),
                    new Phrase("この計算機の時計を合わせてください。", "Set the clock of this machine right."));
        }
    }

    private void requireNew(OrderFile order, CredentialToken token) {
        boolean decided = order.decisions().stream()
                .anyMatch(one -> one.approval().officer().equals(token.note().officer()));
        if (decided) {
            throw problem(
                    new Phrase("この担当職員の判断が既に入っています。", "holds a decision of this officer already."),
                    new Phrase("一つの指図に一人一回です。", "An officer decides once about an order."));
        }
        if (order.folder().approvals().size() >= Limits.APPROVALS) {
            throw problem(
                    new Phrase("判断が %s 件入っています。", "holds %s decisions.").with(Limits.APPROVALS),
                    new Phrase("これ以上は入りません。", "There is no room for more."));
        }
    }

    /// Whoever decides has read at least the word that names the order.
    private void requireWord(OrderFile order) {
        if (yes) {
            return;
        }
        console.line(console.say(
                switch (decision) {
                    case APPROVE ->
                        new Phrase(
                                "承認するなら、この指図の十二の言葉の最初の語を入力してください:",
                                "To approve, type the first of this order's twelve words:");
                    case REJECT ->
                        new Phrase(
                                "却下するなら、この指図の十二の言葉の最初の語を入力してください:",
                                "To reject, type the first of this order's twelve words:");
                }));
        console.out().flush();
        String typed = line();
        boolean right = typed.equalsIgnoreCase(order.words().romaji().getFirst())
                || typed.equals(order.words().kana().getFirst());
        if (!right) {
            throw new InputProblem(
                    ExitCode.NO,
                    file,
                    new Phrase("最初の語と違います。何にも署名していません。", "that is not the first word; nothing was signed."),
                    new Phrase("上に示した指図を読み直してください。", "Read the order above once more."));
        }
    }

    private String line() {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        try {
            int octet = console.in().read();
            while (octet >= 0 && octet != '\n' && line.size() < LONGEST_WORD) {
                line.write(octet);
                octet = console.in().read();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return line.toString(StandardCharsets.UTF_8).strip();
    }

    private InputProblem problem(Phrase wrong, Phrase remedy) {
        return new InputProblem(ExitCode.NO, file, wrong, remedy);
    }
}
