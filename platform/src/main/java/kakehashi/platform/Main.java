package kakehashi.platform;

import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import kakehashi.terminal.CommandLine;

/// Where every process starts, and the one place where the wall clock is read.
public final class Main {
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

    /// The verbs of this room; all others are the terminal's, which the public zone's folder does not have.
    private static int work(String[] args, InstantSource clock, Locale locale) {
        Operator operator = Operator.of(System.out, System.err, locale);
        List<String> rest = args.length == 0 ? List.of() : Arrays.asList(args).subList(1, args.length);
        return switch (args.length == 0 ? "help" : args[0]) {
            case "serve" -> new Serve(operator, clock).run(rest);
            case "config" -> new ConfigVerb(operator).run(rest);
            case "jobs" -> new JobsVerb(operator, clock).run(rest);
            case "database" -> new DatabaseVerb(operator).run(rest);
            case "public" -> new PublicVerb(operator).run(rest);
            case "help" -> help(args, rest, operator, clock);
            default -> CommandLine.run(args, System.out, System.err, System.in, clock, locale);
        };
    }

    private static int help(String[] args, List<String> rest, Operator operator, InstantSource clock) {
        VerbHelp own = new VerbHelp(operator);
        if (!rest.isEmpty() && VerbHelp.knows(rest.getFirst())) {
            return own.explain(rest.getFirst());
        }
        int code = CommandLine.run(args, System.out, System.err, System.in, clock, operator.locale());
        return rest.isEmpty() ? own.list() : code;
    }
}
