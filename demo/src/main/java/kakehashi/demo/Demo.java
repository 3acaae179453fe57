package kakehashi.demo;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import kakehashi.ledger.EmbeddedServer;
import kakehashi.path.Language;
import kakehashi.platform.Main;

/// The demonstration: `kakehashi demo [--data FOLDER] [--fresh] [--once]`.
///
/// Everything it makes lies in one folder, listens on the loopback address only, and says 実演 / DEMO. A second run
/// goes on from the folder.
public final class Demo {
    private static final String MARK = "kakehashi-demo";
    private static final List<String> DATABASES = List.of("gpki", "company");
    private static final int DONE = 0;
    private static final int FAILED = 1;
    private static final int USAGE = 64;

    private final PrintStream out;
    private final InstantSource clock;
    private final Language language;

    private Demo(PrintStream out, InstantSource clock, Language language) {
        this.out = out;
        this.clock = clock;
        this.language = language;
    }

    /// The demonstration's own `main`: it is on no installation's class path. The clock is handed in by [Main].
    public static void main(String[] args) {
        Main.run(
                args,
                (all, clock, locale) ->
                        run(Arrays.asList(all).subList(1, all.length), System.out, System.err, clock, locale));
    }

    /// What the command line asks for.
    private record Wish(Path folder, boolean fresh, boolean once) {}

    /// Runs the demonstration and answers the exit code: 0 when every step held, 1 when one did not, 64 for wrong
    /// usage.
    ///
    /// @param args the arguments after the verb
    /// @param clock the present time
    /// @param locale the user's; Japanese locales get Japanese, all others English
    public static int run(List<String> args, PrintStream out, PrintStream err, InstantSource clock, Locale locale) {
        Language language = locale.getLanguage().equals("ja") ? Language.JAPANESE : Language.ENGLISH;
        Path folder = Path.of(MARK);
        List<String> unknown = new ArrayList<>();
        boolean fresh = false;
        boolean once = false;
        for (int i = 0; i < args.size(); i++) {
            switch (args.get(i)) {
                case "--fresh" -> fresh = true;
                case "--once" -> once = true;
                case "--lang=ja" -> language = Language.JAPANESE;
                case "--lang=en" -> language = Language.ENGLISH;
                case "--data" -> {
                    i++;
                    folder = Path.of(i < args.size() ? args.get(i) : "");
                }
                default -> unknown.add(args.get(i));
            }
        }
        Demo demo = new Demo(out, clock, language);
        if (!unknown.isEmpty() || folder.toString().isEmpty()) {
            err.println(demo.words("使い方: ", "Usage: ") + "./kakehashi demo [--data FOLDER] [--fresh] [--once]");
            return USAGE;
        }
        return demo.run(new Wish(folder.toAbsolutePath().normalize(), fresh, once), err);
    }

    private String words(String japanese, String english) {
        return new Telling(out, language).words(japanese, english);
    }

    private int run(Wish wish, PrintStream err) {
        try {
            if (!prepare(wish)) {
                err.println(words(
                        wish.folder() + " は実演のフォルダではありません。空のフォルダを --data で指定してください。",
                        wish.folder() + " is no folder of the demonstration; name an empty one with --data."));
                return USAGE;
            }
            try (EmbeddedServer server = EmbeddedServer.start(wish.folder().resolve("postgres"), 0)) {
                Telling telling = new Telling(out, language);
                DATABASES.forEach(name -> server.createDatabase(DemoInstallation.database(name)));
                new Skeleton(wish.folder(), server, clock, telling, zone -> stay(wish, telling, zone)).play();
                telling.chapter(
                        telling.steps() + " 段階を終えました。失敗 " + telling.failed() + " 件。",
                        telling.steps() + " steps held, " + telling.failed() + " failed.");
                return telling.failed() == 0 ? DONE : FAILED;
            }
        } catch (IOException | RuntimeException e) {
            err.println(words("実演が止まりました: ", "The demonstration broke off: ") + e.getMessage());
            return FAILED;
        }
    }

    /// Shows the addresses and stays until Ctrl-C, unless the story was all that was asked for.
    private static void stay(Wish wish, Telling telling, DemoPublic zone) {
        if (wish.once()) {
            return;
        }
        telling.chapter("公開しています。終了は Ctrl-C", "Open now; end it with Ctrl-C");
        telling.note(
                "検証ページ      " + zone.ports().url("/verify"),
                "verification  " + zone.ports().url("/verify"));
        telling.note(
                "リポジトリ      " + zone.ports().url("/repository"),
                "repository    " + zone.ports().url("/repository"));
        telling.note(
                "JSON API        " + zone.ports().url("/api"),
                "JSON API      " + zone.ports().url("/api"));
        telling.note(
                "OCSP / SCVP     " + zone.ports().url("/ocsp") + " /scvp",
                "OCSP / SCVP   " + zone.ports().url("/ocsp") + " /scvp");
        telling.note(
                "LDAP            ldap://127.0.0.1:" + zone.ports().ldap(),
                "LDAP          ldap://127.0.0.1:" + zone.ports().ldap());
        CountDownLatch end = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(end::countDown));
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Marks the folder, or starts it over. Nothing is ever deleted that does not bear the mark.
    private static boolean prepare(Wish wish) throws IOException {
        Path mark = wish.folder().resolve(MARK);
        boolean there = Files.isDirectory(wish.folder());
        if (there && !Files.exists(mark)) {
            try (Stream<Path> files = Files.list(wish.folder())) {
                if (files.findAny().isPresent()) {
                    return false;
                }
            }
        }
        if (there && wish.fresh()) {
            delete(wish.folder());
        }
        Files.createDirectories(wish.folder());
        Files.writeString(mark, "実演 DEMO\n");
        return true;
    }

    /// Deletes a folder of the demonstration with all that is in it.
    static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
