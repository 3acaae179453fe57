package kakehashi.platform;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import kakehashi.console.Console;
import kakehashi.console.ExitCode;
import kakehashi.console.InputProblem;
import kakehashi.console.Phrase;
import kakehashi.ledger.Zone;

/// One process for each zone, started and watched by this one.
///
/// | a child | then |
/// |---|---|
/// | ends with 64, 65 or 66 before it was ever ready | everything ends, with its exit code: it was told wrongly |
/// | dies otherwise | it is started again, after 1 s, then 2, 4 … 60 s; after ten minutes of work the count begins
/// anew
/// |
/// | ends with 64, 65, 66 or 75 | it stays down, for a restart would not help; the others go on |
///
/// No zone waits for another one's people: the public zone starts as soon as the vault has brought up the database,
/// while custodians may still be on their way, and when the vault has stopped signing.
///
/// When this process is told to end, the children are: the public zone first. When it is killed, they notice by
/// their standard input, and end as well.
final class ServeChildren {
    /// Says to a child that its standard input is its parent's hand.
    static final String CHILD = "--child";

    /// What a child prints when it is ready.
    static final String READY = "kakehashi-ready";

    /// What a child prints when others may use the database that it brings along.
    static final String DATABASE = "kakehashi-database";

    private static final Set<Integer> TOLD_WRONGLY =
            Set.of(ExitCode.USAGE.number(), ExitCode.MALFORMED.number(), ExitCode.NOT_FOUND.number());
    private static final Set<Integer> FINAL = Set.of(
            ExitCode.USAGE.number(),
            ExitCode.MALFORMED.number(),
            ExitCode.NOT_FOUND.number(),
            ExitCode.HALTED.number());
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(60);
    private static final Duration STEADY = Duration.ofMinutes(10);
    private static final Duration GRACE = Duration.ofSeconds(45);
    private static final long LOOK_MILLIS = 200;

    private final Console console;
    private final Path config;
    private final List<String> launcher;
    private final List<String> manner;
    private final List<Child> children = new ArrayList<>();

    /// @param launcher what starts this program, before its arguments
    /// @param manner the options that say how a child speaks
    ServeChildren(Console console, Path config, List<String> launcher, List<String> manner) {
        this.console = console;
        this.launcher = List.copyOf(launcher);
        this.manner = List.copyOf(manner);
        this.config = config.toAbsolutePath();
    }

    /// A zone's process, and those that came before it.
    private static final class Child {
        private final Zone zone;
        private final Map<String, String> environment;
        private Process process;
        private volatile boolean going;
        private boolean down;
        private int failures;
        private long began;
        private long startAt;

        Child(Zone zone, Map<String, String> environment) {
            this.zone = zone;
            this.environment = environment;
        }
    }

    /// Runs the zones until this process is told to end, or none is left.
    ///
    /// @param zones in the order of their start, each with the environment that its process is given
    /// @return 0 when it was told to; else the exit code of the child that failed
    int run(Map<Zone, Map<String, String>> zones, Stop stop) {
        try {
            for (Map.Entry<Zone, Map<String, String>> zone : zones.entrySet()) {
                Child child = new Child(zone.getKey(), zone.getValue());
                children.add(child);
                start(child);
                int failed = awaitGoing(child, stop);
                if (failed != 0) {
                    return failed;
                }
            }
            ServiceNotice.ready(zones.keySet().toString());
            return watch(stop);
        } finally {
            ServiceNotice.stopping();
            children.reversed().forEach(this::end);
        }
    }

    /// @return 0 when the next zone may start, now that this one is ready, has the database up, or is down
    private int awaitGoing(Child child, Stop stop) {
        while (!child.going && child.process.isAlive()) {
            if (stop.await(LOOK_MILLIS)) {
                return 0;
            }
        }
        if (child.going || !TOLD_WRONGLY.contains(child.process.exitValue())) {
            return 0;
        }
        int code = child.process.exitValue();
        console.problemLine(console.say(new Phrase(
                child.zone.label() + " は起動できませんでした（終了コード " + code + "）。上の理由を直してから、もう一度起動してください。",
                child.zone.label() + " did not start (exit code " + code
                        + "). Mend what it says above, and start again.")));
        return code;
    }

