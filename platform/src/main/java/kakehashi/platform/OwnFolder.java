package kakehashi.platform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import kakehashi.console.ExitCode;
import kakehashi.console.InputProblem;
import kakehashi.console.Phrase;
import kakehashi.files.PrivateFolder;

/// A folder of a zone's own, which the configuration or an option names.
final class OwnFolder {
    private OwnFolder() {}

    /// Makes it where there is none, and the folders above it.
    ///
    /// @throws InputProblem when it cannot be made
    static void make(Path folder) {
        try {
            Files.createDirectories(folder.toAbsolutePath().getParent());
            PrivateFolder.make(folder);
        } catch (IOException e) {
            throw new InputProblem(
                    ExitCode.UNAVAILABLE,
                    folder.toString(),
                    new Phrase("フォルダを作れません。", "this folder cannot be made."),
                    new Phrase("親フォルダの権限を確かめてください。", "Look at the rights of the folder above it."));
        }
    }
}
