package kakehashi.platform;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import kakehashi.ledger.Zone;

/// `kakehashi serve vault`, `kakehashi serve public`, `kakehashi serve --all`.
///
/// A zone's process stays until it is told to end: then it finishes what it is at, closes what is open, and ends
/// with
/// 0. A vault that has stopped signing ends with 75, and whoever watches over it leaves it so.
final class Serve {
    static final String USAGE = """
            serve vault [--config FILE]
            serve public [--config FILE]
            serve --all [--config FILE]""";
    private static final long LOOK_MILLIS = 500;

    private final Operator operator;
    private final InstantSource clock;

    Serve(Operator operator, InstantSource clock) {
        this.operator = operator;
        this.clock = clock;
    }

    int run(List<String> args) {
        Arguments given = Arguments.of(args, Set.of("--all", ServeChildren.CHILD), Set.of("--config"));
        List<String> zones = given.words();
        boolean one = zones.equals(List.of("vault")) || zones.equals(List.of("public"));
        if (!given.unknown().isEmpty() || one == given.has("--all") || zones.size() > 1) {
            return operator.usage(USAGE);
        }
        Path file = Path.of(given.value("--config").orElse(ConfigFile.USUAL));
        Stop stop = Stop.onSignal();
        int code;
        try {
            code = one ? zone(Zone.ofLabel(zones.getFirst()), file, given, stop) : all(file, stop);
        } catch (ServeRefusal e) {
            code = operator.refused(one ? zones.getFirst() : file.toString(), e);
        } catch (RuntimeException e) {
            // Otherwise the signal's hook would wait for work that is no longer done.
            operator.err()
                    .println(operator.words(
                            "kakehashi: この製品の不具合か、予期しない障害です。以下の記録を添えて報告してください。",
                            "kakehashi: a bug of this product, or a failure that it did not expect. Please report it with"
                                    + " the trace below."));
            e.printStackTrace(operator.err());
            code = ServeRefusal.BUG;
        }
        return stop.finish(code);
    }

    private int zone(Zone zone, Path file, Arguments given, Stop stop) {
        boolean child = given.has(ServeChildren.CHILD);
        if (child) {
            stop.andAtEndOf(System.in);
        }
        Configuration configuration = ConfigFile.whole(file, Set.of(zone));
        Runnable databaseUp = () -> {
            if (child) {
                operator.out().println(ServeChildren.DATABASE);
            }
        };
        try (Service service = open(zone, configuration, file, databaseUp)) {
            if (child) {
                operator.out().println(ServeChildren.READY);
            }
            return stay(zone.label(), List.of(service), stop);
        }
    }

    private Service open(Zone zone, Configuration configuration, Path file, Runnable databaseUp) {
        return switch (zone) {
            case VAULT ->
                VaultService.open(configuration.vault().orElseThrow(() -> absent(zone, file)), clock, databaseUp);
            case PUBLIC -> PublicService.open(configuration.relying().orElseThrow(() -> absent(zone, file)), clock);
            case OFFICE -> throw absent(zone, file);
        };
    }

    private static ServeRefusal absent(Zone zone, Path file) {
        return new ServeRefusal(
                ServeRefusal.CONFIGURATION,
                file + " に [" + zone.label() + "] がありません。この機械で動かす区画を書いてください。",
                file + " has no [" + zone.label() + "]. Write down the zone that this machine is to run.");
    }

    private int all(Path file, Stop stop) {
        Configuration configuration = ConfigFile.whole(file, Set.of(Zone.VAULT, Zone.PUBLIC));
        Map<Zone, Map<String, String>> zones = new EnumMap<>(Zone.class);
        configuration.vault().ifPresent(vault -> zones.put(Zone.VAULT, vault.environment()));
        configuration.relying().ifPresent(open -> zones.put(Zone.PUBLIC, open.environment()));
        if (zones.isEmpty()) {
            throw absent(Zone.VAULT, file);
        }
        return switch (configuration.processes()) {
            case EACH_ZONE -> new ServeChildren(operator, file, ServeChildren.ownCommand()).run(zones, stop);
            case ONE -> together(zones.keySet(), configuration, file, stop);
        };
    }

    /// All zones in this process, for trials.
    private int together(Set<Zone> zones, Configuration configuration, Path file, Stop stop) {
        List<Service> services = new ArrayList<>();
        try {
            for (Zone zone : zones) {
                services.add(open(zone, configuration, file, () -> {}));
            }
            return stay("all", services, stop);
        } finally {
            services.reversed().forEach(Service::close);
        }
    }

    private int stay(String name, List<Service> services, Stop stop) {
        String places = String.join("; ", services.stream().map(Service::ready).toList());
        operator.say("kakehashi " + name + ": 稼働中 (" + places + ")", "kakehashi " + name + ": ready (" + places + ")");
        ServiceNotice.ready(places);
        while (!stop.await(LOOK_MILLIS)) {
            Optional<ServeRefusal> stopped = services.stream()
                    .flatMap(service -> service.stopped().stream())
                    .findFirst();
            if (stopped.isPresent()) {
                return operator.refused(name, stopped.get());
            }
        }
        ServiceNotice.stopping();
        operator.say("kakehashi " + name + ": 終了します", "kakehashi " + name + ": stopping");
        return 0;
    }
}
