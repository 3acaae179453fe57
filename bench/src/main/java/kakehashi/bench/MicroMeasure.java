package kakehashi.bench;

import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.infra.Blackhole;
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

    static List<Figure> run(Effort effort) throws RunnerException, GeneralSecurityException {
        Map<String, List<Double>> times = new HashMap<>();
        for (int turn = 0; turn < effort.times(1, 7); turn++) {
            for (String name :
                    List.of("ParseBenchmark.kakehashi", "ParseBenchmark.jdk", "ParseBenchmark.bouncyCastle")) {
                times.computeIfAbsent(name, n -> new ArrayList<>()).addAll(iterations(name, effort));
            }
        }
        double ours = Rounds.quantile(times.get("ParseBenchmark.kakehashi"), 0.5);
        double jdk = Rounds.quantile(times.get("ParseBenchmark.jdk"), 0.5);
        double bouncy = Rounds.quantile(times.get("ParseBenchmark.bouncyCastle"), 0.5);
        Rounds.Times cpu = parseInRounds(effort);
        return List.of(
                Figure.beside("parse", "parse a certificate and read its fields", cpu.median("kakehashi") / 1000, "µs"),
                Figure.atLeast(
                        "parse.jdk",
                        "parse: as fast as the JDK's CertificateFactory",
                        cpu.ratio("jdk", "kakehashi"),
                        "×",
                        6),
                Figure.atLeast(
                        "parse.bc", "parse: as fast as Bouncy Castle's holder", cpu.ratio("bc", "kakehashi"), "×", 5),
                Figure.beside("parse.jmh.jdk", "the same by JMH, elapsed time: JDK", jdk / ours, "×"),
                Figure.beside("parse.jmh.bc", "the same by JMH, elapsed time: Bouncy Castle", bouncy / ours, "×"));
    }

    /// The same methods by CPU time: JMH's elapsed time includes what others do on a busy machine.
    private static Rounds.Times parseInRounds(Effort effort) throws GeneralSecurityException {
        ParseBenchmark benchmark = new ParseBenchmark();
        benchmark.makeCertificates();
        Blackhole sink = new Blackhole(
                "Today's password is swordfish. I understand instantiating Blackholes directly is dangerous.");
        return Rounds.measure(
                effort.times(15, 40),
                effort.times(15, 60),
                List.of(
                        repeated("kakehashi", () -> benchmark.kakehashi(sink)),
                        repeated("jdk", () -> benchmark.jdk(sink)),
                        repeated("bc", () -> benchmark.bouncyCastle(sink))));
    }

    private static Rounds.Contender repeated(String name, Rounds.Work work) {
        return new Rounds.Contender(name, 2_400, () -> {
            for (int i = 0; i < 2_400; i++) {
                work.run();
            }
        });
    }

    private static List<Double> iterations(String benchmark, Effort effort) throws RunnerException {
        List<Double> all = new ArrayList<>();
        var options = new OptionsBuilder()
                .include(benchmark.replace(".", "\\."))
                .forks(1)
                .warmupIterations(effort.times(3, 6))
                .warmupTime(TimeValue.milliseconds(800))
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
