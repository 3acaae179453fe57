package kakehashi.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Measures several ways of doing one piece of work in turns, by the CPU time of the one thread that does it.
///
/// JMH measures one benchmark after the other and by the wall clock; on a machine that others use at the same time
/// a ratio of such figures is noise. Here each round lets every contender run once, the first one rotating, and the
/// median over the rounds counts: what disturbs disturbs all alike. CPU time of the thread leaves out the compiler
/// and the garbage collector.
final class Rounds {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private Rounds() {}

    /// A piece of work.
    @FunctionalInterface
    interface Work {
        /// Does it.
        void run() throws Exception;
    }

    /// One way to do the work.
    ///
    /// @param name who does it
    /// @param operations how many operations one run is
    /// @param prepare done before each run, and not measured
    /// @param work one run
    record Contender(String name, int operations, Work prepare, Work work) {
        Contender(String name, int operations, Work work) {
            this(name, operations, () -> {}, work);
        }
    }

    /// What the rounds measured, in nanoseconds an operation.
    ///
    /// @param byName for each contender the figures of all counted rounds, in order
    record Times(Map<String, double[]> byName) {
        /// The median of a contender.
        double median(String name) {
            return quantile(byName.get(name), 0.5);
        }

        /// How many times the one takes what the other takes: the median over the rounds.
        double ratio(String one, String other) {
            double[] ones = byName.get(one);
            double[] others = byName.get(other);
            double[] ratios = new double[ones.length];
            Arrays.setAll(ratios, i -> ones[i] / others[i]);
            return quantile(ratios, 0.5);
        }
    }

    /// Runs the contenders in turns.
    ///
    /// @param warmUp rounds that do not count
    /// @param counted rounds that count
    static Times measure(int warmUp, int counted, List<Contender> contenders) {
        return measure(warmUp, counted, () -> {}, contenders);
    }

    /// Runs the contenders in turns.
    ///
    /// @param before done before each round, and not measured
    static Times measure(int warmUp, int counted, Work before, List<Contender> contenders) {
        Map<String, double[]> figures = new LinkedHashMap<>();
        contenders.forEach(c -> figures.put(c.name, new double[counted]));
        for (int round = -warmUp; round < counted; round++) {
            prepare(before);
            List<Contender> order = new ArrayList<>(contenders);
            Collections.rotate(order, round);
            for (Contender contender : order) {
                double nanos = cpuNanos(contender) / contender.operations;
                if (round >= 0) {
                    figures.get(contender.name)[round] = nanos;
                }
            }
        }
        return new Times(figures);
    }

    private static void prepare(Work work) {
        try {
            work.run();
        } catch (Exception e) {
            throw new IllegalStateException("preparation failed", e);
        }
    }

    private static double cpuNanos(Contender contender) {
        try {
            contender.prepare.run();
            return cpuNanos(contender.work);
        } catch (Exception e) {
            throw new IllegalStateException(contender.name + " failed", e);
        }
    }

    /// The CPU time that one run takes this thread.
    static double cpuNanos(Work work) throws Exception {
        long before = THREADS.getCurrentThreadCpuTime();
        work.run();
        return THREADS.getCurrentThreadCpuTime() - before;
    }

    /// The CPU time that one run takes this thread, in milliseconds.
    static double cpuMillis(Runnable work) {
        long before = THREADS.getCurrentThreadCpuTime();
        work.run();
        return (THREADS.getCurrentThreadCpuTime() - before) / 1e6;
    }

    /// The value below which that part of the values lies.
    static double quantile(double[] values, double part) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted.length == 0 ? Double.NaN : sorted[(int) Math.min(sorted.length - 1, part * sorted.length)];
    }

    /// The value below which that part of the values lies.
    static double quantile(List<Double> values, double part) {
        return quantile(values.stream().mapToDouble(Double::doubleValue).toArray(), part);
    }
}
