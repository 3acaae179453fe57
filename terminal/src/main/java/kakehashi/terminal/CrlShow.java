package kakehashi.terminal;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import kakehashi.console.CommonOptions;
import kakehashi.console.Console;
import kakehashi.console.ExitCode;
import kakehashi.console.InputProblem;
import kakehashi.console.Phrase;
import kakehashi.contract.Id;
import kakehashi.issuing.Archive;
import kakehashi.ledger.Zone;
import kakehashi.x509.Bytes;
import kakehashi.x509.Crl;
import kakehashi.x509.DistributionPointName;
import kakehashi.x509.GeneralName;
import kakehashi.x509.IssuingDistributionPoint;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `kakehashi crl show ID --home FOLDER`: the newest CRLs of a CA, which `--out` writes into a folder under the
/// names under which they are published.
@Command(name = "show")
final class CrlShow implements Callable<Integer> {
    private final Console console;

    @Mixin
    CommonOptions common;

    @Mixin
    HomePlace place = new RunningPlace();

    @Parameters(paramLabel = "ID", descriptionKey = "ca.id")
    String id;

    @Option(names = "--out", paramLabel = "FOLDER", descriptionKey = "crl.out")
    Optional<Path> out = Optional.empty();

    CrlShow(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Id authority = OrderNew.authority(id);
        out.filter(folder -> !Files.isDirectory(folder)).ifPresent(OrderSubmit::refuse);
        List<Bytes> newest =
                place.withDatabase(console, Zone.VAULT, database -> new Archive(database).newestCrls(authority));
        if (newest.isEmpty()) {
            throw new InputProblem(
                    ExitCode.NOT_FOUND,
                    id,
                    new Phrase("この認証局の CRL はまだありません。", "there is no CRL of this CA yet."),
                    new Phrase("ca list と crl list で確かめてください。", "See ca list and crl list."));
        }
        List<List<Fact>> lists = new ArrayList<>();
        for (Bytes der : newest) {
            Crl crl = Crl.parse(der).orElseThrow();
            List<Fact> facts = new ArrayList<>(CrlFacts.of(crl));
            out.map(folder -> folder.resolve(name(crl))).ifPresent(file -> {
                OutputFile.replace(file, der);
                facts.add(Fact.of(Label.FILES, file.toString()));
            });
            lists.add(facts);
        }
        FactsAnswer.show(console, common, "crls", lists);
        return ExitCode.YES.number();
    }

    /// The last part of the address that the list itself names; one that names none is called by what it covers.
    private static String name(Crl crl) {
        Optional<String> published = crl.issuingDistributionPoint()
                .flatMap(IssuingDistributionPoint::distributionPoint)
                .filter(name -> name instanceof DistributionPointName.FullName)
                .flatMap(name -> ((DistributionPointName.FullName) name)
                        .names().stream()
                                .filter(one -> one instanceof GeneralName.UniformResourceIdentifier)
                                .map(one -> ((GeneralName.UniformResourceIdentifier) one).uri())
                                .filter(uri -> uri.startsWith("http"))
                                .findFirst())
                .map(uri -> uri.substring(uri.lastIndexOf('/') + 1))
                .filter(name -> name.matches("[A-Za-z0-9._-]+") && !name.startsWith("."));
        return published.orElseGet(() -> called(crl));
    }

    private static String called(Crl crl) {
        if (crl.baseCrlNumber().isPresent()) {
            return "delta.crl";
        }
        return crl.issuingDistributionPoint()
                .map(point -> switch (point.scope()) {
                    case CA_CERTIFICATES -> "arl.crl";
                    case ALL, USER_CERTIFICATES, ATTRIBUTE_CERTIFICATES -> "crl.crl";
                })
                .orElse("crl.crl");
    }
}
