package kakehashi.platform;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import kakehashi.ledger.Zone;
import picocli.CommandLine.Option;

/// Which configuration a verb reads, and of which zones.
final class ConfigPlace {
    @Option(names = "--config", paramLabel = "FILE", descriptionKey = "config.file")
    private Path file = Path.of(ConfigFile.USUAL);

    @Option(names = "--zone", paramLabel = "vault|public", converter = ZoneWord.class, descriptionKey = "config.zone")
    private Optional<Zone> zone = Optional.empty();

    Path file() {
        return file;
    }

    /// Those that were asked for: one, or all that a configuration can have, the vault first.
    List<Zone> zones() {
        return zone.map(List::of).orElse(List.of(Zone.VAULT, Zone.PUBLIC));
    }
}
