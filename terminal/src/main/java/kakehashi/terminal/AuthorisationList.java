package kakehashi.terminal;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import kakehashi.authority.VaultFacts;
import kakehashi.console.CommonOptions;
import kakehashi.console.Console;
import kakehashi.console.ExitCode;
import kakehashi.contract.Authorisation;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `kakehashi authorisation list --home FOLDER`: the standing authorisations, and what is left of each.
@Command(name = "list")
final class AuthorisationList implements Callable<Integer> {
    private final Console console;

    @Mixin
    CommonOptions common;

    @Mixin
    VaultDoor door = new VaultDoor(new RunningPlace());

    AuthorisationList(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        List<List<Fact>> all =
                door.facts(console).authorisations().stream().map(this::facts).toList();
        FactsAnswer.show(console, common, "authorisations", all);
        return ExitCode.YES.number();
    }

    private List<Fact> facts(VaultFacts.KnownAuthorisation known) {
        Authorisation granted = known.authorisation();
        List<Fact> facts = new ArrayList<>();
        facts.add(Fact.of(Label.AUTHORISATION, granted.authorisation().toString()));
        facts.add(Fact.of(Label.PROTOCOL, CredentialFacts.word(granted.protocol())));
        facts.add(Fact.of(Label.IN_FORCE, isInForce(known)));
        facts.add(Fact.of(Label.AUTHORITY, granted.authority().toString()));
        facts.add(Fact.of(Label.DIGEST, granted.profile().octets()));
        facts.add(Fact.items(Label.NAMES, granted.names(), Value.Text::new));
        facts.add(Fact.of(Label.KEY_SHA256, granted.key().der().sha256()));
        facts.add(Fact.of(Label.QUOTA, granted.quota()));
        facts.add(Fact.of(Label.LEFT, known.left()));
        facts.add(Fact.of(Label.PER_DAY, granted.perDay()));
        facts.add(Fact.of(Label.NOT_BEFORE, granted.notBefore()));
        facts.add(Fact.of(Label.NOT_AFTER, granted.notAfter()));
        return facts;
    }

    private boolean isInForce(VaultFacts.KnownAuthorisation known) {
        Instant now = console.clock().instant();
        return !known.stopped()
                && known.left() > 0
                && !now.isAfter(known.authorisation().notAfter());
    }
}
