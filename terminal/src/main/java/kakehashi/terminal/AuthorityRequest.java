package kakehashi.terminal;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import kakehashi.console.CommonOptions;
import kakehashi.console.Console;
import kakehashi.console.ExitCode;
import kakehashi.console.InputProblem;
import kakehashi.console.Phrase;
import kakehashi.contract.Digest;
import kakehashi.contract.Outcome;
import kakehashi.issuing.Archive;
import kakehashi.ledger.Zone;
import kakehashi.x509.Bytes;
import kakehashi.x509.CertificationRequest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `kakehashi ca request FILE --home FOLDER --out FILE`: the certification request (PKCS #10) that the vault signed
/// when it made a CA's key for an order, for the texts of the orders that follow and for the CA above.
@Command(name = "request")
final class AuthorityRequest implements Callable<Integer> {
    private final Console console;

    @Mixin
    CommonOptions common;

    @Mixin
    HomePlace place = new RunningPlace();

    @Parameters(paramLabel = "FILE", descriptionKey = "ca.order")
    String file;

    @Option(names = "--out", required = true, paramLabel = "FILE", descriptionKey = "ca.request")
    Path out;

    AuthorityRequest(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        OrderFile order = OrderFile.read(file, console);
        Optional<Bytes> request = place.withDatabase(console, Zone.VAULT, database -> {
            Archive archive = new Archive(database);
            return archive.outcome(order.digest())
                    .map(signed ->
                            new OutcomeReading(file, order.folder()).read(database, place.installation(), signed))
                    .flatMap(outcome -> request(archive, outcome));
        });
        Bytes der = request.orElseThrow(() -> new InputProblem(
                ExitCode.NO,
                file,
                new Phrase("この指図で作られた鍵はありません。", "no key was made by this order."),
                new Phrase("完了した ca-key の指図を指定してください。", "Name an order of the kind ca-key that was carried out.")));
        OutputFile.create(out, der);
        CertificationRequest made = CertificationRequest.parse(der).orElseThrow();
        Answer.show(console, common, out.toString(), BundleFacts.of(made));
        return ExitCode.YES.number();
    }

    /// The outcome of such an order names the key and its request, which must be of that key.
    private static Optional<Bytes> request(Archive archive, Outcome outcome) {
        if (!(outcome.result() instanceof Outcome.Result.Done(List<Digest> digests)) || digests.size() != 2) {
            return Optional.empty();
        }
        return archive.find(digests.getLast())
                .filter(der -> CertificationRequest.parse(der)
                        .toOptional()
                        .filter(request ->
                                Digest.of(request.subjectPublicKeyInfo().der()).equals(digests.getFirst()))
                        .isPresent());
    }
}
