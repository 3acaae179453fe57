package kakehashi.terminal;

import java.util.List;
import java.util.concurrent.Callable;
import kakehashi.console.CommonOptions;
import kakehashi.console.Console;
import kakehashi.console.ExitCode;
import kakehashi.console.InputProblem;
import kakehashi.console.Phrase;
import kakehashi.console.Screen;
import kakehashi.drawing.GraphDrawing;
import kakehashi.drawing.GraphView;
import kakehashi.path.TrustAnchor;
import kakehashi.path.TrustGraph;
import kakehashi.x509.Certificate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `kakehashi graph FILE|FOLDER…`: which CA certifies which, as a picture (`--svg`), as JSON (`--json`), or, with
/// neither, in words. JSON: [GraphDrawing#json].
@Command(name = "graph")
final class Graph implements Callable<Integer> {
    private final Console console;

    @Mixin
    CommonOptions common;

    @Parameters(arity = "1..*", paramLabel = "FILE|FOLDER", descriptionKey = "graph.place")
    List<String> places = List.of();

    @Option(names = "--svg", paramLabel = "FILE", descriptionKey = "graph.svg")
    String svg = "";

    @Option(names = "--anchor", arity = "1..*", paramLabel = "FILE", descriptionKey = "graph.anchor")
    List<String> anchors = List.of();

    @Option(names = "--at", paramLabel = "TIME", descriptionKey = "graph.at")
    String at = "";

    Graph(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        List<Certificate> certificates = certificates(places);
        if (certificates.isEmpty()) {
            throw new InputProblem(
                    ExitCode.MALFORMED,
                    String.join(" ", places),
                    new Phrase("証明書がありません。", "holds no certificate."),
                    new Phrase(
                            "CA 証明書のフォルダ又はファイル（.cer .crt .pem .der .p7b .p7c）を指定してください。",
                            "Name folders or files of CA certificates (.cer .crt .pem .der .p7b .p7c)."));
        }
        GraphView view = GraphView.of(VerifyOptions.time(at, console.clock()), console.language())
                .from(certificates(anchors).stream().map(TrustAnchor::of).toList());
        GraphDrawing drawing = GraphDrawing.of(TrustGraph.of(certificates), view);
        if (!svg.isEmpty()) {
            SvgFile.write(svg, drawing.svg());
        }
        if (common.json()) {
            console.out().print(Screen.safeJson(drawing.json()));
        } else if (svg.isEmpty()) {
            drawing.textAlternative().lines().forEach(console::line);
        } else {
            console.line(drawing.title());
            console.line("→ " + svg);
        }
        return ExitCode.YES.number();
    }

    private List<Certificate> certificates(List<String> from) {
        VerifyMaterial material = new VerifyMaterial(console);
        from.forEach(material::add);
        return material.certificates();
    }
}
