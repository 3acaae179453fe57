package kakehashi.platform;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.logging.LogManager;

/// The log of a process: warnings and worse, one line each, on standard error. Libraries log into it too. Whoever
/// starts the process may configure another (`java.util.logging.config.file`).
final class ProcessLog {
    private static final String LINES = """
            handlers = java.util.logging.ConsoleHandler
            .level = WARNING
            java.util.logging.ConsoleHandler.formatter = kakehashi.platform.LogLine
            """;

    private ProcessLog() {}

    /// Opens it, unless another one was configured.
    static void open() {
        if (System.getProperty("java.util.logging.config.file") != null
                || System.getProperty("java.util.logging.config.class") != null) {
            return;
        }
        try {
            LogManager.getLogManager()
                    .readConfiguration(new ByteArrayInputStream(LINES.getBytes(StandardCharsets.ISO_8859_1)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
