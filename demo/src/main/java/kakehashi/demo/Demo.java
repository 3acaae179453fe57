package kakehashi.demo;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import kakehashi.path.Language;
import kakehashi.platform.Main;

/// The demonstration: `kakehashi demo`.
///
/// Everything it makes lies in one folder, listens on the loopback address only, and says 実演 / DEMO. A second run
/// goes on from the folder.
public final class Demo {
    private static final int DONE = 0;
    private static final int FAILED = 1;
    private static final int USAGE = 64;
    private static final long PATIENCE = 30;

    private final PrintStream out;
    private final PrintStream err;
    private final InstantSource clock;
    private final DemoOptions options;

    private Demo(PrintStream out, PrintStream err, InstantSource clock, DemoOptions options) {
        this.out = out;
        this.err = err;
        this.clock = clock;
        this.options = options;
    }

    /// The demonstration's own `main`: it is on no installation's class path. The clock is handed in by [Main].
    public static void main(String[] args) {
        Main.run(
                args,
                (all, clock, locale) ->
                        run(Arrays.asList(all).subList(1, all.length), System.out, System.err, clock, locale));
    }

    /// Runs the demonstration and answers the exit code: 0 when every step held, 1 when one did not, 64 for wrong
    /// usage.
    ///
    /// @param args the arguments after the verb
    /// @param clock the present time
    /// @param locale the user's; Japanese locales get Japanese, all others English
    public static int run(List<String> args, PrintStream out, PrintStream err, InstantSource clock, Locale locale) {
        if (args.contains("--help")) {
            out.println(usage(new Telling(out, DemoOptions.language(args, locale))));
            return DONE;
        }
        return switch (DemoOptions.read(args, System.getenv(), locale)) {
            case DemoOptions.Reading.Unknown(String word, Language language) -> {
                Telling telling = new Telling(err, language);
                err.println(telling.words("分からない引数です: ", "Not understood: ") + word);
                err.println(usage(telling));
                yield USAGE;
            }
            case DemoOptions.Reading.Read(DemoOptions options) -> new Demo(out, err, clock, options).run();
        };
    }

    private static String usage(Telling telling) {
        return telling.words("""
                使い方: ./kakehashi demo [--once] [--fresh] [--data FOLDER] [--port N]
                           [--import FOLDER] [--lang ja|en]
                           [--database jdbc:postgresql://HOST:PORT/DATABASE?user=…&password=…]
                  --once      実演が終わったら止まる。全段階が成り立ったときだけ終了コードが 0
                  --fresh     最初からやり直す
                  --data      置き場所（既定 ./kakehashi-demo）
                  --port      最初のポート（既定 8400）
                  --import    実在の CA 証明書のフォルダも取り込む
                  --database  既にある PostgreSQL を使う

                例:
                  ./kakehashi demo
                  ./kakehashi demo --once --data demo-2 --port 9000""", """
                usage: ./kakehashi demo [--once] [--fresh] [--data FOLDER] [--port N]
                           [--import FOLDER] [--lang ja|en]
                           [--database jdbc:postgresql://HOST:PORT/DATABASE?user=…&password=…]
                  --once      end after the story; exit code 0 only when every step held
                  --fresh     start it over
                  --data      where it lies (./kakehashi-demo)
                  --port      the first port (8400)
                  --import    take the real CA certificates of a folder too
                  --database  use a PostgreSQL that stands already

                Examples:
                  ./kakehashi demo
                  ./kakehashi demo --once --data demo-2 --port 9000""");
    }

    private int run() {
        Telling telling = new Telling(out, options.manner().language());
        Path folder = options.place();
        try {
            if (!DemoFolder.isOurs(folder)) {
                err.println(telling.words(
                        folder + " は実演のフォルダではありません。空のフォルダを --data で指定してください。",
                        folder + " is no folder of the demonstration; name an empty one with --data."));
                return USAGE;
            }
            if (options.outside()
                    .imports()
                    .filter(from -> !Files.isDirectory(from))
                    .isPresent()) {
                err.println(options.outside().imports().get()
                        + telling.words(" というフォルダはありません。", " is no folder that could be imported."));
                return USAGE;
            }
            DemoFolder.prepare(folder, options.manner().start());
            try (DemoLog _ = DemoLog.in(folder)) {
                return play(telling, folder);
            }
        } catch (DemoRefusal e) {
            err.println(telling.words("実演を始められません: ", "The demonstration cannot begin: ") + telling.words(e.words()));
            return USAGE;
        } catch (IOException | RuntimeException e) {
            err.println(telling.words("実演が止まりました: ", "The demonstration broke off: ") + e.getMessage());
            return FAILED;
        }
    }

