package kakehashi.platform;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalTime;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import kakehashi.ledger.Witness;
import kakehashi.ledger.WitnessKey;

/// Reads what the vault does each night: `[vault.jobs]`, and `figures` of `[vault]`.
final class HousekeepingReader {
    private static final LocalTime BACKUP = LocalTime.of(3, 0);
    private static final int USUAL_KEPT = 14;
    private static final int MOST_KEPT = 1_000;

    private final ConfigSection vault;

    HousekeepingReader(ConfigSection vault) {
        this.vault = vault;
    }

    Configuration.Housekeeping read() {
        Optional<Path> figures = vault.path("figures");
        Optional<ConfigSection> jobs = vault.section("jobs");
        Configuration.Housekeeping usual = Configuration.Housekeeping.USUAL;
        return new Configuration.Housekeeping(
                time(jobs, "audit-review", usual.auditReview()),
                time(jobs, "tidy", usual.tidy()),
                jobs.flatMap(HousekeepingReader::backup),
                figures,
                vault.sections("witness").stream()
                        .flatMap(one -> witness(one).stream())
                        .toList());
    }

    private static Optional<LocalTime> time(Optional<ConfigSection> jobs, String name, Optional<LocalTime> usual) {
        return jobs.map(section -> section.time(name, usual)).orElse(usual);
    }

    private static Optional<Witness> witness(ConfigSection section) {
        Optional<WitnessKey> key = section.neededText("key")
                .flatMap(text -> section.parsed(
                        "key",
                        text,
                        WitnessKey::ofText,
                        "証人の検証鍵ではありません。名前+鍵 ID+Base64（種別 04）の形で書いてください。",
                        "is no key of a witness. Write it as C2SP signed-note does: name+id+base64, of the type 04."));
        Optional<URI> prefix = section.neededText("url")
                .flatMap(text -> section.parsed(
                        "url",
                        text,
                        word -> word.matches("https?://[^/\\s]+(/[^\\s]*)?") && !word.endsWith("/")
                                ? Optional.of(URI.create(word))
                                : Optional.empty(),
                        "証人の URL ではありません（末尾の / は付けません。例 https://witness.example/w）。",
                        "is no address of a witness, without a slash at its end (such as https://witness.example/w)."));
        Optional<Witness.AtStart> atStart = section.text("at-start")
                .flatMap(text -> section.parsed(
                        "at-start",
                        text,
                        HousekeepingReader::atStart,
                        "stop（署名を始めない）か alarm（警報だけ）と書いてください。",
                        "is neither stop (nothing is signed) nor alarm."));
        return prefix.flatMap(url -> key.map(known -> new Witness(url, known)))
                .map(one -> atStart.map(word -> new Witness(one.prefix(), one.key(), word))
                        .orElse(one));
    }

    private static Optional<Witness.AtStart> atStart(String word) {
        return Stream.of(Witness.AtStart.values())
                .filter(one -> one.name().toLowerCase(Locale.ROOT).equals(word))
                .findFirst();
    }

    private static Optional<Configuration.BackupPlan> backup(ConfigSection section) {
        Optional<LocalTime> at = section.time("backup", Optional.of(BACKUP));
        Optional<Path> folder = section.path("backup-folder");
        int keep = section.number("backup-keep", 1, MOST_KEPT, USUAL_KEPT);
        boolean asked = section.has("backup") || section.has("backup-keep");
        if (asked && at.isPresent() && folder.isEmpty()) {
            section.fault(
                    "backup",
                    "バックアップの置き場所がありません。backup-folder に NAS などのフォルダを書いてください。",
                    "there is no place for backups. Write a folder, such as one of a NAS, as backup-folder.");
        }
        if (folder.isPresent() && !Files.isDirectory(folder.get())) {
            section.fault(
                    "backup-folder",
                    folder.get() + " というフォルダはありません。接続を確かめてください。",
                    "there is no folder " + folder.get() + ". Look whether it is mounted.");
        }
        return at.flatMap(time -> folder.map(place -> new Configuration.BackupPlan(time, place, keep)));
    }
}
