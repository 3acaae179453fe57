package kakehashi.terminal;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Locale;
import kakehashi.testkit.TestPki;
import kakehashi.x509.Bytes;

/// Runs the command line and keeps what it wrote.
///
/// @param code the exit code
/// @param out what went to standard output
/// @param err what went to standard error
record Terminal(int code, String out, String err) {
    static Terminal run(String... args) {
        return run(Locale.ENGLISH, Bytes.EMPTY, args);
    }

    static Terminal run(Locale locale, Bytes standardInput, String... args) {
        return run(locale, standardInput, () -> TestPki.NOW, args);
    }

    static Terminal run(Locale locale, Bytes standardInput, InstantSource clock, String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code = CommandLine.run(
                args,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                new ByteArrayInputStream(standardInput.toArray()),
                clock,
                locale);
        return new Terminal(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
}
