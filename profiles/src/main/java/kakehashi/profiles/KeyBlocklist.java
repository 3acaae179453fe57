package kakehashi.profiles;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import kakehashi.x509.Bytes;

/// RSA keys that are known to others, such as those that Debian's OpenSSL of 2006 to 2008 could make.
///
/// The format is that of Debian's package `openssl-blacklist`: a line a key, the last 20 of the 40 hexadecimal
/// digits of the SHA-1 digest over `Modulus=`, the modulus in upper-case hexadecimal, and a line feed; lines with
/// `#` are comments. No list comes with the product; where the package is installed it is named in the
/// configuration. Of the ten octets a line the first eight are kept, which 400,000 keys do not confuse in 10^13
/// questions.
public final class KeyBlocklist {
    /// The list without keys.
    public static final KeyBlocklist EMPTY = new KeyBlocklist(new long[0]);

    private static final int DIGITS = 20;

    private final long[] sorted;

    private KeyBlocklist(long[] sorted) {
        this.sorted = sorted;
    }

    /// Reads a file, or all files of a folder.
    ///
    /// @throws IOException when they cannot be read
    /// @throws IllegalArgumentException when a line is not of the format
    public static KeyBlocklist read(Path place) throws IOException {
        LongStream all = LongStream.empty();
        for (Path file : files(place)) {
            all = LongStream.concat(
                    all,
                    Files.readAllLines(file, StandardCharsets.US_ASCII).stream()
                            .map(String::strip)
                            .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                            .mapToLong(line -> entry(file, line)));
        }
        return new KeyBlocklist(all.sorted().toArray());
    }

    private static List<Path> files(Path place) throws IOException {
        if (!Files.isDirectory(place)) {
            return List.of(place);
        }
        try (Stream<Path> files = Files.list(place)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private static long entry(Path file, String line) {
        if (line.length() != DIGITS) {
            throw new IllegalArgumentException(file + ": not " + DIGITS + " digits: " + line);
        }
        return HexFormat.fromHexDigitsToLong(line, 0, 16);
    }

    /// The number of keys.
    public int size() {
        return sorted.length;
    }

    /// Whether the key with this modulus is on the list.
    ///
    /// @param modulus the modulus without leading zeros
    boolean contains(Bytes modulus) {
        if (sorted.length == 0) {
            return false;
        }
        String text = "Modulus=" + modulus.toString().toUpperCase(Locale.ROOT) + "\n";
        String digest = Bytes.wrap(text.getBytes(StandardCharsets.US_ASCII))
                .digest("SHA-1")
                .toString();
        return Arrays.binarySearch(sorted, HexFormat.fromHexDigitsToLong(digest, DIGITS, DIGITS + 16)) >= 0;
    }
}
