package kakehashi.keys;

import java.io.Console;
import java.util.Optional;

/// The terminal of this process. Secrets are typed without echo.
public final class TerminalPinEntry implements PinEntry {
    private final Console console;

    private TerminalPinEntry(Console console) {
        this.console = console;
    }

    /// The terminal; empty when there is none, as in a service or a pipe, where a secret would be echoed or logged.
    public static Optional<TerminalPinEntry> ofThisProcess() {
        return Optional.ofNullable(System.console()).filter(Console::isTerminal).map(TerminalPinEntry::new);
    }

    @Override
    public Optional<String> line(String prompt) {
        return Optional.ofNullable(console.readLine("%s", prompt));
    }

    @Override
    public Optional<Secret> secret(String prompt) {
        return Optional.ofNullable(console.readPassword("%s", prompt)).map(Secret::of);
    }

    @Override
    public void say(String sentence) {
        console.printf("%s%n", sentence);
    }
}
