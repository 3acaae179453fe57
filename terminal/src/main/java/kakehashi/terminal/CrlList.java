package kakehashi.terminal;

import java.util.List;
import java.util.concurrent.Callable;
import kakehashi.console.CommonOptions;
import kakehashi.console.Console;
import kakehashi.console.ExitCode;
import kakehashi.issuing.Archive;
import kakehashi.ledger.Zone;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `kakehashi crl list --home FOLDER`: the CRLs that were made, the newest first.
@Command(name = "list")
final class CrlList implements Callable<Integer> {
    private final Console console;

    @Mixin
    CommonOptions common;

    @Mixin
    HomePlace place = new RunningPlace();

    @Option(names = "--most", paramLabel = "NUMBER", descriptionKey = "crl.most")
    int most = 20;

    CrlList(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        List<Archive.RecordedCrl> crls =
                place.withDatabase(console, Zone.VAULT, database -> new Archive(database).crls(most));
        FactsAnswer.show(
                console, common, "crls", crls.stream().map(CrlList::facts).toList());
        return ExitCode.YES.number();
    }

    private static List<Fact> facts(Archive.RecordedCrl crl) {
        return List.of(
                Fact.of(Label.AUTHORITY, crl.authority().toString()),
                Fact.of(Label.CRL_NUMBER, crl.number().toString()),
                Fact.of(Label.FINGERPRINT_SHA256, crl.digest().octets()),
                Fact.of(Label.OCTETS, crl.octets()),
                Fact.of(Label.SETTLED_BY, crl.entry()));
    }
}
