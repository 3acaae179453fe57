package kakehashi.terminal;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.Callable;
import kakehashi.authority.OfficerHand;
import kakehashi.console.CommonOptions;
import kakehashi.console.Console;
import kakehashi.console.ExitCode;
import kakehashi.contract.Credential;
import kakehashi.contract.CrlBody;
import kakehashi.contract.Digest;
import kakehashi.contract.Order;
import kakehashi.contract.OrderKind;
import kakehashi.contract.Outcome;
import kakehashi.contract.Role;
import kakehashi.contract.SignedOrder;
import kakehashi.keys.Secret;
import kakehashi.ledger.Zone;
import kakehashi.x509.Bytes;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `kakehashi crl now ID --home FOLDER --credential FILE`: an operator orders a CRL at once: the order is made,
/// signed and laid before the vault, which this process opens, or, with `--running`, sent to the one that runs.
@Command(name = "now")
final class CrlNow implements Callable<Integer> {
    private final Console console;

    @Mixin
    CommonOptions common;

    @Mixin
    VaultDoor door = new VaultDoor(new RunningPlace());

    @Mixin
    Passphrase passphrase = new Passphrase();

    @Parameters(paramLabel = "ID", descriptionKey = "ca.id")
    String id;

    @Option(names = "--credential", required = true, paramLabel = "FILE|pkcs11:…", descriptionKey = "order.credential")
    String credential;

    @Option(names = "--role", paramLabel = "ROLE", descriptionKey = "order.role")
    String role = "ia-operator";

    @Option(names = "--kind", paramLabel = "full|delta|authorities", descriptionKey = "crl.kind")
    String kind = "full";

    @Option(names = "--wait", paramLabel = "SECONDS", descriptionKey = "order.wait")
    int wait = 30;

    CrlNow(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Role as = Choice.of("--role", role, Role.class);
        CrlBody body = Choice.of("--kind", kind, CrlBody.class);
        var authority = OrderNew.authority(id);
        CredentialPlace place = CredentialPlace.of(credential);
        try (Secret secret = place.secret(passphrase, console);
                CredentialToken token = CredentialToken.open(place, secret)) {
            Uses.require(token, Credential.Use.APPROVAL, credential);
            OfficerHand hand = token.hand();
            Digest installation = door.place.installation();
            Instant now = console.clock().instant().truncatedTo(ChronoUnit.SECONDS);
            Order order = new Order(
                    installation,
                    Chance.id(),
                    Chance.salt(),
                    OrderKind.CRL,
                    Optional.of(authority),
                    Optional.empty(),
                    Optional.empty(),
                    now,
                    now.plus(Duration.ofHours(1)),
                    body.der());
            SignedOrder signed = SignedOrder.of(order, Optional.empty()).with(hand.approve(order, as, now));
            return submit(signed);
        }
    }

    private Integer submit(SignedOrder order) {
        Optional<Outcome> outcome = door.place.running()
                ? new BookDoor(console, door.place, wait).submit(order.der()).map(signed -> read(order, signed))
                : Optional.of(door.open(console, opened -> OrderSubmit.submit(opened, id, order)));
        if (outcome.isEmpty()) {
            return ExitCode.INDETERMINATE.number();
        }
        OutcomePage page = new OutcomePage(outcome.get());
        Answer.show(console, common, id, page.facts());
        return page.code().number();
    }

    /// The book is the database's. What it gives as the outcome is believed when the vault signed it.
    private Outcome read(SignedOrder order, Bytes signed) {
        return door.place.withDatabase(
                console,
                Zone.VAULT,
                database -> new OutcomeReading(id, order).read(database, door.place.installation(), signed));
    }
}
