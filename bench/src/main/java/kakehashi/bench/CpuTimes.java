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
/// @param threads of threads that live, by name (15 characters of it) up to the first digit
/// @param server of PostgreSQL: its first process, all that it started, and those that have ended
record CpuTimes(double process, Map<String, Double> threads, double server) {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final double TICKS = 100;

    static CpuTimes now(long serverProcess) {
        return new CpuTimes(ofThisProcess(), ofThreads(), ofServer(serverProcess));
    }

    /// Linux: threads of the virtual machine too, under the names that the system knows. Elsewhere none.
    private static Map<String, Double> ofThreads() {
        Map<String, Double> threads = new TreeMap<>();
        try (Stream<Path> tasks = Files.list(Path.of("/proc/self/task"))) {
            for (Path task : tasks.toList()) {
                String stat = stat(task);
                if (!stat.isEmpty()) {
                    String name = stat.substring(stat.indexOf('(') + 1, stat.lastIndexOf(')'));
                    String[] fields = fields(stat);
                    double seconds = (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS;
                    threads.merge(name.replaceAll("[-# ]?[0-9]*$", ""), seconds, Double::sum);
                }
            }
            return threads;
        } catch (IOException e) {
            return Map.of();
        }
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
        String stat = stat(process);
        if (stat.isEmpty()) {
            return 0;
        }
        String[] fields = fields(stat);
        long ticks = Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
        if (process.getFileName().toString().equals(Long.toString(first))) {
            return (ticks + Long.parseLong(fields[13]) + Long.parseLong(fields[14])) / TICKS;
        }
        return fields[1].equals(Long.toString(first)) ? ticks / TICKS : 0;
    }

    /// What the system says of a process or thread; empty when it has ended.
    private static String stat(Path process) throws IOException {
        try {
            return Files.readString(process.resolve("stat"));
        } catch (NoSuchFileException e) {
            return "";
        }
    }

    /// What stands behind the name.
    private static String[] fields(String stat) {
        return stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    }
}
