package kakehashi.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import kakehashi.x509.Certificate;

/// The public zone under load: a whole node in its own process on the first core, the load on the second.
final class ValidationMeasure {
    static final int KNOWN = 1_000_000;
    private static final int CONNECTIONS = 64;
    private static final int DIFFERENT = 2_000;
    private static final Path FOLDER = Path.of("bench", "target", "public");

    private final Effort effort;
    private final PublicFounding founding;
    private final ServerProcess node;
    private final int http;
    private final List<Figure> figures;

    private ValidationMeasure(Effort effort, PublicFounding founding, ServerProcess node, List<Figure> figures) {
        this.effort = effort;
        this.founding = founding;
        this.node = node;
        this.figures = figures;
        this.http = Integer.parseInt(node.line().split(" ")[0]);
    }

    static List<Figure> run(Effort effort) throws IOException, InterruptedException {
        Path folder = FOLDER.toAbsolutePath();
        IssuingVault.delete(folder);
        List<Figure> figures = new ArrayList<>();
        Corretto.first(true);
        PublicFounding founding = new PublicFounding();
        founding.found(folder, KNOWN);
        ServerProcess.leaveFirstCore();
        try (ServerProcess node = ServerProcess.java("kakehashi.bench.PublicNode", folder.toString())) {
            new ValidationMeasure(effort, founding, node, figures).measure();
        } finally {
            IssuingVault.delete(folder);
        }
        return figures;
    }

    private void measure() {
        ocsp();
        validations();
    }

    private List<byte[]> requests(Function<Integer, byte[]> made) {
        return IntStream.range(0, DIFFERENT).boxed().map(made).toList();
    }

    private NioLoad load(List<byte[]> questions) {
        return new NioLoad(http, CONNECTIONS, questions, NioLoad::http);
    }

    private void ocsp() {
        NioLoad.Result get = sustained(load(requests(i -> PublicFounding.get(founding.ocsp(i)))));
        figures.add(Figure.atLeast(
                "validation.ocsp-get", "OCSP GET, cached, answers a CPU second", get.perCpuSecond(), "/s", 60_000));
        beside("validation.ocsp-get", "OCSP GET", get);
        figures.add(Figure.atMost("validation.ocsp-get.p99", "OCSP GET, p99", get.p99Millis(), "ms", 5));
        NioLoad.Result post = sustained(load(requests(i -> PublicFounding.postOcsp(founding.ocsp(i)))));
        figures.add(Figure.atLeast(
                "validation.ocsp-post", "OCSP POST, cached, answers a CPU second", post.perCpuSecond(), "/s", 40_000));
        beside("validation.ocsp-post", "OCSP POST", post);
        NioLoad.Result nonce = sustained(load(requests(i -> PublicFounding.postOcsp(founding.ocspWithNonce(i)))));
        figures.add(Figure.atLeast(
                "validation.ocsp-nonce",
                "OCSP with nonce, P-256, answers a CPU second",
                nonce.perCpuSecond(),
                "/s",
                15_000));
        beside("validation.ocsp-nonce", "OCSP with nonce", nonce);
    }

    private void beside(String id, String what, NioLoad.Result result) {
        figures.add(Figure.beside(id + ".rate", what + ": answers a second, elapsed", result.perSecond(), "/s"));
        figures.add(Figure.beside(
                id + ".load",
                what + ": CPU of the load generator an answer",
                result.loadSeconds() / result.answers() * 1e6,
                "µs"));
    }

    /// The median of the rounds, after a round that does not count.
    private NioLoad.Result sustained(NioLoad load) {
        load.askFor(effort.times(6, 15), node);
        return median(IntStream.range(0, effort.times(5, 9))
                .mapToObj(i -> load.askFor(effort.times(1, 5), node))
                .toList());
    }

    private static NioLoad.Result median(List<NioLoad.Result> rounds) {
        List<NioLoad.Result> sorted = new ArrayList<>(rounds);
        sorted.sort(java.util.Comparator.comparingDouble(NioLoad.Result::perCpuSecond));
        return sorted.get(sorted.size() / 2);
    }

    private void validations() {
        String[] bare = node.tell("bare").split(" ");
        double cryptography = Double.parseDouble(bare[0]) + Double.parseDouble(bare[1]);
        figures.add(
                Figure.beside("validation.bare", "one P-256 verification and one signature, bare", cryptography, "µs"));
        validation("scvp", "SCVP", PublicFounding::scvp, cryptography);
        validation("json", "JSON, signed", PublicFounding::json, cryptography);
    }

    private void validation(String id, String what, Function<Certificate, byte[]> asked, double cryptography) {
        int round = effort.times(5_000, 20_000);
        int warm = effort.times(20_000, 60_000);
        int rounds = effort.times(5, 9);
        List<byte[]> questions =
                founding.officials(warm + rounds * round).stream().map(asked).toList();
        NioLoad load = load(questions);
        load.ask(0, warm, node);
        NioLoad.Result result = median(IntStream.range(0, rounds)
                .mapToObj(i -> load.ask(warm + i * round, round, node))
                .toList());
        figures.add(Figure.atLeast(
                "validation." + id,
                what + " of different P-256 certificates, answers a CPU second",
                result.perCpuSecond(),
                "/s",
                8_000));
        figures.add(Figure.atMost(
                "validation." + id + ".rest",
                what + ": everything but cryptography, CPU an answer",
                result.micros() - cryptography,
                "µs",
                55));
        beside("validation." + id, what, result);
    }
}
