package kakehashi.platform;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.Callable;
import kakehashi.console.CommonOptions;
import kakehashi.console.Console;
import kakehashi.console.ExitCode;
import kakehashi.console.JsonText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `kakehashi config example`: the file with all that can be configured.
@Command(name = "example")
final class ConfigExample implements Callable<Integer> {
    private final Console console;

    @Mixin
    private CommonOptions common;

    ConfigExample(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        console.out().print(common.json() ? JsonText.of(Map.of("example", text())) + "\n" : text());
        return ExitCode.YES.number();
    }

    static String text() {
        try (InputStream in = ConfigExample.class.getResourceAsStream("kakehashi.example.toml")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
