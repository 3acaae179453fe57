package kakehashi.platform;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import kakehashi.ledger.Zone;

/// `kakehashi config check FILE` and `kakehashi config example`.
final class ConfigVerb {
    static final String USAGE = """
            config check FILE [--zone vault|public]
            config example""";

    private final Operator operator;

    ConfigVerb(Operator operator) {
        this.operator = operator;
    }

    int run(List<String> args) {
        Arguments given = Arguments.of(args, Set.of(), Set.of("--zone"));
        if (given.unknown().isEmpty() && given.words().equals(List.of("example"))) {
            operator.out().print(example());
            return 0;
        }
        boolean check = given.words().size() == 2 && given.words().getFirst().equals("check");
        String zone = given.value("--zone").orElse("all");
        if (!check
                || !given.unknown().isEmpty()
                || !Set.of("all", "vault", "public").contains(zone)) {
            return operator.usage(USAGE);
        }
        return check(Path.of(given.words().get(1)), zone);
    }

    private int check(Path file, String zone) {
        Set<Zone> zones = zone.equals("all") ? Set.of(Zone.VAULT, Zone.PUBLIC) : Set.of(Zone.ofLabel(zone));
        try {
            return switch (ConfigFile.read(file, zones)) {
                case ConfigReader.Result.Whole(Configuration whole) -> {
                    operator.say(
                            file + ": 誤りはありません（" + zones(whole) + "）。",
                            file + ": nothing is wrong (" + zones(whole) + ").");
                    yield 0;
                }
                case ConfigReader.Result.Faulty(List<ConfigFault> faults) -> {
                    faults.forEach(fault ->
                            operator.err().println(file + ":" + fault.line() + ": " + fault.text(operator.language())));
                    operator.err()
                            .println(operator.words(
                                    faults.size() + " 件の誤りがあります。",
                                    faults.size() == 1 ? "1 fault." : faults.size() + " faults."));
                    yield ServeRefusal.CONFIGURATION;
                }
            };
        } catch (ServeRefusal e) {
            return operator.refused("config", e);
        }
    }

    private static String zones(Configuration whole) {
        String vault = whole.vault().map(any -> "vault").orElse("");
        String open = whole.relying().map(any -> "public").orElse("");
        return vault + (vault.isEmpty() || open.isEmpty() ? "" : ", ") + open;
    }

    /// The file with all that can be configured.
    static String example() {
        try (InputStream in = ConfigVerb.class.getResourceAsStream("kakehashi.example.toml")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
