package kakehashi.platform;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import kakehashi.profiles.TomlSection;
import kakehashi.x509.Bytes;
import kakehashi.x509.Certificate;
import kakehashi.x509.Pem;

/// A table of the configuration. It notes what is wrong with a value or with the file that it names, and goes on,
/// so that a person learns of all faults at once.
final class ConfigSection {
    private final TomlSection table;
    private final Path folder;
    private final List<ConfigFault> faults;

    /// @param folder the one that relative names of files start from
    /// @param faults where faults are noted
    ConfigSection(TomlSection table, Path folder, List<ConfigFault> faults) {
        this.table = table;
        this.folder = folder;
        this.faults = faults;
    }

    void fault(String key, String japanese, String english) {
        faults.add(new ConfigFault(table.line(key), key + ": " + japanese, key + ": " + english));
    }

    boolean has(String key) {
        return table.has(key);
    }

    Optional<String> text(String key) {
        return table.text(key);
    }

    Optional<String> neededText(String key) {
        return table.neededText(key);
    }

    List<String> texts(String key) {
        return table.texts(key);
    }

    boolean flag(String key) {
        return table.flag(key);
    }

    int number(String key, int least, int most, int absent) {
        return table.number(key, least, most).orElse(absent);
    }

    <T> Optional<T> word(String key, Map<String, T> words) {
        return table.has(key) ? table.neededWord(key, words) : Optional.empty();
    }

    Optional<ConfigSection> section(String key) {
        return table.section(key).map(this::inner);
    }

    ConfigSection neededSection(String key) {
        return inner(table.neededSection(key));
    }

    List<ConfigSection> sections(String key) {
        return table.sections(key).stream().map(this::inner).toList();
    }

    private ConfigSection inner(TomlSection section) {
        return new ConfigSection(section, folder, faults);
    }

    /// A place in the file system, from the configuration's own folder where it is relative.
    Optional<Path> path(String key) {
        return text(key).map(this::resolved);
    }

    Optional<Path> neededPath(String key) {
        return neededText(key).map(this::resolved);
    }

    private Path resolved(String name) {
        return folder.resolve(name).normalize();
    }

    /// A file that must be there and be readable.
    Optional<Path> file(String key) {
        return path(key).filter(file -> isReadable(key, file));
    }

    Optional<Path> neededFile(String key) {
        return neededPath(key).filter(file -> isReadable(key, file));
    }

    /// Files that must be there.
    List<Path> files(String key) {
        return texts(key).stream()
                .map(this::resolved)
                .filter(file -> isReadable(key, file))
                .toList();
    }

    private boolean isReadable(String key, Path file) {
        if (!Files.exists(file)) {
            fault(key, file + " がありません。", "there is no " + file + ".");
            return false;
        }
        if (!Files.isReadable(file)) {
            fault(
                    key,
                    file + " を読めません。このプロセスの利用者に読む権利を与えてください。",
                    file + " cannot be read. Give the user of this process the right to.");
            return false;
        }
        return true;
    }

    Optional<Path> neededSecret(String key) {
        return neededFile(key).filter(file -> isPrivate(key, file));
    }

    /// Whether the secret is its owner's alone; notes a fault otherwise.
    boolean isPrivate(String key, Path file) {
        if (!isReadable(key, file)) {
            return false;
        }
        try {
            boolean open = Files.getPosixFilePermissions(file).stream()
                    .map(PosixFilePermission::name)
                    .anyMatch(right -> !right.startsWith("OWNER"));
            if (open) {
                fault(
                        key,
                        file + " は所有者以外にも開かれています。chmod 600 としてください。",
                        file + " is open to others than its owner. Use chmod 600.");
            }
            return !open;
        } catch (IOException e) {
            fault(key, file + " の権限を読めません。", "the mode of " + file + " cannot be read.");
            return false;
        }
    }

    Optional<Bytes> content(String key, Path file) {
        try {
            return Optional.of(Bytes.wrap(Files.readAllBytes(file)));
        } catch (IOException e) {
            fault(key, file + " を読めません。", file + " cannot be read.");
            return Optional.empty();
        }
    }

    /// The first certificate of a file.
    Optional<Certificate> certificate(String key) {
        return neededFile(key).flatMap(file -> certificates(key, file).stream().findFirst());
    }

    /// The certificates of a file, in PEM or DER; none is a fault.
    List<Certificate> certificates(String key, Path file) {
        List<Certificate> found = new ArrayList<>();
        content(key, file)
                .flatMap(octets -> Pem.decode(octets).toOptional())
                .orElse(List.of())
                .forEach(
                        block -> Certificate.parse(block.content()).toOptional().ifPresent(found::add));
        if (found.isEmpty()) {
            fault(key, file + " に証明書がありません（PEM か DER）。", "there is no certificate in " + file + " (PEM or DER).");
        }
        return found;
    }

    /// A time of day, written `02:30`; `off` for none.
    Optional<LocalTime> time(String key, Optional<LocalTime> absent) {
        Optional<String> text = text(key);
        if (text.isEmpty() || text.get().equals("off")) {
            return text.isEmpty() ? absent : Optional.empty();
        }
        return parsed(
                key,
                text.get(),
                word -> word.matches("([01][0-9]|2[0-3]):[0-5][0-9]")
                        ? Optional.of(LocalTime.parse(word))
                        : Optional.empty(),
                "「" + text.get() + "」は時刻ではありません（例 02:30。しないなら off）。",
                "'" + text.get() + "' is no time of day (such as 02:30, or off).");
    }

    /// An address to listen at, as `192.0.2.1:443` or `[::]:443`.
    Optional<InetSocketAddress> listen(String key) {
        return neededText(key)
                .flatMap(text -> parsed(
                        key,
                        text,
                        ListenAddress::parse,
                        "「" + text + "」はアドレスとポートではありません（例 0.0.0.0:443、[::]:443）。",
                        "'" + text + "' is no address with a port (such as 0.0.0.0:443 or [::]:443)."));
    }

    /// Environment variables, written `NAME=value`.
    Map<String, String> environment() {
        Map<String, String> environment = new LinkedHashMap<>();
        for (String one : texts("environment")) {
            if (one.matches("[A-Z_][A-Z0-9_]*=.+")) {
                environment.put(one.substring(0, one.indexOf('=')), one.substring(one.indexOf('=') + 1));
            } else {
                fault("environment", "「" + one + "」は 名前=値 の形ではありません。", "'" + one + "' is not NAME=value.");
            }
        }
        return environment;
    }

    /// A value that a function reads; nothing is a fault in these words.
    <T> Optional<T> parsed(
            String key, String text, Function<String, Optional<T>> read, String japanese, String english) {
        Optional<T> value = read.apply(text);
        if (value.isEmpty()) {
            fault(key, japanese, english);
        }
        return value;
    }
}
