package kakehashi.web;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What people must be told of while the process goes on answering: each alarm is a metric, `kakehashi_alarm`, a
/// line in the log when it is raised and when it is over, and shown at `/readyz` without making that fail
/// (docs/adr/0015).
public final class Alarms implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger("kakehashi.alarm");

    private final List<HealthCheck> checks;
    private final Duration every;
    private final Map<String, Optional<String>> raised = new LinkedHashMap<>();
    private final Thread watch;

    private Alarms(List<HealthCheck> checks, Duration every) {
        this.checks = List.copyOf(checks);
        this.every = every;
        this.watch = Thread.ofVirtual().name("kakehashi-alarms").unstarted(this::watch);
    }

    /// Asks the checks now and from then on, until it is closed.
    ///
    /// @param checks what must hold; each has its own name
    /// @param metrics where they are shown
    /// @param every how often they are asked for the log
    public static Alarms watch(List<HealthCheck> checks, Metrics metrics, Duration every) {
        Alarms alarms = new Alarms(checks, every);
        for (HealthCheck check : checks) {
            metrics.gauge(
                    "kakehashi_alarm",
                    "1 while people must be told of it.",
                    Map.of("alarm", check.name()),
                    () -> check.ask().isPresent() ? 1 : 0);
        }
        alarms.look();
        alarms.watch.start();
        return alarms;
    }

    /// The alarms of this moment: the name of each check with what is wrong.
    public Map<String, Optional<String>> now() {
        Map<String, Optional<String>> all = new LinkedHashMap<>();
        checks.forEach(check -> all.put(check.name(), check.ask()));
        return all;
    }

    private void watch() {
        try {
            while (true) {
                Thread.sleep(every);
                look();
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void look() {
        now().forEach((name, wrong) -> {
            boolean before = raised.getOrDefault(name, Optional.empty()).isPresent();
            if (wrong.isPresent() && !before) {
                LOG.log(Level.ERROR, "alarm {0}: {1}", name, wrong.get());
            } else if (wrong.isEmpty() && before) {
                LOG.log(Level.INFO, "alarm {0} is over", name);
            }
            raised.put(name, wrong);
        });
    }

    @Override
    public void close() {
        watch.interrupt();
    }
}
