package kakehashi.issuing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import kakehashi.files.WholeFile;
import kakehashi.ledger.RoundThread;
import kakehashi.x509.Bytes;

/// The way into the vault that no portal can withhold: signed orders that an operator lays into a folder on the
/// vault's own machine (docs/adr/0003, "Not only the portal"). `NAME.order` is answered by `NAME.outcome` beside it
/// and is renamed to `NAME.done`; what cannot be an order is answered as refused.
public final class SpoolIntake implements AutoCloseable {
    private static final String ORDER = ".order";
    private static final long LARGEST = 1 << 22;
    private static final Duration POLL = Duration.ofMillis(500);

    private final Logger log = System.getLogger(SpoolIntake.class.getName());
    private final IssuingAuthority authority;
    private final Path folder;
    private final RoundThread rounds;

    private SpoolIntake(IssuingAuthority authority, Path folder) {
        this.authority = authority;
        this.folder = folder;
        this.rounds = new RoundThread("vault-spool", POLL, this::round);
    }

    /// Starts watching the folder, which must be the vault's own.
    public static SpoolIntake start(IssuingAuthority authority, Path folder) {
        SpoolIntake intake = new SpoolIntake(authority, folder);
        intake.rounds.start();
        return intake;
    }

    /// A vault that has stopped takes nothing more.
    private void round() {
        if (authority.halted().isPresent()) {
            return;
        }
        try {
            waiting().forEach(this::take);
        } catch (IOException | UncheckedIOException e) {
            log.log(Level.WARNING, "the spool folder cannot be read: " + e.getMessage());
        }
    }

    private List<Path> waiting() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().endsWith(ORDER))
                    .filter(Files::isRegularFile)
                    .sorted()
                    .toList();
        }
    }

    private void take(Path file) {
        String name = file.getFileName().toString();
        String stem = name.substring(0, name.length() - ORDER.length());
        try {
            Bytes order = Files.size(file) > LARGEST ? Bytes.EMPTY : Bytes.wrap(Files.readAllBytes(file));
            Bytes outcome = authority.submit(order).join();
            WholeFile.replace(folder.resolve(stem + ".outcome"), outcome);
            Files.move(file, folder.resolve(stem + ".done"), StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            log.log(Level.WARNING, "an order in the spool folder could not be answered: " + e.getMessage());
        } catch (java.util.concurrent.CompletionException e) {
            log.log(Level.WARNING, "the vault has stopped; orders in the spool folder wait");
        }
    }

    /// Stops watching.
    @Override
    public void close() {
        rounds.close();
    }
}
