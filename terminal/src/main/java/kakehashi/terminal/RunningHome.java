package kakehashi.terminal;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;
import kakehashi.console.ExitCode;
import kakehashi.console.InputProblem;
import kakehashi.console.Phrase;
import kakehashi.ledger.DatabaseAccess;
import kakehashi.ledger.EmbeddedServer;
import kakehashi.ledger.Zone;
import kakehashi.x509.Bytes;

/// The database of a home that another process works in.
public final class RunningHome {
    private RunningHome() {}

    /// How a zone reaches it.
    ///
    /// @param folder the home
    /// @throws RuntimeException when it is no home, or does not run; the message says what to do
    public static DatabaseAccess access(Path folder, Zone zone) {
        String file = folder.resolve("vault.toml").toString();
        Bytes text = InputFile.octets(file, InputStream.nullInputStream());
        return switch (HomeSettings.read(file, text).database()) {
            case HomeSettings.DatabasePlace.Outside outside -> VaultHome.outside(outside, zone.role());
            case HomeSettings.DatabasePlace.Beside beside -> VaultHome.beside(beside, zone.role());
            case HomeSettings.DatabasePlace.Embedded embedded -> {
                Optional<DatabaseAccess> reached =
                        EmbeddedServer.reach(folder.resolve("postgres"), zone, VaultHome.DATABASE);
                yield reached.orElseThrow(() -> new InputProblem(
                        ExitCode.NOT_FOUND,
                        folder.toString(),
                        new Phrase("この設備は動いていません。", "this installation does not run."),
                        new Phrase(
                                "先に起動するか、--running を付けたならば外してください。",
                                "Start it first, or leave --running out where you gave it.")));
            }
        };
    }
}
