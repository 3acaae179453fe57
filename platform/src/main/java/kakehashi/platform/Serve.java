package kakehashi.platform;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import kakehashi.console.CommonOptions;
import kakehashi.console.Console;
import kakehashi.console.ExitCode;
import kakehashi.console.InputProblem;
import kakehashi.console.JsonText;
import kakehashi.console.Phrase;
import kakehashi.ledger.Zone;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `kakehashi serve vault`, `kakehashi serve public`, `kakehashi serve --all`.
///
/// A zone's process stays until it is told to end: then it finishes what it is at, closes what is open, and ends
/// with
/// 0. A vault that has stopped signing ends with 75, and whoever watches over it leaves it so.
@Command(name = "serve")
final class Serve implements Callable<Integer> {
    private static final long LOOK_MILLIS = 500;

    private final Console console;

    @Mixin
    private CommonOptions common;

    @ArgGroup(multiplicity = "1")
    private What what;

    @Option(names = "--config", paramLabel = "FILE", descriptionKey = "config.file")
    private Path file = Path.of(ConfigFile.USUAL);

    @Option(names = ServeChildren.CHILD, hidden = true, descriptionKey = "serve.child")
    private boolean child;

    Serve(Console console) {
        this.console = console;
    }

    /// One zone, or all.
    static final class What {
        @Parameters(paramLabel = "vault|public", converter = ZoneWord.class, descriptionKey = "serve.zone")
        private Zone zone;

        @Option(names = "--all", required = true, descriptionKey = "serve.all")
        private boolean all;
    }

    @Override
    public Integer call() {
        Stop stop = Stop.onSignal();
        int code;
        try {
            code = what.all ? all(stop) : zone(what.zone, stop);
        } catch (InputProblem e) {
            console.problem(e);
            code = e.exitCode();
        } catch (RuntimeException e) {
            // Otherwise the signal's hook would wait for work that is no longer done.
            stop.finish(ExitCode.BUG.number());
            throw e;
        }
        return stop.finish(code);
    }

    private int zone(Zone zone, Stop stop) {
        if (child) {
            stop.andAtEndOf(System.in);
        }
        Configuration configuration = ConfigFile.whole(file, Set.of(zone));
        Runnable databaseUp = () -> {
            if (child) {
                console.out().println(ServeChildren.DATABASE);
            }
        };
        try (Service service = open(zone, configuration, databaseUp)) {
            if (child) {
                console.out().println(ServeChildren.READY);
            }
            return stay(zone.label(), List.of(service), stop);
        }
    }

    private Service open(Zone zone, Configuration configuration, Runnable databaseUp) {
        return switch (zone) {
            case VAULT ->
                VaultService.open(configuration.vault().orElseThrow(() -> absent(zone)), console.clock(), databaseUp);
            case PUBLIC -> PublicService.open(configuration.relying().orElseThrow(() -> absent(zone)), console.clock());
            case OFFICE -> throw absent(zone);
        };
    }

    private InputProblem absent(Zone zone) {
        return new InputProblem(
                ExitCode.MALFORMED,
                file.toString(),
                new Phrase("[%s] がありません。", "has no [%s].").with(zone.label()),
                new Phrase("この計算機で動かす区画を書いてください。", "Write down the zone that this machine is to run."));
    }

    private int all(Stop stop) {
        Configuration configuration = ConfigFile.whole(file, Set.of(Zone.VAULT, Zone.PUBLIC));
        Map<Zone, Map<String, String>> zones = new EnumMap<>(Zone.class);
        configuration.vault().ifPresent(vault -> zones.put(Zone.VAULT, vault.environment()));
        configuration.relying().ifPresent(open -> zones.put(Zone.PUBLIC, open.environment()));
        if (zones.isEmpty()) {
            throw absent(Zone.VAULT);
        }
        return switch (configuration.processes()) {
            case EACH_ZONE -> new ServeChildren(console, file, ServeChildren.ownCommand(), manner()).run(zones, stop);
            case ONE -> together(zones.keySet(), configuration, stop);
        };
    }

    /// A child speaks as this process does.
    private List<String> manner() {
        String language = switch (console.language()) {
            case JAPANESE -> "--lang=ja";
            case ENGLISH -> "--lang=en";
        };
        return common.json() ? List.of(language, "--json") : List.of(language);
    }

    /// All zones in this process, for trials.
    private int together(Set<Zone> zones, Configuration configuration, Stop stop) {
        List<Service> services = new ArrayList<>();
        try {
            for (Zone zone : zones) {
                services.add(open(zone, configuration, () -> {}));
            }
            return stay("all", services, stop);
        } finally {
            services.reversed().forEach(Service::close);
        }
    }

    private int stay(String name, List<Service> services, Stop stop) {
        String places = String.join("; ", services.stream().map(Service::ready).toList());
        tell(name, "ready", new Phrase("kakehashi %s: 稼働中 (%s)", "kakehashi %s: ready (%s)").with(name, places));
        ServiceNotice.ready(places);
        while (!stop.await(LOOK_MILLIS)) {
            Optional<InputProblem> stopped = services.stream()
                    .flatMap(service -> service.stopped().stream())
                    .findFirst();
            if (stopped.isPresent()) {
                console.problem(stopped.get());
                return stopped.get().exitCode();
            }
        }
        ServiceNotice.stopping();
        tell(name, "stopping", new Phrase("kakehashi %s: 終了します", "kakehashi %s: stopping").with(name));
        return ExitCode.YES.number();
    }

    private void tell(String name, String state, Phrase words) {
        if (common.json()) {
            console.out().println(JsonText.line(Map.of("zone", name, "state", state, "words", words.english())));
        } else {
            console.line(words);
        }
    }
}
