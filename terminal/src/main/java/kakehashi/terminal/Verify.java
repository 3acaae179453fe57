package kakehashi.terminal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import kakehashi.console.CommonOptions;
import kakehashi.console.Console;
import kakehashi.console.ExitCode;
import kakehashi.console.InputProblem;
import kakehashi.console.Phrase;
import kakehashi.drawing.GraphDrawing;
import kakehashi.drawing.GraphView;
import kakehashi.drawing.PathAnswer;
import kakehashi.path.PathBuilder;
import kakehashi.path.PathOutcome;
import kakehashi.path.RevocationEvidence;
import kakehashi.path.TrustAnchor;
import kakehashi.path.TrustGraph;
import kakehashi.x509.Certificate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `kakehashi verify TARGET --anchor A`: whether there is a valid certification path from an anchor to the target.
///
/// The first line is the answer, and so is the exit code: 0 yes, 1 no, 2 undetermined. JSON: [VerifyPage#json].
@Command(name = "verify")
final class Verify implements Callable<Integer> {
    private final Console console;

    @Mixin
    CommonOptions common;

    @Parameters(paramLabel = "TARGET", descriptionKey = "verify.target")
    String target;

    @Option(names = "--anchor", required = true, arity = "1..*", paramLabel = "FILE", descriptionKey = "verify.anchor")
    List<String> anchors = List.of();

    @Option(names = "--constrained-anchors", descriptionKey = "verify.constrained")
    boolean constrained;

    @Option(names = "--pool", arity = "1..*", paramLabel = "FILE|FOLDER", descriptionKey = "verify.pool")
    List<String> pool = List.of();

    @Option(names = "--crl", arity = "1..*", paramLabel = "FILE|FOLDER", descriptionKey = "verify.crl")
    List<String> crls = List.of();

    @Option(names = "--ocsp", arity = "1..*", paramLabel = "FILE", descriptionKey = "verify.ocsp")
    List<String> ocsp = List.of();

    @Mixin
    VerifyOptions options;

    @Option(
            names = {"-v", "--verbose"},
            descriptionKey = "verify.verbose")
    boolean verbose;

    @Option(names = "--svg", paramLabel = "FILE", descriptionKey = "verify.svg")
    String svg = "";

    Verify(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Certificate certificate = VerifyMaterial.target(target, console);
        VerifyOptions.Question question = options.question(certificate, console.clock());
        PathOutcome outcome = builder(question).build(question.request());
        if (!svg.isEmpty()) {
            GraphView view = GraphView.of(question.request().at(), console.language());
            SvgFile.write(
                    svg,
                    GraphDrawing.of(PathAnswer.of(outcome), certificate, view).svg());
        }
        VerifyPage page = new VerifyPage(outcome, question, console);
        if (common.json()) {
            console.out().println(JsonPage.text(page.json()));
        } else {
            page.show(Optional.of(outcome.cost()).filter(cost -> verbose));
        }
        return page.code().number();
    }

    private PathBuilder builder(VerifyOptions.Question question) {
        VerifyMaterial trusted = read(anchors);
        if (trusted.certificates().isEmpty()) {
            throw new InputProblem(
                    ExitCode.MALFORMED,
                    String.join(" ", anchors),
                    new Phrase("証明書がありません。", "holds no certificate."),
                    new Phrase("信頼する CA の証明書を指定してください。", "Name the certificate of a CA that you trust."));
        }
        List<String> places = new ArrayList<>(pool);
        places.addAll(crls);
        places.addAll(ocsp);
        VerifyMaterial known = read(places);
        return PathBuilder.of(
                TrustGraph.of(known.certificates()),
                trusted.certificates().stream()
                        .map(constrained ? TrustAnchor::constrainedBy : TrustAnchor::withinValidityOf)
                        .toList(),
                question.inputs(),
                RevocationEvidence.of(known.crls(), known.responses()));
    }

    private VerifyMaterial read(List<String> places) {
        VerifyMaterial material = new VerifyMaterial(console);
        places.forEach(material::add);
        return material;
    }
}
