package kakehashi.terminal;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import kakehashi.authority.VaultFacts;
import kakehashi.console.CommonOptions;
import kakehashi.console.Console;
import kakehashi.console.ExitCode;
import kakehashi.issuing.Archive;
import kakehashi.ledger.Zone;
import kakehashi.x509.CrossCertificatePair;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `kakehashi cross list --home FOLDER`: the pairs of cross-certificates by their cases, which `--out` writes into
/// a folder.
@Command(name = "list")
final class CrossList implements Callable<Integer> {
    private final Console console;

    @Mixin
    CommonOptions common;

    @Mixin
    VaultDoor door = new VaultDoor(new RunningPlace());

    @Option(names = "--out", paramLabel = "FOLDER", descriptionKey = "cross.out")
    Optional<Path> out = Optional.empty();

    CrossList(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        out.filter(folder -> !Files.isDirectory(folder)).ifPresent(OrderSubmit::refuse);
        List<List<Fact>> all =
                door.facts(console).pairs().stream().map(this::facts).toList();
        FactsAnswer.show(console, common, "pairs", all);
        return ExitCode.YES.number();
    }

    private List<Fact> facts(VaultFacts.KnownPair known) {
        List<Fact> facts = new ArrayList<>();
        facts.add(Fact.of(Label.CASE, known.caseId().toString()));
        facts.add(Fact.of(Label.IN_FORCE, known.inForce()));
        facts.add(Fact.of(Label.FINGERPRINT_SHA256, known.digest().octets()));
        Optional<CrossCertificatePair> pair = door.place
                .withDatabase(console, Zone.VAULT, database -> new Archive(database).find(known.digest()))
                .flatMap(der -> CrossCertificatePair.parse(der).toOptional());
        pair.ifPresent(found -> {
            facts.addAll(BundleFacts.of(found));
            out.map(folder -> folder.resolve(known.caseId() + ".pair")).ifPresent(file -> {
                OutputFile.replace(file, found.der());
                facts.add(Fact.of(Label.FILES, file.toString()));
            });
        });
        return facts;
    }
}
