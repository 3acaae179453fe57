package kakehashi.terminal;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;
import kakehashi.console.Console;
import kakehashi.console.ExitCode;
import kakehashi.console.InputProblem;
import kakehashi.console.Phrase;
import kakehashi.contract.Digest;
import kakehashi.ledger.Database;
import kakehashi.ledger.DatabaseFailure;
import kakehashi.ledger.Zone;
import picocli.CommandLine.Option;

/// Which installation a verb works on: its home, which nobody else uses meanwhile.
class HomePlace {
    @Option(names = "--home", required = true, paramLabel = "FOLDER", descriptionKey = "home.folder")
    Path folder;

    /// Whether another process works in the home.
    boolean running() {
        return false;
    }

    /// Works with the database under a zone's role.
    ///
    /// @throws InputProblem when there is no such home, it is in use, or it does not run
    <T> T withDatabase(Console console, Zone zone, Function<Database, T> work) {
        if (running()) {
            try (Database database = Database.open(RunningHome.access(folder, zone), 2)) {
                return work.apply(database);
            } catch (DatabaseFailure e) {
                throw unusable(e);
            }
        }
        try (VaultHome home = open(console)) {
            return work.apply(home.database(zone, 2));
        }
    }

    private InputProblem unusable(DatabaseFailure e) {
        return new InputProblem(
                ExitCode.UNAVAILABLE,
                folder.toString(),
                new Phrase("データベースを使えません (%s)。", "the database cannot be used (%s).").with(e.getMessage()),
                new Phrase("動いている設備の状態を確かめてください。", "Check the installation that runs."));
    }

    /// The installation, as the home pins it.
    ///
    /// @throws InputProblem when it was not founded yet
    Digest installation() {
        return Digest.ofHex(line("installation"));
    }

    /// The id of the home's node.
    ///
    /// @throws InputProblem when it was not founded yet
    String node() {
        return line("node");
    }

    private String line(String name) {
        Path file = folder.resolve(name);
        if (!Files.isRegularFile(file)) {
            throw VaultHome.notFounded(folder);
        }
        String line = new String(
                InputFile.octets(file.toString(), java.io.InputStream.nullInputStream())
                        .toArray(),
                StandardCharsets.US_ASCII);
        return line.strip();
    }

    VaultHome open(Console console) {
        return VaultHome.open(folder, console.clock());
    }
}
