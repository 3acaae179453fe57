package kakehashi.terminal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import kakehashi.ledger.Backup;

/// Backups of a home whose vault works on: one folder each, named by its time in UTC, below a folder such as a NAS
/// has; the oldest go when there are more than are kept. A backup that broke off has another name and is never
/// counted; it is deleted by the next.
///
/// Rows and sealed state are of one moment between two groups, so what is restored is what a crash at that moment
/// would have left: it starts without a ceremony where nothing was done after it.
///
/// @param home the vault's home
/// @param folder into which backups are written; it must be there
/// @param keep how many are kept
public record ScheduledBackup(VaultHome home, Path folder, int keep) {
    private static final String NAME = "kakehashi-[0-9]{8}T[0-9]{6}Z";
    private static final String UNFINISHED = ".unfinished";
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    /// @throws IllegalArgumentException when none would be kept
    public ScheduledBackup {
        if (keep < 1) {
            throw new IllegalArgumentException("at least one backup is kept");
        }
    }

    /// What was written.
    ///
    /// @param folder of the backup
    /// @param manifest the SHA-256 of its manifest in hex
    /// @param kept how many there are now
    public record Written(Path folder, String manifest, int kept) {}

    /// Writes one and deletes the oldest.
    ///
    /// @param moment when nothing is half written
    /// @throws UncheckedIOException when the folder is not there, is full or cannot be written
    /// @throws kakehashi.ledger.DatabaseFailure when the database fails
    public Written write(Backup.Moment moment, InstantSource clock) {
        String name = "kakehashi-" + TIME.format(clock.instant());
        Path made = folder.resolve(name + UNFINISHED);
        try {
            for (Path broken : backups(NAME + "\\" + UNFINISHED)) {
                delete(broken);
            }
            String manifest = new HomeCopy(made).write(home, moment);
            Path whole = Files.move(made, folder.resolve(name));
            List<Path> all = backups(NAME);
            for (Path old : all.subList(0, Math.max(0, all.size() - keep))) {
                delete(old);
            }
            return new Written(whole, manifest, Math.min(keep, all.size()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The oldest first.
    private List<Path> backups(String pattern) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(path -> path.getFileName().toString().matches(pattern))
                    .sorted()
                    .toList();
        }
    }

    private static void delete(Path tree) throws IOException {
        try (Stream<Path> files = Files.walk(tree)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
