package kakehashi.platform;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import kakehashi.ledger.Zone;
import kakehashi.path.Language;
import kakehashi.profiles.ProfileFault;
import kakehashi.profiles.TomlSection;
import kakehashi.profiles.TomlText;
import kakehashi.x509.Bytes;

/// Reads a configuration and all files that it names. Everything that is wrong is told together, by line; an
/// unknown key is wrong, and the nearest known one is named.
///
/// A zone that was not asked for is passed over: its files may belong to another user, and its rooms need not be on
/// the class path.
public final class ConfigReader {
    private static final Map<String, Configuration.Mode> MODES =
            Map.of("production", Configuration.Mode.PRODUCTION, "trial", Configuration.Mode.TRIAL);
    private static final Map<String, Configuration.Processes> PROCESSES =
            Map.of("each-zone", Configuration.Processes.EACH_ZONE, "one", Configuration.Processes.ONE);

    private final List<ConfigFault> faults = new ArrayList<>();
    private final Set<Zone> zones;

    private ConfigReader(Set<Zone> zones) {
        this.zones = zones;
    }

    /// What came of reading.
    public sealed interface Result {
        /// Nothing is wrong.
        record Whole(Configuration configuration) implements Result {}

        /// What is wrong, by line.
        record Faulty(List<ConfigFault> faults) implements Result {}
    }

    /// Reads a configuration.
    ///
    /// @param text the octets of the file
    /// @param folder where the file lies; relative names start there
    /// @param zones the zones that are wanted, of vault and public
    public static Result read(Bytes text, Path folder, Set<Zone> zones) {
        return new ConfigReader(zones).read(text, folder.toAbsolutePath());
    }

    private Result read(Bytes text, Path folder) {
        List<ProfileFault> ofText = new ArrayList<>();
        Optional<TomlSection> root = TomlText.read(text, ofText);
        Optional<Configuration> whole = root.map(table -> read(new ConfigSection(table, folder, faults)));
        root.ifPresent(TomlSection::refuseUnknownKeys);
        ofText.forEach(fault ->
                faults.add(new ConfigFault(fault.line(), fault.text(Language.JAPANESE), fault.text(Language.ENGLISH))));
        if (!faults.isEmpty() || whole.isEmpty()) {
            return new Result.Faulty(faults.stream()
                    .distinct()
                    .sorted(Comparator.comparingInt(ConfigFault::line))
                    .toList());
        }
        return new Result.Whole(whole.get());
    }

    /// What it answers counts only when no fault was noted.
    private Configuration read(ConfigSection root) {
        root.number("format", 1, 1, 1);
        if (zones.stream().map(Zone::label).noneMatch(root::has)) {
            root.fault(
                    zones.iterator().next().label(),
                    "区画がありません。この計算機で動かす区画を [vault] か [public] に書いてください。",
                    "it has no zone. Write the zone that this machine is to run under [vault] or [public].");
        }
        Configuration.Mode mode = root.word("mode", MODES).orElse(Configuration.Mode.PRODUCTION);
        Configuration.Processes processes = root.word("processes", PROCESSES).orElse(Configuration.Processes.EACH_ZONE);
        if (mode == Configuration.Mode.PRODUCTION && processes == Configuration.Processes.ONE) {
            root.fault(
                    "processes",
                    "本番では区画ごとに一つのプロセスが必要です。each-zone とするか、mode を trial にしてください。",
                    "production wants a process for each zone. Say each-zone, or make mode trial.");
        }
        Optional<Configuration.Vault> vault =
                wanted(Zone.VAULT, root).flatMap(section -> new VaultReader(section, mode).read());
        Optional<Configuration.Relying> relying =
                wanted(Zone.PUBLIC, root).flatMap(section -> new PublicReader(section, mode).read());
        return new Configuration(mode, processes, vault, relying);
    }

    private Optional<ConfigSection> wanted(Zone zone, ConfigSection root) {
        return root.has(zone.label()) && zones.contains(zone) ? root.section(zone.label()) : Optional.empty();
    }
}
