package kakehashi.terminal;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import kakehashi.authority.VaultFacts;
import kakehashi.console.CommonOptions;
import kakehashi.console.Console;
import kakehashi.console.ExitCode;
import kakehashi.profiles.CertificateProfile;
import kakehashi.profiles.ProfileReading;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `kakehashi profile list --home FOLDER`: the profiles that were ever put in force, by their digests.
@Command(name = "list")
final class ProfileList implements Callable<Integer> {
    private final Console console;

    @Mixin
    CommonOptions common;

    @Mixin
    VaultDoor door = new VaultDoor(new RunningPlace());

    ProfileList(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        List<List<Fact>> profiles =
                door.facts(console).profiles().stream().map(this::facts).toList();
        FactsAnswer.show(console, common, "profiles", profiles);
        return ExitCode.YES.number();
    }

    private List<Fact> facts(VaultFacts.KnownProfile known) {
        List<Fact> facts = new ArrayList<>();
        facts.add(Fact.of(Label.PROFILE_ID, known.id().toString()));
        if (CertificateProfile.read(known.text()) instanceof ProfileReading.Read(CertificateProfile profile)) {
            facts.add(Fact.of(Label.NAME, profile.title(console.language())));
            facts.add(Fact.of(Label.PROFILE_KIND, profile.kind().key()));
        }
        facts.add(Fact.of(Label.DIGEST, known.digest().octets()));
        facts.add(Fact.of(Label.IN_FORCE, known.inForce()));
        return facts;
    }
}
