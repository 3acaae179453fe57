package kakehashi.terminal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import kakehashi.console.Console;
import kakehashi.console.ExitCode;
import kakehashi.console.InputProblem;
import kakehashi.console.Phrase;
import kakehashi.contract.Approval;
import kakehashi.contract.Digest;
import kakehashi.contract.Filing;
import kakehashi.contract.Order;
import kakehashi.contract.OrderBody;
import kakehashi.contract.Signed;
import kakehashi.contract.SignedOrder;
import kakehashi.contract.TwelveWords;
import kakehashi.x509.Bytes;

/// An order with all that was signed about it, as a file (`.order`): the DER of a [SignedOrder].
///
/// @param folder the whole file
/// @param order the order
/// @param body what is to be done
/// @param digest by which approvals name the order
record OrderFile(SignedOrder folder, Order order, OrderBody body, Digest digest) {
    /// A signed decision in the file, verified by nobody yet.
    record Decision(Signed signed, Approval approval) {}

    /// Reads a file.
    ///
    /// @throws InputProblem when it is no order, or one whose body or filing cannot be read
    static OrderFile read(String file, Console console) {
        Bytes octets = InputFile.octets(file, console.in());
        Optional<SignedOrder> folder = SignedOrder.parse(octets).toOptional();
        Optional<Order> order = folder.flatMap(f -> Order.parse(f.order()).toOptional());
        Optional<OrderBody> body = order.flatMap(o -> o.parseBody().toOptional());
        if (body.isEmpty()) {
            throw malformed(file, new Phrase("指図のファイルではありません。", "is no order, or its body cannot be read."));
        }
        OrderFile read = new OrderFile(
                folder.get(), order.get(), body.get(), Digest.of(folder.get().order()));
        Optional<Digest> filed = read.folder.filing().flatMap(OrderFile::filedDigest);
        if (!filed.equals(read.order.filing())) {
            throw malformed(file, new Phrase("指図が名指す申請が入っていません。", "does not hold the filing that the order names."));
        }
        return read;
    }

    private static InputProblem malformed(String file, Phrase wrong) {
        return new InputProblem(
                ExitCode.MALFORMED,
                file,
                wrong,
                new Phrase("kakehashi order new で作ったファイルを指定してください。", "Name a file that kakehashi order new made."));
    }

    private static Optional<Digest> filedDigest(Bytes der) {
        return Signed.parse(der)
                .toOptional()
                .filter(signed -> Filing.parse(signed.statement()).toOptional().isPresent())
                .map(signed -> Digest.of(signed.statement()));
    }

    /// The digest by which the evidence of an order's or filing's file is known.
    static Optional<Digest> statementDigest(Bytes file) {
        Optional<Digest> order = SignedOrder.parse(file).toOptional().map(folder -> Digest.of(folder.order()));
        return order.or(
                () -> FilingFile.parse(file).map(f -> Digest.of(f.signed().statement())));
    }

    /// The filing with its proof.
    Optional<Signed> filing() {
        return folder.filing().flatMap(der -> Signed.parse(der).toOptional());
    }

    /// The decisions in the file that can be read.
    List<Decision> decisions() {
        List<Decision> decisions = new ArrayList<>();
        for (Bytes der : folder.approvals()) {
            Optional<Signed> signed = Signed.parse(der).toOptional();
            signed.flatMap(s -> Approval.parse(s.statement()).toOptional())
                    .ifPresent(approval -> decisions.add(new Decision(signed.get(), approval)));
        }
        return decisions;
    }

    /// Whether a decision is about this very order.
    boolean isAbout(Decision decision) {
        return decision.approval().order().equals(digest)
                && decision.approval().installation().equals(order.installation())
                && decision.approval().expiresAt().equals(order.expiresAt());
    }

    /// The twelve words of the order's digest, by which two people know that they speak of one order.
    TwelveWords words() {
        return TwelveWords.of(digest);
    }
}
