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
/// @param start whether an earlier run goes on
/// @param end whether the pages stay after the story
/// @param language in which it is told
/// @param port the first port that is wished for
/// @param imports a folder with real certificates
/// @param database a PostgreSQL server that stands already
record DemoOptions(
        Path folder,
        Start start,
        End end,
        Language language,
        int port,
        Optional<Path> imports,
        Optional<String> database) {
    /// The variable of the environment that names a PostgreSQL server.
    static final String DATABASE = "KAKEHASHI_DATABASE";

    private static final String FOLDER = "kakehashi-demo";
    private static final int PORT = 8400;

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

    /// Reads the arguments after the verb.
    ///
    /// @param locale the user's; Japanese locales get Japanese, all others English
    static Reading read(List<String> args, Map<String, String> environment, Locale locale) {
        Language language = locale.getLanguage().equals("ja") ? Language.JAPANESE : Language.ENGLISH;
        DemoOptions options = new DemoOptions(
                Path.of(FOLDER),
                Start.CONTINUE,
                End.STAY,
                language,
                PORT,
                Optional.empty(),
                Optional.ofNullable(environment.get(DATABASE)).filter(text -> !text.isBlank()));
        List<String> left = new ArrayList<>(args);
        while (!left.isEmpty()) {
            String word = left.removeFirst();
            Optional<String> value =
                    takesValue(word) && !left.isEmpty() ? Optional.of(left.removeFirst()) : Optional.empty();
            Optional<DemoOptions> next = options.with(word, value);
            if (next.isEmpty()) {
                return new Reading.Unknown(word, options.language);
            }
            options = next.get();
        }
        return new Reading.Read(options);
    }

    private static boolean takesValue(String word) {
        return List.of("--data", "--import", "--database", "--port").contains(word);
    }

    private Optional<DemoOptions> with(String word, Optional<String> value) {
        return switch (word) {
            case "--fresh" -> Optional.of(new DemoOptions(folder, Start.FRESH, end, language, port, imports, database));
            case "--once" -> Optional.of(new DemoOptions(folder, start, End.ONCE, language, port, imports, database));
            case "--lang=ja" -> Optional.of(in(Language.JAPANESE));
            case "--lang=en" -> Optional.of(in(Language.ENGLISH));
            case "--data" ->
                value.filter(text -> !text.isBlank())
                        .map(text -> new DemoOptions(Path.of(text), start, end, language, port, imports, database));
            case "--import" ->
                value.filter(text -> !text.isBlank())
                        .map(text -> new DemoOptions(
                                folder, start, end, language, port, Optional.of(Path.of(text)), database));
            case "--database" ->
                value.map(text -> new DemoOptions(folder, start, end, language, port, imports, Optional.of(text)));
            case "--port" ->
                value.filter(text -> text.matches("[1-9]\\d{3,4}"))
                        .map(Integer::parseInt)
                        .filter(number -> number < 65_000)
                        .map(number -> new DemoOptions(folder, start, end, language, number, imports, database));
            default -> Optional.empty();
        };
    }

    private DemoOptions in(Language wished) {
        return new DemoOptions(folder, start, end, wished, port, imports, database);
    }

    /// The folder, as it is called from anywhere.
    Path place() {
        return folder.toAbsolutePath().normalize();
    }
}
