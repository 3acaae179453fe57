package kakehashi.bench;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/// The figures that JMH measures, each benchmark in a JVM of its own, in turns: one fork of each, then the next
/// fork of each. The median over the iterations of all forks counts.
final class MicroMeasure {
    private MicroMeasure() {}

    static List<Figure> run(Effort effort) throws RunnerException {
        Map<String, List<Double>> times = new HashMap<>();
        for (int turn = 0; turn < effort.times(3, 7); turn++) {
            for (String name :
                    List.of("ParseBenchmark.kakehashi", "ParseBenchmark.jdk", "ParseBenchmark.bouncyCastle")) {
                times.computeIfAbsent(name, n -> new ArrayList<>()).addAll(iterations(name, effort));
            }
        }
        for (int turn = 0; turn < effort.times(1, 3); turn++) {
            times.computeIfAbsent("lookup", n -> new ArrayList<>())
                    .addAll(iterations("LookupBenchmark.kakehashi", effort));
        }
        double ours = Rounds.quantile(times.get("ParseBenchmark.kakehashi"), 0.5);
        double jdk = Rounds.quantile(times.get("ParseBenchmark.jdk"), 0.5);
        double bouncy = Rounds.quantile(times.get("ParseBenchmark.bouncyCastle"), 0.5);
        return List.of(
                Figure.beside("parse", "parse a certificate and read its fields", ours / 1000, "µs"),
                Figure.atLeast("parse.jdk", "as fast as the JDK's CertificateFactory", jdk / ours, "×", 6),
                Figure.atLeast("parse.bc", "as fast as Bouncy Castle's holder", bouncy / ours, "×", 5),
                Figure.atMost(
                        "crl.lookup",
                        "look a serial number up among 1,000,000",
                        Rounds.quantile(times.get("lookup"), 0.5),
                        "ns",
                        200));
    }

    private static List<Double> iterations(String benchmark, Effort effort) throws RunnerException {
        List<Double> all = new ArrayList<>();
        var options = new OptionsBuilder()
                .include(benchmark.replace(".", "\\."))
                .forks(1)
                .warmupIterations(effort.times(4, 6))
                .warmupTime(TimeValue.milliseconds(500))
                .measurementIterations(5)
                .measurementTime(TimeValue.milliseconds(400))
                .verbosity(VerboseMode.SILENT)
                .build();
        for (RunResult result : new Runner(options).run()) {
            result.getBenchmarkResults()
                    .forEach(fork -> fork.getIterationResults()
                            .forEach(one -> all.add(one.getPrimaryResult().getScore())));
        }
        return all;
    }
}
