package kakehashi.terminal;

import java.util.List;
import java.util.concurrent.Callable;
import kakehashi.authority.VaultFacts;
import kakehashi.console.CommonOptions;
import kakehashi.console.Console;
import kakehashi.console.ExitCode;
import kakehashi.contract.Credential;
import kakehashi.contract.Officer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `kakehashi officer list --home FOLDER`: everybody who ever was an officer, with roles, scope and credentials.
/// The vault knows no names, only their digests.
@Command(name = "list")
final class OfficerList implements Callable<Integer> {
    private final Console console;

    @Mixin
    CommonOptions common;

    @Mixin
    VaultDoor door = new VaultDoor(new RunningPlace());

    OfficerList(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        List<List<Fact>> officers =
                door.facts(console).officers().stream().map(this::facts).toList();
        FactsAnswer.show(console, common, "officers", officers);
        return ExitCode.YES.number();
    }

    private List<Fact> facts(VaultFacts.KnownOfficer known) {
        Officer officer = known.officer();
        boolean inForce = !known.ended() && console.clock().instant().isBefore(officer.notAfter());
        return List.of(
                Fact.of(Label.OFFICER, officer.officer().toString()),
                Fact.of(Label.PERSON, officer.person().toString()),
                Fact.of(Label.IN_FORCE, inForce),
                Fact.of(Label.NOT_AFTER, officer.notAfter()),
                Fact.items(Label.ROLES, officer.roles(), role -> new Value.Text(CredentialFacts.word(role))),
                Fact.group(Label.SCOPE, scope(officer)),
                Fact.items(Label.CREDENTIALS, officer.credentials(), OfficerList::credential));
    }

    private static List<Fact> scope(Officer officer) {
        return List.of(
                Fact.items(Label.AUTHORITIES, officer.scope().authorities(), id -> new Value.Text(id.toString())),
                Fact.items(Label.PROFILES, officer.scope().profiles(), id -> new Value.Text(id.toString())),
                Fact.items(Label.OFFICES, officer.scope().offices(), id -> new Value.Text(id.toString())),
                Fact.items(Label.SUBTREES, officer.scope().subtrees(), name -> new Value.Text(name.toString())),
                Fact.items(Label.DOMAINS, officer.scope().domains(), Value.Text::new));
    }

    private static Value credential(Credential credential) {
        return new Value.Text(credential.credential() + "  " + CredentialFacts.word(credential.use()) + ", "
                + CredentialFacts.word(credential.display()) + ", " + CredentialFacts.word(credential.algorithm()));
    }
}
