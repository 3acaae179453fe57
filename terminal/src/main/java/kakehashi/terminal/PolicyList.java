package kakehashi.terminal;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import kakehashi.authority.VaultFacts;
import kakehashi.console.CommonOptions;
import kakehashi.console.Console;
import kakehashi.console.ExitCode;
import kakehashi.validation.PolicyFile;
import kakehashi.validation.RelyingPartyPolicy;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `kakehashi policy list --home FOLDER`: the relying-party policies that were ever put in force.
@Command(name = "list")
final class PolicyList implements Callable<Integer> {
    private final Console console;

    @Mixin
    CommonOptions common;

    @Mixin
    VaultDoor door = new VaultDoor(new RunningPlace());

    PolicyList(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        List<List<Fact>> all =
                door.facts(console).policies().stream().map(this::facts).toList();
        FactsAnswer.show(console, common, "policies", all);
        return ExitCode.YES.number();
    }

    private List<Fact> facts(VaultFacts.KnownPolicy known) {
        List<Fact> facts = new ArrayList<>();
        facts.add(Fact.of(Label.POLICY, known.id().toString()));
        if (PolicyFile.read(known.text()) instanceof PolicyFile.Read.Policy(RelyingPartyPolicy policy)) {
            facts.add(Fact.of(Label.NAME, policy.name().in(console.language())));
            facts.add(Fact.of(Label.OID, policy.id().toString()));
            facts.add(Fact.of(Label.VERSION, policy.version()));
        }
        facts.add(Fact.of(Label.DIGEST, known.digest().octets()));
        facts.add(Fact.of(Label.IN_FORCE, known.inForce()));
        return facts;
    }
}
