package kakehashi.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/// CPU seconds up to now: of this process, of its threads by the beginning of their names, and of PostgreSQL's
/// processes.
///
/// @param process of the whole Java process, compilers and collectors too
/// @param threads of live threads, by name up to the first digit
/// @param server of PostgreSQL: its first process, all that it started, and those that have ended
record CpuTimes(double process, Map<String, Double> threads, double server) {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final double TICKS = 100;

    static CpuTimes now(long serverProcess) {
        Map<String, Double> threads = new TreeMap<>();
        for (long id : THREADS.getAllThreadIds()) {
            var info = THREADS.getThreadInfo(id);
            long nanos = THREADS.getThreadCpuTime(id);
            if (info != null && nanos > 0) {
                threads.merge(info.getThreadName().replaceAll("-?[0-9].*", ""), nanos / 1e9, Double::sum);
            }
        }
        return new CpuTimes(ofThisProcess(), threads, ofServer(serverProcess));
    }

    /// CPU seconds of this process.
    static double ofThisProcess() {
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return system.getProcessCpuTime() / 1e9;
    }

    /// CPU nanoseconds of the thread that asks.
    static long ofThisThread() {
        return THREADS.getCurrentThreadCpuTime();
    }

    /// What was used since then.
    CpuTimes since(CpuTimes before) {
        Map<String, Double> used = new TreeMap<>();
        threads.forEach((name, seconds) -> used.put(name, seconds - before.threads.getOrDefault(name, 0.0)));
        return new CpuTimes(process - before.process, used, server - before.server);
    }

    double of(String thread) {
        return threads.getOrDefault(thread, 0.0);
    }

    /// Linux: `/proc`. Elsewhere 0, and the figures say only what the Java process took.
    private static double ofServer(long first) {
        double sum = 0;
        try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
            for (Path process : processes.toList()) {
                if (process.getFileName().toString().matches("\\d+")) {
                    sum += ofServer(process, first);
                }
            }
            return sum;
        } catch (IOException e) {
            return 0;
        }
    }

    private static double ofServer(Path process, long first) throws IOException {
        try {
            String stat = Files.readString(process.resolve("stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            long ticks = Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
            if (process.getFileName().toString().equals(Long.toString(first))) {
                return (ticks + Long.parseLong(fields[13]) + Long.parseLong(fields[14])) / TICKS;
            }
            return fields[1].equals(Long.toString(first)) ? ticks / TICKS : 0;
        } catch (NoSuchFileException e) {
            return 0;
        }
    }
}
