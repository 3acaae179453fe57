package kakehashi.platform;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
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
import kakehashi.x509.Bytes;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `kakehashi public api-key NAME`: makes a key of the JSON API. It is shown once, and only its digest is kept.
@Command(name = "api-key")
final class ApiKeyMake implements Callable<Integer> {
    private static final int KEY_OCTETS = 32;
    private static final int MOST = 1_000_000;

    private final Console console;

    @Mixin
    private CommonOptions common;

    @Parameters(paramLabel = "NAME", descriptionKey = "apikey.name")
    private String name;

    @Option(names = "--file", required = true, paramLabel = "FILE", descriptionKey = "apikey.file")
    private Path file;

    @Option(names = "--per-minute", paramLabel = "NUMBER", descriptionKey = "apikey.perMinute")
    private int perMinute = 600;

    ApiKeyMake(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        if (!name.matches("[a-z][a-z0-9-]{0,39}") || perMinute < 1 || perMinute > MOST) {
            throw new InputProblem(
                    ExitCode.USAGE,
                    name,
                    new Phrase("API キーの名前か上限として使えません。", "is no name of an API key, or its quota is none."),
                    new Phrase(
                            "名前は小文字、数字、ハイフン、--per-minute は 1 から 1000000 です。",
                            "A name has lower-case letters, digits and hyphens, --per-minute is 1 to 1000000."));
        }
        byte[] chance = new byte[KEY_OCTETS];
        new SecureRandom().nextBytes(chance);
        String secret = Base64.getUrlEncoder().withoutPadding().encodeToString(chance);
        Bytes digest = Bytes.wrap(secret.getBytes(StandardCharsets.US_ASCII)).sha256();
        ApiKeyFile.make(file, keys -> and(keys, new ApiKey(name, digest, perMinute)));
        tell(secret);
        return ExitCode.YES.number();
    }

    private static List<ApiKey> and(List<ApiKey> keys, ApiKey next) {
        if (keys.stream().anyMatch(key -> key.name().equals(next.name()))) {
            throw new InputProblem(
                    ExitCode.USAGE,
                    next.name(),
                    new Phrase("既にあります。", "is there already."),
                    new Phrase(
                            "別の名前にするか、先に public revoke-api-key で取り消してください。",
                            "Take another name, or revoke it first with public revoke-api-key."));
        }
        List<ApiKey> all = new ArrayList<>(keys);
        all.add(next);
        return all;
    }

    private void tell(String secret) {
        if (common.json()) {
            Map<String, Object> document = new LinkedHashMap<>();
            document.put("name", name);
            document.put("key", secret);
            document.put("perMinute", perMinute);
            console.out().println(JsonText.of(document));
            return;
        }
        console.out().println(secret);
        console.problemLine(console.say(new Phrase(
                        "この鍵は二度と表示できません。「%s」の利用者に安全に渡してください（1 分に証明書 %s 枚まで）。",
                        "The key is never shown again. Give it to %s in a safe way (%s certificates a minute).")
                .with(name, perMinute)));
    }
}
