package kakehashi.platform;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import kakehashi.files.WholeFile;
import kakehashi.ledger.RoundThread;
import kakehashi.x509.Bytes;

/// The vault's figures and alarms. The vault listens on no network, so the figures go into a file in the text
/// format of Prometheus, which an exporter on the same machine reads; it is replaced every 15 seconds. An alarm is
/// a figure, a line in the log when it is raised and when it is over, and the status that systemd shows.
final class VaultFigures implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger("kakehashi.alarm");
    private static final Duration PAUSE = Duration.ofSeconds(15);

    private final Path file;
    private final Map<String, Supplier<Optional<String>>> alarms;
    private final Consumer<FigureText> further;
    private final Supplier<Instant> clock;
    private final Map<String, Optional<String>> raised = new HashMap<>();
    private final RoundThread rounds;

    private VaultFigures(
            Path file,
            Map<String, Supplier<Optional<String>>> alarms,
            Consumer<FigureText> further,
            Supplier<Instant> clock) {
        this.file = file;
        this.alarms = new LinkedHashMap<>(alarms);
        this.further = further;
        this.clock = clock;
        this.rounds = new RoundThread("vault-figures", PAUSE, this::look);
    }

    /// Begins to write.
    ///
    /// @param alarms by name: what is wrong, as long as it is
    /// @param further writes the figures besides alarms
    static VaultFigures start(
            Path file,
            Map<String, Supplier<Optional<String>>> alarms,
            Consumer<FigureText> further,
            Supplier<Instant> clock) {
        VaultFigures figures = new VaultFigures(file, alarms, further, clock);
        figures.rounds.start();
        return figures;
    }

    private void look() {
        Map<String, Optional<String>> now = new LinkedHashMap<>();
        alarms.forEach((name, alarm) -> now.put(name, alarm.get()));
        now.forEach(this::tell);
        try {
            Bytes text = Bytes.wrap(text(now).getBytes(StandardCharsets.UTF_8));
            WholeFile.replace(file, text, WholeFile.Option.UNFORCED);
            tell("figures", Optional.empty());
        } catch (IOException e) {
            tell(
                    "figures",
                    Optional.of(file + " cannot be written: " + e.getClass().getSimpleName()));
        }
    }

    private void tell(String name, Optional<String> wrong) {
        boolean before = raised.getOrDefault(name, Optional.empty()).isPresent();
        raised.put(name, wrong);
        if (wrong.isPresent() && !before) {
            LOG.log(Level.ERROR, "alarm {0}: {1}", name, wrong.get());
            ServiceNotice.status("警報 / alarm " + name + ": " + wrong.get());
        } else if (wrong.isEmpty() && before) {
            LOG.log(Level.INFO, "alarm {0} is over", name);
            ServiceNotice.status("警報解除 / alarm is over: " + name);
        }
    }

    private String text(Map<String, Optional<String>> now) {
        FigureText text = new FigureText();
        text.family("kakehashi_alarm", "1 while people must be told of it.");
        now.forEach((name, wrong) -> text.sample("kakehashi_alarm", "alarm", name, wrong.isPresent() ? 1 : 0));
        text.family("kakehashi_figures_timestamp_seconds", "When these figures were written.");
        text.sample("kakehashi_figures_timestamp_seconds", clock.get().getEpochSecond());
        further.accept(text);
        return text.toString();
    }

    /// Writes no more; the file stays, with the time of its last writing in it.
    @Override
    public void close() {
        rounds.close();
    }
}
