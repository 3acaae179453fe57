package kakehashi.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/// A server in a process of its own, on the first core; whoever asks is on another.
///
/// @param process the process
/// @param out what it says
record ServerProcess(Process process, BufferedReader out) implements AutoCloseable {
    private static final Path TASKSET = Path.of("/usr/bin/taskset");
    private static final double TICKS = 100;

    /// Starts a program.
    static ServerProcess start(List<String> command) {
        List<String> pinned = new ArrayList<>();
        if (Files.isExecutable(TASKSET)) {
            pinned.addAll(List.of(TASKSET.toString(), "-c", "0"));
        }
        pinned.addAll(command);
        // A JVM that writes a start cache starts another with its options in the environment, which says so.
        boolean writes = command.stream().anyMatch(option -> option.startsWith("-XX:AOTCacheOutput="));
        try {
            Process process = new ProcessBuilder(pinned)
                    .redirectError(writes ? ProcessBuilder.Redirect.DISCARD : ProcessBuilder.Redirect.INHERIT)
                    .start();
            return new ServerProcess(
                    process,
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Starts a main class of the bench, with the options that the product is started with.
    static ServerProcess java(String main, String... arguments) {
        return java(List.of(), main, arguments);
    }

    /// The same with more options of the JVM.
    static ServerProcess java(List<String> options, String main, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Dcom.amazon.corretto.crypto.provider.registerEdKeyFactory=true",
                "-XX:Tier4InvocationThreshold=20000",
                "-XX:Tier4MinInvocationThreshold=2400",
                "-XX:Tier4CompileThreshold=60000",
                "-XX:Tier4BackEdgeThreshold=160000",
                "-Xmx2g"));
        command.addAll(options);
        for (String option : System.getProperty("kakehashi.bench.server", "").split("@")) {
            if (!option.isEmpty()) {
                command.add(option);
            }
        }
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main));
        command.addAll(List.of(arguments));
        return start(command);
    }

    /// Keeps this process off the core of the servers. Without `taskset`, or with one core, nothing is pinned.
    static void leaveFirstCore() throws IOException, InterruptedException {
        int cores = Runtime.getRuntime().availableProcessors();
        if (Files.isExecutable(TASKSET) && cores > 1) {
            String own = Long.toString(ProcessHandle.current().pid());
            new ProcessBuilder(TASKSET.toString(), "-apc", "1-" + (cores - 1), own)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        }
    }

    /// Waits until somebody listens at a port of the loopback address, for ten seconds at the most.
    static void await(int port) {
        for (int i = 0; i < 1_000; i++) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return;
            } catch (IOException notYet) {
                LockSupport.parkNanos(10_000_000);
            }
        }
        throw new IllegalStateException("nobody listens at port " + port);
    }

    /// The next line that it says.
    String line() {
        try {
            String line = out.readLine();
            if (line == null) {
                throw new IllegalStateException("the server ended: " + process.info());
            }
            return line;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Says a line to it and hears what it answers.
    String tell(String words) {
        try {
            process.getOutputStream().write((words + "\n").getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().flush();
            return line();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// CPU seconds of the process up to now, without those of a JVM's compilers: they end, the load does not.
    double cpuSeconds() {
        Path own = Path.of("/proc", Long.toString(process.pid()));
        try (Stream<Path> threads = Files.list(own.resolve("task"))) {
            double compilers = threads.map(ServerProcess::stat)
                    .filter(stat -> stat.contains("(C1 Comp") || stat.contains("(C2 Comp"))
                    .mapToDouble(ServerProcess::seconds)
                    .sum();
            return seconds(stat(own)) - compilers;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// CPU seconds of the process up to now, all of them.
    double allCpuSeconds() {
        return seconds(stat(Path.of("/proc", Long.toString(process.pid()))));
    }

    private static String stat(Path task) {
        try {
            return Files.readString(task.resolve("stat"));
        } catch (IOException gone) {
            return "";
        }
    }

    private static double seconds(String stat) {
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS;
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
