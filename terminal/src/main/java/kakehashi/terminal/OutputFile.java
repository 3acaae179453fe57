package kakehashi.terminal;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import kakehashi.console.ExitCode;
import kakehashi.console.InputProblem;
import kakehashi.console.Phrase;
import kakehashi.files.WholeFile;
import kakehashi.x509.Bytes;

/// Writes files whole or not at all.
final class OutputFile {
    private OutputFile() {}

    /// Writes a file that is not there yet.
    ///
    /// @throws InputProblem when it is there, or cannot be written
    static void create(Path file, Bytes content) {
        try {
            Files.write(file, content.toArray(), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        } catch (FileAlreadyExistsException e) {
            throw new InputProblem(
                    ExitCode.USAGE,
                    file.toString(),
                    new Phrase("すでにあります。", "is there already."),
                    new Phrase("別の名前を --out で指定してください。", "Give another name with --out."));
        } catch (IOException e) {
            throw unwritable(file, e);
        }
    }

    /// Puts a file in the place of another one, and leaves those who could read that one able to.
    ///
    /// @throws InputProblem when it cannot be written
    static void replace(Path file, Bytes content) {
        try {
            WholeFile.replace(file, content, WholeFile.Option.MANY_WRITERS);
        } catch (IOException e) {
            throw unwritable(file, e);
        }
    }

    private static InputProblem unwritable(Path file, IOException e) {
        return new InputProblem(
                ExitCode.MALFORMED,
                file.toString(),
                new Phrase("書けません (%s)。", "cannot be written (%s).").with(e),
                new Phrase("フォルダとその権限を確かめてください。", "Check the folder and its permissions."));
    }
}
