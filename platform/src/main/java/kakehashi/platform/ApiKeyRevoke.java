package kakehashi.platform;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import kakehashi.console.CommonOptions;
import kakehashi.console.Console;
import kakehashi.console.ExitCode;
import kakehashi.console.InputProblem;
import kakehashi.console.JsonText;
import kakehashi.console.Phrase;
import kakehashi.validation.ApiKey;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `kakehashi public revoke-api-key NAME`: takes a key of the JSON API back.
@Command(name = "revoke-api-key")
final class ApiKeyRevoke implements Callable<Integer> {
    private final Console console;

    @Mixin
    private CommonOptions common;

    @Parameters(paramLabel = "NAME", descriptionKey = "apikey.name")
    private String name;

    @Option(names = "--file", required = true, paramLabel = "FILE", descriptionKey = "apikey.file")
    private Path file;

    ApiKeyRevoke(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        if (!Files.exists(file)) {
            throw none();
        }
        ApiKeyFile.change(file, this::without);
        if (common.json()) {
            console.out().println(JsonText.of(Map.of("revoked", name)));
        } else {
            console.line(
                    new Phrase("「%s」を取り消しました。動いているノードには数秒で効きます。", "%s is revoked; running nodes know in a few seconds.")
                            .with(name));
        }
        return ExitCode.YES.number();
    }

    private List<ApiKey> without(List<ApiKey> keys) {
        List<ApiKey> others =
                keys.stream().filter(key -> !key.name().equals(name)).toList();
        if (others.size() == keys.size()) {
            throw none();
        }
        return others;
    }

    private InputProblem none() {
        return new InputProblem(
                ExitCode.NOT_FOUND,
                name,
                new Phrase("その名前の API キーはありません。", "there is no API key of that name."),
                new Phrase("public api-keys で確かめてください。", "Look with public api-keys."));
    }
}
