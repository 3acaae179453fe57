package kakehashi.terminal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import kakehashi.console.ExitCode;
import kakehashi.console.InputProblem;
import kakehashi.console.Phrase;

/// Writes pictures to files.
final class SvgFile {
    private SvgFile() {}

    /// Writes a picture, over what was there.
    ///
    /// @throws InputProblem when the file cannot be written
    static void write(String file, String svg) {
        try {
            Files.writeString(Path.of(file), svg);
        } catch (IOException | InvalidPathException e) {
            throw new InputProblem(
                    ExitCode.MALFORMED,
                    file,
                    new Phrase("書けません (%s)。", "cannot be written (%s).").with(e),
                    new Phrase("フォルダがあるか、権限があるかを確かめてください。", "Check that the folder is there and may be written."));
        }
    }
}
