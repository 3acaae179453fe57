package kakehashi.terminal;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import kakehashi.authority.VaultFacts;
import kakehashi.console.CommonOptions;
import kakehashi.console.Console;
import kakehashi.console.ExitCode;
import kakehashi.console.InputProblem;
import kakehashi.console.Phrase;
import kakehashi.contract.Id;
import kakehashi.x509.Certificate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `kakehashi ca show ID --home FOLDER`: one CA and its newest certificate, which `--out` writes to a file.
@Command(name = "show")
final class AuthorityShow implements Callable<Integer> {
    private final Console console;

    @Mixin
    CommonOptions common;

    @Mixin
    VaultDoor door = new VaultDoor(new RunningPlace());

    @Parameters(paramLabel = "ID", descriptionKey = "ca.id")
    String id;

    @Option(names = "--out", paramLabel = "FILE", descriptionKey = "ca.out")
    Optional<Path> out = Optional.empty();

    AuthorityShow(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Id wanted = OrderNew.authority(id);
        List<VaultFacts.KnownAuthority> found = door.facts(console).authorities().stream()
                .filter(known -> known.id().equals(wanted))
                .toList();
        if (found.isEmpty()) {
            throw new InputProblem(
                    ExitCode.NOT_FOUND,
                    id,
                    new Phrase("その認証局はありません。", "there is no such CA."),
                    new Phrase("ca list で確かめてください。", "See ca list."));
        }
        Optional<Certificate> certificate = found.getFirst().certificate();
        List<Fact> facts = new ArrayList<>(AuthorityFacts.of(found.getFirst()));
        certificate.ifPresent(c -> facts.add(Fact.group(Label.CERTIFICATES, CertificateFacts.of(c))));
        out.ifPresent(file ->
                OutputFile.create(file, certificate.orElseThrow(this::none).der()));
        FactsAnswer.show(console, common, "authorities", List.of(facts));
        return ExitCode.YES.number();
    }

    private InputProblem none() {
        return new InputProblem(
                ExitCode.NO,
                id,
                new Phrase("まだ証明書がありません。", "has no certificate yet."),
                new Phrase("order new ca-create で作る指図を出してください。", "Order one with order new ca-create."));
    }
}
