package kakehashi.console;

import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/// The verbs of a room, in groups, with the words of their help.
///
/// @param words the words
/// @param groups the verbs, in the order of the help
public record Verbs(HelpWords words, List<Group> groups) {
    /// Verbs that one looks for at the same place.
    ///
    /// @param heading what they are for
    /// @param verbs the verbs; a noun has verbs of its own
    public record Group(Phrase heading, List<Verb> verbs) {}

    /// Runs one command and answers the exit code, which the help explains. Never calls `System.exit`.
    ///
    /// @param args the arguments, the verb first; none shows the help
    /// @param console what the command talks to
    /// @param rooms all the verbs that there are
    public static int run(String[] args, Console console, List<Verbs> rooms) {
        List<String> words = List.of(args.length == 0 ? new String[] {"help"} : args);
        Optional<Verb> wanted =
                all(rooms).filter(verb -> verb.name().equals(words.getFirst())).findFirst();
        picocli.CommandLine root = root(
                console,
                rooms,
                wanted.map(verb -> List.of(verb.forArguments(words))).orElseGet(() -> whole(rooms)));
        root.setParameterExceptionHandler((problem, ignored) -> usage(problem, console));
        root.setExecutionExceptionHandler((problem, ignored, result) -> failed(problem, console));
        return root.execute(words.toArray(String[]::new));
    }

    private static Stream<Verb> all(List<Verbs> rooms) {
        return rooms.stream().flatMap(room -> room.groups.stream()).flatMap(group -> group.verbs.stream());
    }

    private static List<picocli.CommandLine> whole(List<Verbs> rooms) {
        return all(rooms).map(Verb::whole).toList();
    }

    /// The whole command with its verbs.
    public static picocli.CommandLine root(Console console, List<Verbs> rooms) {
        return root(console, rooms, whole(rooms));
    }

    private static picocli.CommandLine root(Console console, List<Verbs> rooms, List<picocli.CommandLine> verbs) {
        picocli.CommandLine root = new picocli.CommandLine(new Root());
        verbs.forEach(verb -> root.addSubcommand(verb.getCommandName(), verb));
        root.addSubcommand(new Help(console));
        // What picocli itself prints goes where ours goes.
        root.setOut(new PrintWriter(console.out(), true, console.out().charset()));
        root.setErr(new PrintWriter(console.err(), true, console.err().charset()));
        FrontPage page = new FrontPage(console, rooms);
        List<HelpWords> words = Stream.concat(
                        Stream.of(HelpWords.common()), rooms.stream().map(Verbs::words))
                .toList();
        root.setResourceBundle(HelpWords.bundle(words, console.language(), page.columns()));
        root.setUsageHelpWidth(page.columns());
        root.setUsageHelpLongOptionsMaxWidth(page.columns() * 2 / 5);
        root.setColorScheme(picocli.CommandLine.Help.defaultColorScheme(
                console.style().colour() == Console.Colour.ON ? Ansi.ON : Ansi.OFF));
        page.putInto(root);
        return root;
    }

    private static int usage(ParameterException problem, Console console) {
        picocli.CommandLine command = problem.getCommandLine();
        Phrase wrong = switch (problem) {
            case UnmatchedArgumentException unmatched -> unmatched(unmatched);
            case MissingParameterException missing ->
                new Phrase("引数が足りません: %s", "missing: %s")
                        .with(String.join(
                                " ",
                                missing.getMissing().stream().map(Verbs::name).toList()));
            default ->
                command.getSubcommands().isEmpty()
                        ? Phrase.same(String.valueOf(problem.getMessage()))
                        : new Phrase("コマンドがありません。", "the verb is missing.");
        };
        String name = command.getCommandSpec().qualifiedName();
        console.problem(new InputProblem(ExitCode.USAGE, name, wrong, remedy(command)));
        return ExitCode.USAGE.number();
    }

    private static Phrase unmatched(UnmatchedArgumentException problem) {
        String arguments = String.join(" ", problem.getUnmatched());
        boolean verb = !problem.getCommandLine().getSubcommands().isEmpty() && !arguments.startsWith("-");
        return (verb
                        ? new Phrase("そのようなコマンドはありません: %s", "there is no such verb: %s")
                        : new Phrase("不明な引数です: %s", "unknown argument: %s"))
                .with(arguments);
    }

    private static Phrase remedy(picocli.CommandLine command) {
        String name = command.getCommandSpec().qualifiedName();
        Phrase usage = new Phrase("使い方: kakehashi help%s", "Usage: kakehashi help%s")
                .with(name.replaceFirst("^kakehashi", ""));
        if (command.getSubcommands().isEmpty()) {
            return usage;
        }
        String verbs = String.join(" ", command.getSubcommands().keySet());
        return new Phrase("コマンド: " + verbs + "。" + usage.japanese(), "Verbs: " + verbs + ". " + usage.english());
    }

    private static String name(ArgSpec missing) {
        return missing instanceof OptionSpec option
                ? (option.longestName() + " " + (option.arity().max() == 0 ? "" : option.paramLabel())).strip()
                : missing.paramLabel();
    }

    private static int failed(Exception problem, Console console) {
        if (problem instanceof InputProblem input) {
            console.problem(input);
            return input.code().number();
        }
        console.problem(new InputProblem(
                ExitCode.BUG,
                "bug",
                Phrase.same(problem.toString()),
                new Phrase(
                        "この製品の不具合です。以下の記録を添えて報告してください。",
                        "This is a bug of this product. Please report it with the trace below.")));
        problem.printStackTrace(console.err());
        return ExitCode.BUG.number();
    }
}
