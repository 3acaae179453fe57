package kakehashi.terminal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import kakehashi.files.WholeFile;
import kakehashi.issuing.VaultClock;
import kakehashi.x509.Bytes;

/// An operator's word to a node that stands by in another process: take over now. It goes through two small files
/// in the home, which only its owner may enter; whoever can lay one there could run the command itself.
///
/// @param pause longer than any operation of the token takes
/// @param word what the operator says about the clock
public record TakeoverRequest(Duration pause, VaultClock.Word word) {
    private static final String CHECKED = " clock-checked";
    private static final String ASKED = "takeover";
    private static final String ANSWER = "takeover.answer";

    /// Forgets what was asked and answered before, so that no old word is obeyed.
    public static void forget(Path home) {
        try {
            Files.deleteIfExists(home.resolve(ASKED));
            Files.deleteIfExists(home.resolve(ANSWER));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Takes the word that lies there, once.
    public static Optional<TakeoverRequest> taken(Path home) {
        Path file = home.resolve(ASKED);
        Optional<String> line = line(file);
        if (line.isEmpty()) {
            return Optional.empty();
        }
        forget(home);
        try {
            boolean checked = line.get().endsWith(CHECKED);
            String seconds = checked ? line.get().substring(0, line.get().length() - CHECKED.length()) : line.get();
            return Optional.of(new TakeoverRequest(
                    Duration.ofSeconds(Long.parseLong(seconds)),
                    checked ? VaultClock.Word.CHECKED : VaultClock.Word.NONE));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /// Lays it in the home of a node.
    public void ask(Path home) {
        forget(home);
        write(home, ASKED, pause.toSeconds() + (word == VaultClock.Word.CHECKED ? CHECKED : ""));
    }

    /// Whether nobody has taken it yet.
    static boolean isWaiting(Path home) {
        return Files.exists(home.resolve(ASKED));
    }

    /// Says what came of it.
    ///
    /// @param refusal why it was refused, in one sentence; empty when this node is in charge
    public static void answer(Path home, Optional<String> refusal) {
        write(home, ANSWER, refusal.orElse(""));
    }

    /// What came of it: a sentence when it was refused, empty text when it was done.
    static Optional<String> answered(Path home) {
        return line(home.resolve(ANSWER));
    }

    private static Optional<String> line(Path file) {
        try {
            return Files.exists(file)
                    ? Optional.of(Files.readString(file, StandardCharsets.UTF_8).strip())
                    : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Path home, String name, String line) {
        try {
            Bytes text = Bytes.wrap((line + "\n").getBytes(StandardCharsets.UTF_8));
            WholeFile.replace(home.resolve(name), text, WholeFile.Option.OWNER_ONLY, WholeFile.Option.MANY_WRITERS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
