package kakehashi.terminal;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import kakehashi.authority.AuthoritySettings;
import kakehashi.console.ExitCode;
import kakehashi.console.InputProblem;
import kakehashi.console.Phrase;
import kakehashi.profiles.ProfileFault;
import kakehashi.profiles.ProfileProblem;
import kakehashi.profiles.TomlSection;
import kakehashi.profiles.TomlText;
import kakehashi.x509.Bytes;

/// What the home of an installation is made of: where its database is and what keeps its keys. It stands in the
/// home's own file, `vault.toml`, and is fixed when the home is made.
///
/// @param origin who made the home
/// @param database where the database is
/// @param keys what keeps the keys
/// @param further tokens with keys of CAs whose settings name them
/// @param knownKeys a file or folder in the form of Debian's `openssl-blacklist`: keys that are never certified
public record HomeSettings(
        Origin origin, DatabasePlace database, TokenPlace keys, List<FurtherToken> further, Optional<Path> knownKeys) {
    public HomeSettings {
        further = List.copyOf(further);
    }

    /// Settings with one token and without a list of known keys.
    public HomeSettings(Origin origin, DatabasePlace database, TokenPlace keys) {
        this(origin, database, keys, List.of(), Optional.empty());
    }

    /// A token with keys of CAs, beside the installation's own.
    ///
    /// @param name as settings of CAs call it
    public record FurtherToken(String name, TokenPlace place, Opened opened) {}

    /// When a further token is open.
    public enum Opened {
        /// Whenever the vault is.
        ALWAYS,
        /// In ceremonies that are about a CA in it; otherwise it is offline.
        CEREMONY;

        private static final Map<String, Opened> WORDS = Arrays.stream(values())
                .collect(Collectors.toMap(one -> one.name().toLowerCase(Locale.ROOT), Function.identity()));
    }

    /// Who made the home. `serve` refuses one that the demonstration made.
    public enum Origin {
        CEREMONY,
        DEMO;

        private static final Map<String, Origin> WORDS =
                Arrays.stream(values()).collect(Collectors.toMap(Origin::word, Function.identity()));

        private String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// Where the database is.
    public sealed interface DatabasePlace {
        /// A server of our own in the home.
        ///
        /// @param port on 127.0.0.1; 0 for any that is free
        record Embedded(int port) implements DatabasePlace {}

        /// A server of our own that something else runs in another folder of this machine.
        ///
        /// @param folder the server's folder
        /// @param database the database's name
        record Beside(Path folder, String database) implements DatabasePlace {}

        /// A server that somebody else runs, with roles and database made beforehand.
        ///
        /// @param database the database's name
        /// @param roots trust anchors of its TLS; empty for a server on a loopback address
        /// @param passwords a folder with a file of mode 0600 for each role, called as the role
        record Outside(String host, int port, String database, Optional<Path> roots, Path passwords)
                implements DatabasePlace {}
    }

    /// What keeps the keys.
    public sealed interface TokenPlace {
        /// A sealed file.
        ///
        /// @param file where it lies; empty: in the home
        record SealedFile(Optional<Path> file) implements TokenPlace {
            /// One in the home.
            public SealedFile() {
                this(Optional.empty());
            }
        }

        /// A hardware token.
        ///
        /// @param library the PKCS#11 module
        /// @param label the token's label
        /// @param pin a file of mode 0600 with the PIN; empty: a person types it
        record Module(Path library, String label, Optional<Path> pin) implements TokenPlace {}
    }

    private static final int POSTGRES_PORT = 5_432;
    private static final int MOST_PORT = 65_535;

    /// An embedded server on any free port, and a sealed file.
    public static HomeSettings plain(Origin origin) {
        return new HomeSettings(origin, new DatabasePlace.Embedded(0), new TokenPlace.SealedFile());
    }

    /// The settings of a home.
    ///
    /// @throws InputProblem when the folder is no home, or its `vault.toml` cannot be read
    public static HomeSettings ofHome(Path home) {
        String file = home.resolve("vault.toml").toString();
        return read(file, InputFile.octets(file, java.io.InputStream.nullInputStream()));
    }

    /// The same settings with files that were named relative to a folder.
    HomeSettings within(Path folder) {
        DatabasePlace place = switch (database) {
            case DatabasePlace.Embedded embedded -> embedded;
            case DatabasePlace.Beside(Path server, String name) ->
                new DatabasePlace.Beside(folder.resolve(server), name);
            case DatabasePlace.Outside(var host, int port, var name, Optional<Path> roots, Path passwords) ->
                new DatabasePlace.Outside(host, port, name, roots.map(folder::resolve), folder.resolve(passwords));
        };
        List<FurtherToken> tokens = further.stream()
                .map(one -> new FurtherToken(one.name(), within(one.place(), folder), one.opened()))
                .toList();
        return new HomeSettings(origin, place, within(keys, folder), tokens, knownKeys.map(folder::resolve));
    }

    private static TokenPlace within(TokenPlace token, Path folder) {
        return switch (token) {
            case TokenPlace.SealedFile(Optional<Path> file) -> new TokenPlace.SealedFile(file.map(folder::resolve));
            case TokenPlace.Module(Path library, String label, Optional<Path> pin) ->
                new TokenPlace.Module(folder.resolve(library), label, pin.map(folder::resolve));
        };
    }

    /// Reads `vault.toml`.
    ///
    /// @throws InputProblem when it is none
    static HomeSettings read(String file, Bytes text) {
        List<ProfileFault> faults = new ArrayList<>();
        Optional<TomlSection> root = TomlText.read(text, faults);
        Optional<HomeSettings> settings = root.flatMap(HomeSettings::read);
        root.ifPresent(TomlSection::refuseUnknownKeys);
        if (!faults.isEmpty() || settings.isEmpty()) {
            throw new InputProblem(
                    ExitCode.MALFORMED,
                    file,
                    new Phrase("認証局のホームの設定ではありません: %s", "is no settings of a vault's home: %s").with(faults),
                    new Phrase("書き換えたのであれば元に戻してください。", "If it was edited, restore it."));
        }
        return settings.get();
    }

    private static Optional<HomeSettings> read(TomlSection root) {
        root.number("format", 1, 1);
        Optional<Origin> origin = root.neededWord("made-by", Origin.WORDS);
        Optional<DatabasePlace> database = database(root.neededSection("database"));
        Optional<TokenPlace> keys = token(root.neededSection("token"));
        List<FurtherToken> further = further(root);
        Optional<Path> known = root.text("known-keys").map(Path::of);
        return origin.isEmpty() || database.isEmpty() || keys.isEmpty()
                ? Optional.empty()
                : Optional.of(new HomeSettings(origin.get(), database.get(), keys.get(), further, known));
    }

    /// Reads where the database is, from a `[database]` table.
    static Optional<DatabasePlace> database(TomlSection places) {
        Optional<Path> beside = places.text("folder").map(Path::of);
        if (beside.isPresent()) {
            return places.neededText("name").map(name -> new DatabasePlace.Beside(beside.get(), name));
        }
        boolean outside = places.has("host");
        int port = places.number("port", outside ? 1 : 0, MOST_PORT).orElse(outside ? POSTGRES_PORT : 0);
        if (places.text("host").isEmpty()) {
            return Optional.of(new DatabasePlace.Embedded(port));
        }
        Optional<String> name = places.neededText("name");
        Optional<String> passwords = places.neededText("passwords");
        Optional<Path> roots = places.text("roots").map(Path::of);
        return name.isEmpty() || passwords.isEmpty()
                ? Optional.empty()
                : Optional.of(new DatabasePlace.Outside(
                        places.text("host").orElseThrow(), port, name.get(), roots, Path.of(passwords.get())));
    }

    /// Reads what keeps the keys, from a `[token]` table.
    static Optional<TokenPlace> token(TomlSection places) {
        Optional<String> library = places.text("library");
        if (library.isEmpty()) {
            return Optional.of(new TokenPlace.SealedFile());
        }
        Optional<Path> pin = places.text("pin").map(Path::of);
        return places.neededText("label").map(label -> new TokenPlace.Module(Path.of(library.get()), label, pin));
    }

    /// Reads further tokens, from `[[tokens]]` tables.
    static List<FurtherToken> further(TomlSection root) {
        List<FurtherToken> tokens = new ArrayList<>();
        for (TomlSection section : root.sections("tokens")) {
            section.neededText("name");
            Optional<String> name = section.parsed("name", AuthoritySettings::tokenName, AuthoritySettings.TOKEN_NAME);
            Opened opened = section.has("open")
                    ? section.neededWord("open", Opened.WORDS).orElse(Opened.CEREMONY)
                    : Opened.CEREMONY;
            Optional<Path> file = section.text("file").map(Path::of);
            Optional<TokenPlace> place = token(section)
                    .map(one -> one instanceof TokenPlace.SealedFile ? new TokenPlace.SealedFile(file) : one);
            boolean twice = tokens.stream().anyMatch(other -> name.equals(Optional.of(other.name())));
            if (twice) {
                section.fault("name", ProfileProblem.MALFORMED, "name", name.orElse(""), AuthoritySettings.TOKEN_NAME);
            }
            if (name.isPresent() && place.isPresent()) {
                tokens.add(new FurtherToken(name.get(), place.get(), opened));
            }
        }
        return tokens;
    }

    /// The text of `vault.toml`.
    String text() {
        StringBuilder text = new StringBuilder("format = 1\n");
        line(text, "made-by", origin.word());
        knownKeys.ifPresent(place -> line(text, "known-keys", place.toString()));
        text.append("\n[database]\n");
        switch (database) {
            case DatabasePlace.Embedded(int port) ->
                text.append("port = ").append(port).append('\n');
            case DatabasePlace.Beside(Path folder, String name) -> {
                line(text, "folder", folder.toString());
                line(text, "name", name);
            }
            case DatabasePlace.Outside outside -> {
                line(text, "host", outside.host());
                text.append("port = ").append(outside.port()).append('\n');
                line(text, "name", outside.database());
                outside.roots().ifPresent(roots -> line(text, "roots", roots.toString()));
                line(text, "passwords", outside.passwords().toString());
            }
        }
        text.append("\n[token]\n");
        token(text, keys);
        for (FurtherToken one : further) {
            text.append("\n[[tokens]]\n");
            line(text, "name", one.name());
            line(text, "open", one.opened().name().toLowerCase(Locale.ROOT));
            token(text, one.place());
        }
        return text.toString();
    }

    private static void token(StringBuilder text, TokenPlace place) {
        switch (place) {
            case TokenPlace.SealedFile(Optional<Path> file) -> {
                text.append("# a sealed file\n");
                file.ifPresent(where -> line(text, "file", where.toString()));
            }
            case TokenPlace.Module(Path library, String label, Optional<Path> pin) -> {
                line(text, "library", library.toString());
                line(text, "label", label);
                pin.ifPresent(file -> line(text, "pin", file.toString()));
            }
        }
    }

    private static void line(StringBuilder text, String key, String value) {
        String safe = value.replace("\\", "\\\\").replace("\"", "\\\"");
        text.append(key).append(" = \"").append(safe).append("\"\n");
    }
}
