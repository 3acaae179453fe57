package kakehashi.terminal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import kakehashi.console.ExitCode;
import kakehashi.console.InputProblem;
import kakehashi.console.Phrase;
import kakehashi.x509.Bytes;
import kakehashi.x509.Parsed;
import kakehashi.x509.Pem;

/// Reads files, or standard input as `-`, in DER or PEM.
final class InputFile {
    /// The largest file that is read, in octets.
    static final long MAX_OCTETS = 256L << 20;

    private static final Phrase ONE_FILE = new Phrase("ファイルを一つずつ指定してください。", "Name the files one by one.");

    private InputFile() {}

    /// The octets of a file or of standard input.
    ///
    /// @throws InputProblem when there is no such file, or it cannot be read
    static Bytes octets(String file, InputStream standardInput) {
        try {
            return file.equals("-") ? fromStream(standardInput) : fromFile(file, Path.of(file));
        } catch (IOException | InvalidPathException e) {
            throw new InputProblem(
                    ExitCode.MALFORMED,
                    file,
                    new Phrase("読めません (%s)。", "cannot be read (%s).").with(e),
                    new Phrase("ファイルの権限を確かめてください。", "Check the permissions of the file."));
        }
    }

    private static Bytes fromFile(String name, Path file) throws IOException {
        if (!Files.exists(file)) {
            throw new InputProblem(
                    ExitCode.NOT_FOUND,
                    name,
                    new Phrase("ファイルがありません。", "there is no such file."),
                    new Phrase("名前と、今いるフォルダを確かめてください。", "Check the name and the present folder."));
        }
        if (Files.isDirectory(file)) {
            throw new InputProblem(
                    ExitCode.USAGE, name, new Phrase("ファイルではなくフォルダです。", "is a folder, not a file."), ONE_FILE);
        }
        if (Files.size(file) > MAX_OCTETS) {
            throw tooLarge(name);
        }
        return Bytes.wrap(Files.readAllBytes(file));
    }

    private static Bytes fromStream(InputStream in) throws IOException {
        byte[] octets = in.readNBytes((int) MAX_OCTETS + 1);
        if (octets.length > MAX_OCTETS) {
            throw tooLarge("-");
        }
        return Bytes.wrap(octets);
    }

    private static InputProblem tooLarge(String name) {
        return new InputProblem(
                ExitCode.MALFORMED,
                name,
                new Phrase("256 MiB を超えています。", "is larger than 256 MiB."),
                new Phrase("分けてから指定してください。", "Split it first."));
    }

    /// The structures of a file: the blocks of PEM, or the whole as DER.
    ///
    /// @throws InputProblem when the file is empty, holds a private key, or has PEM that cannot be decoded
    static List<Pem.Block> items(String file, Bytes octets) {
        if (octets.isEmpty()) {
            throw malformed(file, new Phrase("空のファイルです。", "is empty."));
        }
        List<Pem.Block> blocks = switch (Pem.decode(octets)) {
            case Parsed.Value<List<Pem.Block>>(List<Pem.Block> found) -> found;
            case Parsed.Malformed<List<Pem.Block>> wrong ->
                throw malformed(file, new Phrase("PEM の形式が正しくありません: " + wrong, "is malformed PEM: " + wrong));
        };
        if (blocks.stream().anyMatch(block -> block.label().contains("PRIVATE KEY"))) {
            throw malformed(file, new Phrase("秘密鍵を含んでいます。秘密は表示しません。", "holds a private key; secrets are not shown."));
        }
        return blocks;
    }

    private static InputProblem malformed(String file, Phrase wrong) {
        return new InputProblem(
                ExitCode.MALFORMED,
                file,
                wrong,
                new Phrase(
                        "証明書・CRL・証明書発行要求・PKCS #7・OCSP の DER 又は PEM を指定してください。",
                        "Give DER or PEM of a certificate, CRL, certification request, PKCS #7 or OCSP message."));
    }
}
