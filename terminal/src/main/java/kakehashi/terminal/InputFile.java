package kakehashi.terminal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import kakehashi.x509.Bytes;

/// Reads files, or standard input as `-`, in DER or PEM.
final class InputFile {
    /// The largest file that is read, in octets.
    static final long MAX_OCTETS = 256L << 20;

    private static final Pattern PEM = Pattern.compile("-----BEGIN ([A-Z0-9 ]{1,64})-----([^-]*+)-----END \\1-----");
    private static final Phrase ONE_FILE = new Phrase("ファイルを一つずつ指定してください。", "Name the files one by one.");

    private InputFile() {}

    /// One structure of a file.
    ///
    /// @param label the PEM label, empty for DER
    /// @param der the octets
    record Item(String label, Bytes der) {}

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
    /// @throws InputProblem when the file is empty, or a PEM block is not base64
    static List<Item> items(String file, Bytes octets) {
        if (octets.isEmpty()) {
            throw malformed(file, new Phrase("空のファイルです。", "is empty."));
        }
        boolean der = octets.at(0) == 0x30;
        return der ? List.of(new Item("", octets)) : pem(file, octets);
    }

    private static List<Item> pem(String file, Bytes octets) {
        List<Item> items = new ArrayList<>();
        Matcher blocks = PEM.matcher(new String(octets.toArray(), StandardCharsets.ISO_8859_1));
        while (blocks.find()) {
            if (blocks.group(1).contains("PRIVATE KEY")) {
                throw malformed(
                        file, new Phrase("秘密鍵を含んでいます。秘密は表示しません。", "holds a private key; secrets are not shown."));
            }
            try {
                byte[] der = Base64.getDecoder().decode(blocks.group(2).replaceAll("\\s", ""));
                items.add(new Item(blocks.group(1), Bytes.wrap(der)));
            } catch (IllegalArgumentException e) {
                throw malformed(
                        file,
                        new Phrase("PEM ブロック「%s」が base64 ではありません。", "the PEM block \"%s\" is not base64.")
                                .with(blocks.group(1)));
            }
        }
        return items.isEmpty() ? List.of(new Item("", octets)) : List.copyOf(items);
    }

    private static InputProblem malformed(String file, Phrase wrong) {
        return new InputProblem(
                ExitCode.MALFORMED,
                file,
                wrong,
                new Phrase(
                        "証明書・CRL・証明書発行要求・PKCS #7・OCSP の DER または PEM を指定してください。",
                        "Give DER or PEM of a certificate, CRL, certification request, PKCS #7 or OCSP message."));
    }
}