    private int play(Telling telling, Path folder) {
        DemoSamples samples = new DemoSamples(folder.resolve("certificates"));
        DemoImports imports = new DemoImports(folder.resolve("imported"), clock);
        DemoPages pages = new DemoPages(samples, imports, clock);
        long began = System.nanoTime();
        try (DemoServer server = server(telling, folder)) {
            DemoWorld.Ground ground =
                    new DemoWorld.Ground(folder, server, options.outside().port(), clock);
            try (DemoWorld world = new Story(ground, telling, pages, samples).play()) {
                options.outside().imports().ifPresent(from -> new ImportChapter(world, pages, telling).play(from));
                conclude(telling, TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - began));
                stay(telling, world, samples);
            }
        }
        return telling.failed() == 0 ? DONE : FAILED;
    }

    private static void conclude(Telling telling, long seconds) {
        if (telling.failed() == 0) {
            telling.chapter(
                    telling.steps() + " 段階がすべて成り立ちました（" + seconds + " 秒）。",
                    "All " + telling.steps() + " steps held (" + seconds + " s).");
        } else {
            telling.chapter(
                    telling.steps() + " 段階のうち " + telling.failed() + " 段階が成り立ちませんでした（" + seconds + " 秒）。",
                    telling.failed() + " of " + telling.steps() + " steps failed (" + seconds + " s).");
        }
    }

    private DemoServer server(Telling telling, Path folder) {
        telling.note(
                "すべて " + folder + " の中に作り、この計算機の中だけで動かします。",
                "Everything lies in " + folder + " and listens on this computer only.");
        telling.note(
                "データベースと五つの設備を用意しています。十数秒から 1 分ほどお待ちください。",
                "A database and five installations are being prepared: ten seconds to a minute.");
        return options.outside()
                .database()
                .<DemoServer>map(address -> OutsideDemoServer.of(address, folder))
                .orElseGet(() -> DemoServer.own(folder));
    }

    /// Shows the addresses and stays until Ctrl-C, unless the story was all that was asked for.
    private void stay(Telling telling, DemoWorld world, DemoSamples samples) {
        if (options.manner().end() == DemoOptions.End.ONCE) {
            return;
        }
        world.all().forEach(site -> site.collecting().start());
        telling.chapter("公開しています。終了は Ctrl-C", "Open now; end it with Ctrl-C");
        DemoPorts ports = world.government().ports();
        address(telling, "実演の案内      ", "start here      ", ports.url(DemoPages.HOME));
        address(telling, "検証ページ      ", "verification    ", ports.url("/verify"));
        address(telling, "信頼関係の図    ", "trust graph     ", ports.url("/demo/graph"));
        address(telling, "実物の取り込み  ", "import          ", ports.url(DemoPages.IMPORT));
        address(telling, "リポジトリ      ", "repository      ", ports.url("/repository"));
        address(telling, "検証 API        ", "JSON API        ", ports.url("/api"));
        samples.toAsk()
                .map(sample -> world.government().zone().curl().line(samples, sample))
                .ifPresent(line -> address(telling, "  試すには       ", "  to try it      ", line));
        address(telling, "OCSP            ", "OCSP            ", ports.url("/ocsp"));
        address(telling, "SCVP            ", "SCVP            ", ports.url("/scvp"));
        address(telling, "LDAP            ", "LDAP            ", ports.directory());
        address(telling, "メトリクス      ", "metrics         ", ports.url("/metrics"));
        address(telling, "証明書          ", "certificates    ", samples.folder().toString());
        address(
                telling,
                "ログ            ",
                "log             ",
                DemoLog.of(options.place()).toString());
        awaitEnd();
        telling.note("終了します", "Ending");
    }

    private static void address(Telling telling, String japanese, String english, String address) {
        telling.note(japanese + address, english + address);
    }

    /// Until somebody asks the process to end; the process then waits for us to close everything.
    private static void awaitEnd() {
        CountDownLatch end = new CountDownLatch(1);
        Thread playing = Thread.currentThread();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            end.countDown();
            try {
                playing.join(TimeUnit.SECONDS.toMillis(PATIENCE));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }));
        try {
            end.await();
        } catch (InterruptedException e) {
            return; // asked to end as well; the flag stays down, for what is closed now is waited for
        }
    }
}
