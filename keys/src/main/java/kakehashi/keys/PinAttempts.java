package kakehashi.keys;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import kakehashi.x509.Bytes;

/// Counts wrong PINs beside a sealed file, before each try and durably.
///
/// It bounds those who come through this program. Who holds a copy of the file tries as often as the cost of the
/// passphrase lets him: only the passphrase's own strength stands against that.
final class PinAttempts {
    static final int MOST = 10;

    private final Path note;

    PinAttempts(Path token) {
        this.note = token.resolveSibling(token.getFileName() + ".attempts");
    }

    boolean isLocked() {
        return made() >= MOST;
    }

    /// Counts a try that is about to be made.
    void count() {
        write(made() + 1);
    }

    private void write(int tries) {
        PrivateFile.write(note, Bytes.wrap((tries + "\n").getBytes(StandardCharsets.US_ASCII)));
    }

    /// Takes back the one try that turned out right.
    void takeBack() {
        write(Math.max(0, made() - 1));
    }

    void clear() {
        PrivateFile.delete(note);
    }

    /// A note that cannot be understood counts as locked: somebody has been at it.
    private int made() {
        return PrivateFile.read(note).map(PinAttempts::number).orElse(0);
    }

    private static int number(Bytes content) {
        String text = new String(content.toArray(), StandardCharsets.US_ASCII).strip();
        return text.matches("\\d{1,4}") ? Integer.parseInt(text) : MOST;
    }
}
