package kakehashi.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import kakehashi.contract.Id;
import kakehashi.ledger.BookedOrder;
import kakehashi.ledger.Database;
import kakehashi.ledger.EmbeddedServer;
import kakehashi.ledger.OrderBook;
import kakehashi.ledger.RetryPlan;
import kakehashi.ledger.Zone;
import kakehashi.terminal.WalkHome.Who;
import kakehashi.x509.Bytes;

/// What somebody does who may write into the order book.
///
/// @param vault that runs
/// @param server of its database, which is called `partner`
record BookSteps(WalkHome vault, EmbeddedServer server) {
    /// With one approval more the settled order has another number in the book, under which something lies already.
    void submitsUnderAnotherNumber(String order) throws IOException {
        vault.ok(
                "order",
                "approve",
                order,
                "--credential",
                vault.file("three.token"),
                "--role",
                Who.three.role,
                "--yes",
                "--passphrase-file",
                vault.secrets.resolve("three").toString());
        BookedOrder junk = new BookedOrder(
                vault.octets(order).sha256().slice(0, Id.OCTETS), "order", Zone.VAULT, Bytes.ofHex("0500"));
        try (Database office = Database.open(server.access(Zone.OFFICE, "partner"), 1)) {
            office.inTransaction(tx -> new OrderBook(RetryPlan.USUAL).submit(tx, junk));
        }
        Path again = Files.createDirectory(Path.of(vault.file("again")));
        Terminal submitted = vault.ask("order", "submit", order, "--out", again.toString());
        assertThat(submitted.err()).contains("Something else lay in the order book");
    }
}
