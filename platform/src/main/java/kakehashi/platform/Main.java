package kakehashi.platform;

import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import kakehashi.console.Console;
import kakehashi.console.Verbs;
import kakehashi.terminal.CommandLine;

/// Where every process starts, and the one place where the wall clock is read.
public final class Main {
    /// The launcher tells the folder whose jars these are: `vault` and `public` lack what the terminal's verbs
    /// need.
    private static final String FOLDER = "kakehashi.folder";

    private static final String EVERYTHING = "terminal";
    private static final String VAULT = "vault";

    private Main() {}

    /// What a process does once its log is open.
    @FunctionalInterface
    public interface Work {
        /// Does it, and answers the exit code.
        ///
        /// @param args the arguments, the verb first
        /// @param clock the present time
        /// @param locale the user's
        int run(String[] args, InstantSource clock, Locale locale);
    }

    /// Runs the command line and ends the process with its exit code.
    public static void main(String[] args) {
        run(args, Main::work);
    }

    /// Runs some other work and ends the process with its exit code. The demonstration, which no installation has
    /// on its class path, starts here from a `main` of its own.
    public static void run(String[] args, Work work) {
        ProcessLog.open();
        System.exit(work.run(args, InstantSource.system(), Locale.getDefault()));
    }

    private static int work(String[] args, InstantSource clock, Locale locale) {
        Console console = Console.of(args, Console.Streams.ofThisProcess(), clock, locale);
        List<Verbs> verbs = switch (System.getProperty(FOLDER, EVERYTHING)) {
            case EVERYTHING -> verbs(console);
            case VAULT -> List.of(PlatformVerbs.of(console, List.of()));
            default -> List.of(PlatformVerbs.of(console, PlatformVerbs.ofThePublicZone(console)));
        };
        return Verbs.run(args, console, verbs);
    }

    /// All verbs of the product.
    public static List<Verbs> verbs(Console console) {
        return List.of(PlatformVerbs.of(console, PlatformVerbs.ofThePublicZone(console)), CommandLine.verbs(console));
    }
}
