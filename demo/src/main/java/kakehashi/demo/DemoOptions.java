package kakehashi.demo;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import kakehashi.path.Language;

/// What the command line asks for.
///
/// @param folder where everything lies
/// @param manner how it is told
/// @param outside what is taken from outside of the folder
record DemoOptions(Path folder, Manner manner, Outside outside) {
    /// How it is told.
    ///
    /// @param start whether an earlier run goes on
    /// @param end whether the pages stay after the story
    /// @param language in which
    record Manner(Start start, End end, Language language) {}

    /// What is taken from outside of the folder.
    ///
    /// @param port the first port that is wished for
    /// @param imports a folder with real certificates
    /// @param database a PostgreSQL server that stands already
    record Outside(int port, Optional<Path> imports, Optional<String> database) {}

    /// The variable of the environment that names a PostgreSQL server.
    static final String DATABASE = "KAKEHASHI_DATABASE";

    private static final String FOLDER = "kakehashi-demo";
    private static final int PORT = 8400;
    private static final int MOST_PORT = 65_000;

    /// Whether an earlier run goes on.
    enum Start {
        CONTINUE,
        FRESH
    }

    /// What comes after the story.
    enum End {
        STAY,
        ONCE
    }

    /// The options, or what cannot be understood.
    sealed interface Reading {
        /// They are understood.
        record Read(DemoOptions options) implements Reading {}

        /// This is not.
        record Unknown(String word, Language language) implements Reading {}
    }

    /// The language of the page of help.
    static Language language(List<String> args, Locale locale) {
        List<String> before =
                args.stream().filter(word -> !word.equals("--help")).toList();
        return switch (read(before, Map.of(), locale)) {
            case Reading.Read(DemoOptions options) -> options.manner.language;
            case Reading.Unknown(String word, Language language) -> language;
        };
    }

    /// Reads the arguments after the verb.
    ///
    /// @param locale the user's; Japanese locales get Japanese, all others English
    static Reading read(List<String> args, Map<String, String> environment, Locale locale) {
        Language language = locale.getLanguage().equals("ja") ? Language.JAPANESE : Language.ENGLISH;
        DemoOptions options = new DemoOptions(
                Path.of(FOLDER),
                new Manner(Start.CONTINUE, End.STAY, language),
                new Outside(
                        PORT,
                        Optional.empty(),
                        Optional.ofNullable(environment.get(DATABASE)).filter(text -> !text.isBlank())));
        List<String> left = new ArrayList<>(args);
        while (!left.isEmpty()) {
            String given = left.removeFirst();
            boolean joined = given.startsWith("--") && given.contains("=");
            String word = joined ? given.substring(0, given.indexOf('=')) : given;
            if (joined) {
                left.addFirst(given.substring(given.indexOf('=') + 1));
            }
            Optional<String> value =
                    takesValue(word) && !left.isEmpty() ? Optional.of(left.removeFirst()) : Optional.empty();
            Optional<DemoOptions> next = options.with(word, value);
            if (next.isEmpty()) {
                return new Reading.Unknown(word, options.manner.language);
            }
            options = next.get();
        }
        return new Reading.Read(options);
    }

    private static boolean takesValue(String word) {
        return List.of("--data", "--import", "--database", "--port", "--lang").contains(word);
    }

    private Optional<DemoOptions> with(String word, Optional<String> value) {
        Optional<String> text = value.filter(one -> !one.isBlank());
        return switch (word) {
            case "--fresh" -> Optional.of(with(new Manner(Start.FRESH, manner.end, manner.language)));
            case "--once" -> Optional.of(with(new Manner(manner.start, End.ONCE, manner.language)));
            case "--lang" ->
                text.flatMap(DemoOptions::language).map(one -> with(new Manner(manner.start, manner.end, one)));
            case "--data" -> text.map(Path::of).map(one -> new DemoOptions(one, manner, outside));
            case "--import" ->
                text.map(Path::of).map(one -> with(new Outside(outside.port, Optional.of(one), outside.database)));
            case "--database" -> text.map(one -> with(new Outside(outside.port, outside.imports, Optional.of(one))));
            case "--port" ->
                text.filter(one -> one.matches("[1-9]\\d{3,4}"))
                        .map(Integer::parseInt)
                        .filter(number -> number < MOST_PORT)
                        .map(number -> with(new Outside(number, outside.imports, outside.database)));
            default -> Optional.empty();
        };
    }

    private static Optional<Language> language(String word) {
        return switch (word) {
            case "ja" -> Optional.of(Language.JAPANESE);
            case "en" -> Optional.of(Language.ENGLISH);
            default -> Optional.empty();
        };
    }

    private DemoOptions with(Manner other) {
        return new DemoOptions(folder, other, outside);
    }

    private DemoOptions with(Outside other) {
        return new DemoOptions(folder, manner, other);
    }

    /// The folder, as it is called from anywhere.
    Path place() {
        return folder.toAbsolutePath().normalize();
    }
}
