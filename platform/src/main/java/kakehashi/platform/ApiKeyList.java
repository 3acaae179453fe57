package kakehashi.platform;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import kakehashi.console.CommonOptions;
import kakehashi.console.Console;
import kakehashi.console.ExitCode;
import kakehashi.console.JsonText;
import kakehashi.console.Phrase;
import kakehashi.validation.ApiKey;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `kakehashi public api-keys`: who may ask the JSON API, and how much.
@Command(name = "api-keys")
final class ApiKeyList implements Callable<Integer> {
    private final Console console;

    @Mixin
    private CommonOptions common;

    @Option(names = "--file", required = true, paramLabel = "FILE", descriptionKey = "apikey.file")
    private Path file;

    ApiKeyList(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        List<ApiKey> keys = ApiKeyFile.keys(file);
        if (common.json()) {
            List<Map<String, Object>> all = keys.stream()
                    .map(key -> {
                        Map<String, Object> one = new LinkedHashMap<>();
                        one.put("name", key.name());
                        one.put("sha256", key.sha256().toString());
                        one.put("perMinute", key.perMinute());
                        return one;
                    })
                    .toList();
            console.out().println(JsonText.of(Map.of("keys", all)));
        } else {
            keys.forEach(key -> console.line(new Phrase("%s  1 分に %s 枚  sha256 %s", "%s  %s a minute  sha256 %s")
                    .with(key.name(), key.perMinute(), key.sha256())));
        }
        return ExitCode.YES.number();
    }
}
