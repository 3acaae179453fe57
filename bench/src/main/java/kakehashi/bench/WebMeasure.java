package kakehashi.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/// Requests for 2 kB from memory on connections that stay open: our server, the library below it, the JDK's. Each
/// in its own process on the first core, the load on the second, in turns; CPU time of the serving process counts.
final class WebMeasure {
    private static final int CONNECTIONS = 16;
    private static final double TICKS = 100;
    private static final long WARM_UP = 8_000;
    private static final String REQUEST =
            "GET /ocsp/MEQwQjBAMD4wPDAJBgUrDgMCGgUABBQ1mI4Ww4R5LZiQ295pj4OF HTTP/1.1\r\nHost: localhost\r\n\r\n";

    private WebMeasure() {}

    /// A server in a process of its own.
    private record Server(String name, Process process, int port, List<Double> perCpuSecond) {
        double median() {
            return Rounds.quantile(perCpuSecond, 0.5);
        }
    }

    static List<Figure> run(Effort effort) throws IOException, InterruptedException {
        pinTo(1, ProcessHandle.current().pid());
        List<Server> servers = new ArrayList<>();
        try {
            for (String name : List.of("ours", "helidon", "jdk", "page")) {
                servers.add(start(name));
            }
            long millis = effort.times(1_500, 5_000);
            for (Server server : servers) {
                load(server, WARM_UP);
            }
            servers.forEach(server -> server.perCpuSecond.clear());
            for (int round = 0; round < effort.times(5, 9); round++) {
                for (Server server : servers) {
                    load(server, millis);
                }
            }
            return figures(servers);
        } finally {
            servers.forEach(server -> server.process.destroy());
        }
    }

    private static List<Figure> figures(List<Server> servers) {
        double ours = servers.get(0).median();
        double helidon = servers.get(1).median();
        double jdk = servers.get(2).median();
        return List.of(
                Figure.atLeast("web.get", "GET of 2 kB from memory, answers a CPU second", ours, "/s", 60_000),
                Figure.beside("web.helidon", "the same by bare Helidon", helidon, "/s"),
                Figure.beside("web.jdk", "the same by the JDK's server", jdk, "/s"),
                Figure.atLeast("web.of-helidon", "GET: of bare Helidon's answers", ours / helidon, "×", 0.6),
                Figure.beside(
                        "web.page",
                        "page with a table of 50 rows, made anew, answers a CPU second",
                        servers.get(3).median(),
                        "/s"));
    }

    private static Server start(String name) throws IOException {
        List<String> command = new ArrayList<>();
        if (Files.isExecutable(Path.of("/usr/bin/taskset"))) {
            command.addAll(List.of("/usr/bin/taskset", "-c", "0"));
        }
        command.addAll(List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                "kakehashi.bench.WebPeer",
                name));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        return new Server(name, process, Integer.parseInt(out.readLine()), new ArrayList<>());
    }

    /// Without `taskset` nothing is pinned, and CPU time still counts.
    private static void pinTo(int core, long process) throws IOException, InterruptedException {
        if (Files.isExecutable(Path.of("/usr/bin/taskset"))
                && Runtime.getRuntime().availableProcessors() > 1) {
            new ProcessBuilder("/usr/bin/taskset", "-apc", Integer.toString(core), Long.toString(process))
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        }
    }

    private static void load(Server server, long millis) throws InterruptedException, IOException {
        AtomicLong answers = new AtomicLong();
        long end = System.nanoTime() + millis * 1_000_000;
        double before = cpuSeconds(server.process);
        List<Thread> clients = new ArrayList<>();
        for (int i = 0; i < CONNECTIONS; i++) {
            clients.add(Thread.ofPlatform().start(() -> answers.addAndGet(ask(server.port, end))));
        }
        for (Thread client : clients) {
            client.join();
        }
        server.perCpuSecond.add(answers.get() / (cpuSeconds(server.process) - before));
    }

    /// Asks one request after another until the time is over; how many were answered.
    private static long ask(int port, long end) {
        byte[] request = REQUEST.getBytes(StandardCharsets.US_ASCII);
        byte[] buffer = new byte[64 * 1024];
        long answers = 0;
        try (Socket socket = new Socket("localhost", port)) {
            socket.setTcpNoDelay(true);
            int length = 0;
            while (System.nanoTime() < end) {
                socket.getOutputStream().write(request);
                if (length == 0) {
                    length = first(socket.getInputStream(), buffer);
                } else if (socket.getInputStream().readNBytes(buffer, 0, length) < length) {
                    throw new IOException("the server closed");
                }
                answers++;
            }
        } catch (IOException e) {
            throw new IllegalStateException("load failed", e);
        }
        return answers;
    }

    /// The length of the first answer; those that follow are as long.
    private static int first(InputStream in, byte[] buffer) throws IOException {
        int length = 0;
        do {
            length += in.read(buffer, length, buffer.length - length);
        } while (!isWhole(new String(buffer, 0, length, StandardCharsets.ISO_8859_1)));
        return length;
    }

    private static boolean isWhole(String answer) {
        int head = answer.indexOf("\r\n\r\n");
        int field = answer.toLowerCase(java.util.Locale.ROOT).indexOf("\r\ncontent-length:");
        if (head < 0 || field < 0) {
            return false;
        }
        int length = Integer.parseInt(
                answer.substring(field + 17, answer.indexOf("\r\n", field + 2)).strip());
        return answer.length() >= head + 4 + length;
    }

    private static double cpuSeconds(Process process) throws IOException {
        String stat = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS;
    }
}
