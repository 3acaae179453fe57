package kakehashi.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// From the start of a node's process to the first OCSP response, from a snapshot and without a database; with the
/// start cache that the launcher makes (docs/operations/install.md), and without.
final class StartMeasure {
    private static final String WHAT = "start from a snapshot of 1,000,000 certificates to the first OCSP response";

    /// What every Java has and the launcher leaves on: the archive of the JDK's own classes.
    private static final String JDK_ARCHIVE = "-Xshare:auto";

    private StartMeasure() {}

    static List<Figure> run(Effort effort, PublicFounding founding, Path folder) throws IOException {
        Path cache = folder.resolve("start.aot");
        // Written when the process ends.
        once(founding, folder, "-XX:AOTCacheOutput=" + cache);
        List<Start> cached = new ArrayList<>();
        List<Start> plain = new ArrayList<>();
        for (int i = 0; i < effort.times(3, 7); i++) {
            cached.add(once(founding, folder, "-XX:AOTCache=" + cache));
            plain.add(once(founding, folder, JDK_ARCHIVE));
        }
        return List.of(
                Figure.atMost("validation.start", WHAT + ", one core", elapsed(cached), "s", 2),
                Figure.beside("validation.start.cpu", WHAT + ": CPU with compilers", cpu(cached), "s"),
                Figure.beside("validation.start.plain", WHAT + ", without a start cache", elapsed(plain), "s"),
                Figure.beside("validation.start.plain.cpu", WHAT + ", without: CPU", cpu(plain), "s"));
    }

    private record Start(double elapsed, double cpu) {}

    private static double elapsed(List<Start> starts) {
        return Rounds.quantile(starts.stream().map(Start::elapsed).toList(), 0.5);
    }

    private static double cpu(List<Start> starts) {
        return Rounds.quantile(starts.stream().map(Start::cpu).toList(), 0.5);
    }

    private static Start once(PublicFounding founding, Path folder, String option) throws IOException {
        long began = System.nanoTime();
        // Without the JVM's warnings, which would stand before the ports on its standard output.
        List<String> options = List.of(option, "-Xlog:disable");
        try (ServerProcess node = ServerProcess.java(options, "kakehashi.bench.PublicNode", folder.toString())) {
            int port = Integer.parseInt(node.line().split(" ")[0]);
            HttpOnce.body(port, PublicFounding.get(founding.ocsp(1)));
            double seconds = (System.nanoTime() - began) / 1e9;
            return new Start(seconds, node.allCpuSeconds());
        }
    }
}