    private int watch(Stop stop) {
        while (!stop.await(LOOK_MILLIS)) {
            children.stream().filter(child -> !child.down).forEach(this::look);
            if (children.stream().allMatch(child -> child.down)) {
                return children.stream()
                        .mapToInt(child -> child.process.exitValue())
                        .max()
                        .orElse(0);
            }
        }
        return 0;
    }

    private void look(Child child) {
        long now = System.nanoTime();
        if (child.process.isAlive()) {
            return;
        }
        if (child.startAt == 0) {
            died(child, now);
        } else if (now >= child.startAt) {
            start(child);
        }
    }

    private void died(Child child, long now) {
        int code = child.process.exitValue();
        if (FINAL.contains(code)) {
            child.down = true;
            console.problemLine(console.say(new Phrase(
                    child.zone.label() + " は終了コード " + code + " で止まりました。原因が直るまで再起動しません。他の区画は動き続けます。",
                    child.zone.label() + " has stopped with exit code " + code
                            + ". It is not started again until somebody has looked; the other zones go on.")));
            return;
        }
        boolean steady = now - child.began > STEADY.toNanos();
        child.failures = steady ? 1 : child.failures + 1;
        long seconds = Math.min(LONGEST_PAUSE.toSeconds(), 1L << Math.min(child.failures - 1, 6));
        child.startAt = now + TimeUnit.SECONDS.toNanos(seconds);
        console.problemLine(console.say(new Phrase(
                child.zone.label() + " が終了コード " + code + " で落ちました。" + seconds + " 秒後に再起動します。",
                child.zone.label() + " died with exit code " + code + ". It is started again in " + seconds + " s.")));
    }

    private void start(Child child) {
        List<String> command = new ArrayList<>(launcher);
        command.addAll(List.of("serve", child.zone.label(), "--config", config.toString(), CHILD));
        command.addAll(manner);
        try {
            child.going = false;
            child.startAt = 0;
            child.began = System.nanoTime();
            ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
            builder.environment().putAll(child.environment);
            // The child tells its parent, and the parent tells systemd.
            builder.environment().remove("NOTIFY_SOCKET");
            child.process = builder.start();
            Thread.ofVirtual().name("kakehashi-" + child.zone.label()).start(() -> pass(child, child.process));
        } catch (IOException e) {
            throw new InputProblem(
                    ExitCode.UNAVAILABLE,
                    child.zone.label(),
                    new Phrase("プロセスを起動できません: %s", "its process cannot be started: %s").with(e.getMessage()),
                    new Phrase("kakehashi の置き場所と権限を確かめてください。", "Look where kakehashi lies, and at its rights."));
        }
    }

    /// How this very program is started: by the launcher that started it, which knows each zone's folder.
    static List<String> ownCommand() {
        String launcher = System.getProperty("kakehashi.launcher", "");
        if (!launcher.isEmpty()) {
            return List.of(launcher);
        }
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-Dcom.amazon.corretto.crypto.provider.registerEdKeyFactory=true",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName());
    }

    private void pass(Child child, Process process) {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.equals(READY) || line.equals(DATABASE)) {
                    child.going = true;
                } else {
                    console.out().println(line);
                }
            }
        } catch (IOException e) {
            // The child is gone; whoever watches it says so.
        }
    }

    private void end(Child child) {
        try {
            child.process.getOutputStream().close();
        } catch (IOException e) {
            // It is gone already.
        }
        try {
            if (!child.process.waitFor(GRACE.toSeconds(), TimeUnit.SECONDS)) {
                child.process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
