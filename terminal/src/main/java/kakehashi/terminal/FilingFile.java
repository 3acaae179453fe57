package kakehashi.terminal;

import java.util.List;
import java.util.Optional;
import kakehashi.console.Screen;
import kakehashi.contract.Filing;
import kakehashi.contract.IssueBody;
import kakehashi.contract.OrderBody;
import kakehashi.contract.OrderKind;
import kakehashi.contract.Signed;
import kakehashi.contract.StatementText;
import kakehashi.x509.Bytes;
import kakehashi.x509.Pem;

/// A filing as a file: the statement with the clerk's signature, and the items that an order will carry, in one
/// text.
///
/// @param signed the filing with its proof
/// @param filing what is filed
/// @param body the items with the requests that the filing names
record FilingFile(Signed signed, Filing filing, IssueBody body) {
    static final String FILING = "KAKEHASHI FILING";
    static final String ITEMS = "KAKEHASHI ITEMS";

    /// Reads a file; empty when it holds no filing, or not the items that are filed.
    static Optional<FilingFile> parse(Bytes file) {
        List<Pem.Block> blocks = Pem.decode(file).toOptional().orElse(List.of());
        Optional<Signed> signed =
                block(blocks, FILING).flatMap(der -> Signed.parse(der).toOptional());
        Optional<Filing> filing =
                signed.flatMap(s -> Filing.parse(s.statement()).toOptional());
        Optional<IssueBody> body = block(blocks, ITEMS)
                .flatMap(der -> OrderBody.parse(OrderKind.ISSUE, der).toOptional())
                .filter(IssueBody.class::isInstance)
                .map(IssueBody.class::cast);
        if (filing.isEmpty() || body.isEmpty()) {
            return Optional.empty();
        }
        boolean same = body.get().items().stream()
                .map(item -> kakehashi.contract.Digest.of(item.request()))
                .toList()
                .equals(filing.get().requests());
        return same ? Optional.of(new FilingFile(signed.get(), filing.get(), body.get())) : Optional.empty();
    }

    private static Optional<Bytes> block(List<Pem.Block> blocks, String label) {
        return blocks.stream()
                .filter(block -> block.label().equals(label))
                .map(Pem.Block::content)
                .findFirst();
    }

    /// The text of the file, the filing in words above it.
    String text(StatementText language) {
        StringBuilder text = new StringBuilder();
        language.of(filing).forEach(line -> text.append(Screen.safe(line)).append('\n'));
        return text.append(Pem.encode(FILING, signed.der()))
                .append(Pem.encode(ITEMS, body.der()))
                .toString();
    }
}
