package kakehashi.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import kakehashi.contract.Digest;
import kakehashi.contract.Id;
import kakehashi.contract.Order;
import kakehashi.contract.Outcome;
import kakehashi.contract.SignedOrder;
import kakehashi.contract.SignedOutcome;
import kakehashi.ledger.Database;
import kakehashi.ledger.EmbeddedServer;
import kakehashi.testkit.TestKey;
import kakehashi.x509.Bytes;
import kakehashi.x509.SignatureAlgorithm;

/// Somebody who owns the database of an installation, which runs as long as he is at it. He puts everything back.
final class DatabaseOwner implements AutoCloseable {
    private final TestHome office;
    private final EmbeddedServer server;
    private final Database owner;
    private final List<Runnable> undo = new ArrayList<>();

    DatabaseOwner(TestHome office) {
        this.office = office;
        this.server = EmbeddedServer.start(office.home.resolve("postgres"), 0);
        this.owner = Database.open(server.ownerAccess(VaultHome.DATABASE), 1);
    }

    private static SignedOrder order(String file) throws IOException {
        return SignedOrder.parse(Bytes.wrap(Files.readAllBytes(Path.of(file)))).orElseThrow();
    }

    private Optional<byte[]> outcome(byte[] order) {
        return owner.inTransaction(tx -> tx.handle()
                .select("SELECT outcome FROM issuing.outcomes WHERE order_digest = ?", order)
                .mapTo(byte[].class)
                .findOne());
    }

    private void execute(String sql, Object... values) {
        owner.useTransaction(tx -> tx.handle().execute(sql, values));
    }

    /// Writes, under a key of his own, that an order is done.
    void settles(String file) throws IOException {
        Bytes order = order(file).order();
        byte[] digest = Digest.of(order).octets().toArray();
        byte[] forged = doneByNobody(order).toArray();
        Optional<byte[]> genuine = outcome(digest);
        if (genuine.isPresent()) {
            execute("UPDATE issuing.outcomes SET outcome = ? WHERE order_digest = ?", forged, digest);
            undo.add(() ->
                    execute("UPDATE issuing.outcomes SET outcome = ? WHERE order_digest = ?", genuine.get(), digest));
        } else {
            Id id = Order.parse(order).orElseThrow().order();
            execute(
                    "INSERT INTO issuing.outcomes VALUES (?, ?, now(), ?, 99)",
                    digest,
                    id.octets().toArray(),
                    forged);
            undo.add(() -> execute("DELETE FROM issuing.outcomes WHERE order_digest = ?", digest));
        }
    }

    /// Puts what the vault answered to another order into the book, as the answer to this one.
    void answersInTheBook(String file, String other) throws IOException {
        byte[] genuine =
                outcome(Digest.of(order(other).order()).octets().toArray()).orElseThrow();
        Bytes body = order(file).der();
        execute(
                "INSERT INTO ledger.orders (id, kind, from_zone, to_zone, body, state, outcome)"
                        + " VALUES (?, 'order', 'office', 'vault', ?, 'settled', ?)",
                body.sha256().slice(0, Id.OCTETS).toArray(),
                body.toArray(),
                genuine);
        undo.add(() -> execute("DELETE FROM ledger.orders"));
    }

    /// A verb that asks the installation as it runs refuses what he wrote, in these words.
    void doubts(Locale locale, String words, String... verb) {
        List<String> all = new ArrayList<>(List.of(verb));
        all.addAll(List.of("--home", office.home.toString(), "--running"));
        Terminal answer = Terminal.run(locale, Bytes.EMPTY, office.clock, all.toArray(String[]::new));
        assertThat(answer.code()).as(answer.out() + answer.err()).isEqualTo(65);
        assertThat(answer.err()).contains(words);
        assertThat(answer.out()).doesNotContain("done", "完了");
    }

    private Bytes doneByNobody(Bytes order) {
        Bytes outcome = new Outcome(
                        office.installation,
                        Digest.of(order),
                        new Outcome.Result.Done(List.of()),
                        Optional.of(99L),
                        office.now())
                .der();
        return new SignedOutcome(
                        outcome, TestKey.generate(SignatureAlgorithm.ED25519).sign(outcome))
                .der();
    }

    @Override
    public void close() {
        undo.forEach(Runnable::run);
        owner.close();
        server.close();
    }
}
