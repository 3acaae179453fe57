package kakehashi.platform;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import kakehashi.validation.ApiKey;
import kakehashi.x509.Bytes;

/// `kakehashi public api-key`: makes, lists and removes keys of the JSON API. A key is shown once, and only its
/// digest is kept.
final class ApiKeyVerb {
    static final String USAGE = """
            public api-key new NAME --file FILE [--per-minute NUMBER]
            public api-key list --file FILE
            public api-key remove NAME --file FILE""";
    private static final int KEY_OCTETS = 32;
    private static final String USUAL = "600";

    private final Operator operator;

    ApiKeyVerb(Operator operator) {
        this.operator = operator;
    }

    /// @param args what follows `public api-key`
    int run(List<String> args) {
        Arguments given = Arguments.of(args, Set.of(), Set.of("--file", "--per-minute"));
        List<String> words = given.words();
        String what = words.isEmpty() ? "" : words.getFirst();
        boolean named = words.size() == 2 && words.get(1).matches("[a-z][a-z0-9-]{0,39}");
        boolean fits = what.equals("list")
                ? words.size() == 1
                : named && List.of("new", "remove").contains(what);
        String perMinute = given.value("--per-minute").orElse(USUAL);
        if (!fits
                || !given.unknown().isEmpty()
                || given.value("--file").isEmpty()
                || !perMinute.matches("[1-9]\\d{0,6}")) {
            return operator.usage(USAGE);
        }
        try {
            Path file = Path.of(given.value("--file").get());
            List<ApiKey> keys = keys(file);
            return switch (what) {
                case "new" -> add(file, keys, words.get(1), Integer.parseInt(perMinute));
                case "remove" -> remove(file, keys, words.get(1));
                default -> list(keys);
            };
        } catch (ServeRefusal e) {
            return operator.refused("public api-key", e);
        }
    }

    private static List<ApiKey> keys(Path file) {
        ApiKeyFile.Content content = ApiKeyFile.read(file);
        content.wrong().ifPresent(line -> {
            throw new ServeRefusal(
                    ServeRefusal.CONFIGURATION,
                    file + " の " + line + " 行目は API キーではありません。名前、SHA-256、1 分の上限を書いてください。",
                    file + " line " + line + " is no API key: a name, its SHA-256, and how much a minute.");
        });
        return content.keys();
    }

    private int add(Path file, List<ApiKey> keys, String name, int perMinute) {
        if (keys.stream().anyMatch(key -> key.name().equals(name))) {
            throw new ServeRefusal(
                    ServeRefusal.USAGE,
                    "「" + name + "」は既にあります。別の名前にするか、先に remove してください。",
                    "there is a key '" + name + "' already. Take another name, or remove it first.");
        }
        byte[] chance = new byte[KEY_OCTETS];
        new SecureRandom().nextBytes(chance);
        String secret = Base64.getUrlEncoder().withoutPadding().encodeToString(chance);
        Bytes digest = Bytes.wrap(secret.getBytes(StandardCharsets.US_ASCII)).sha256();
        List<ApiKey> more = new ArrayList<>(keys);
        more.add(new ApiKey(name, digest, perMinute));
        write(file, more);
        operator.out().println(secret);
        operator.err()
                .println(operator.words(
                        "この鍵は二度と表示できません。「" + name + "」の利用者に安全に渡してください（1 分に証明書 " + perMinute + " 枚まで）。",
                        "the key is never shown again. Give it to " + name + " in a safe way (" + perMinute
                                + " certificates a minute)."));
        return 0;
    }

    private int remove(Path file, List<ApiKey> keys, String name) {
        List<ApiKey> others =
                keys.stream().filter(key -> !key.name().equals(name)).toList();
        if (others.size() == keys.size()) {
            throw new ServeRefusal(
                    ServeRefusal.USAGE,
                    "「" + name + "」という鍵はありません。public api-key list で確かめてください。",
                    "there is no key '" + name + "'. Look with public api-key list.");
        }
        write(file, others);
        operator.say("「" + name + "」を取り消しました。数秒で効きます。", name + " is revoked; nodes know in a few seconds.");
        return 0;
    }

    private int list(List<ApiKey> keys) {
        keys.forEach(key -> operator.say(
                key.name() + "  1 分に " + key.perMinute() + " 枚  sha256 " + key.sha256(),
                key.name() + "  " + key.perMinute() + " a minute  sha256 " + key.sha256()));
        return 0;
    }

    private static void write(Path file, List<ApiKey> keys) {
        try {
            ApiKeyFile.write(file, keys);
        } catch (IOException e) {
            throw new ServeRefusal(
                    ServeRefusal.UNAVAILABLE,
                    file + " に書けません。フォルダの権限を確かめてください。",
                    file + " cannot be written. Look at the rights of its folder.");
        }
    }
}
