package kakehashi.terminal;

import static java.util.Map.entry;

import java.io.InputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import kakehashi.contract.Approval;
import kakehashi.path.Language;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/// The command line of Kakehashi. Every noun and verb stands in [#commands]; nothing is found by scanning.
public final class CommandLine {
    private CommandLine() {}

    /// Runs one command and answers the exit code, which the help explains. Never calls `System.exit`.
    ///
    /// @param args the arguments, the verb first; none shows the help
    /// @param out where answers go
    /// @param err where problems go
    /// @param in standard input, read when a file is named `-`
    /// @param clock the present time
    /// @param locale the user's; Japanese locales get Japanese, all others English
    public static int run(
            String[] args, PrintStream out, PrintStream err, InputStream in, InstantSource clock, Locale locale) {
        Console console = new Console(out, err, in, clock, style(args, out, locale));
        return execute(args.length == 0 ? new String[] {"help"} : args, console);
    }

    /// The verbs, in the order of the help.
    private static List<Callable<Integer>> commands(Console console) {
        return List.of(
                new Inspect(console),
                new Verify(console),
                new Graph(console),
                new Scvp(console),
                new Lint(console),
                new Conformance(console),
                new Help(console));
    }

    /// The nouns, whose verbs stand below them.
    private static List<picocli.CommandLine> nouns(Console console) {
        return List.of(
                new picocli.CommandLine(new Profile(console)).addSubcommand(new ProfileList(console)),
                Noun.of(
                        "audit",
                        entry("verify", new AuditVerify(console)),
                        entry("export", new AuditCopy(console)),
                        entry("head", new AuditHead(console)),
                        entry("prove", new AuditProve(console)),
                        entry("chain", new AuditChain(console))),
                Noun.of(
                        "credential",
                        entry("new", new CredentialNew(console)),
                        entry("enrol", new CredentialEnrol(console)),
                        entry("show", new CredentialShow(console))),
                Noun.of("filing", entry("new", new FilingNew(console))),
                Noun.of(
                        "order",
                        entry("new", new OrderNew(console)),
                        entry("show", new OrderShow(console)),
                        entry("approve", new OrderDecide(console, Approval.Decision.APPROVE)),
                        entry("reject", new OrderDecide(console, Approval.Decision.REJECT)),
                        entry("submit", new OrderSubmit(console)),
                        entry("status", new OrderStatus(console)),
                        entry("aside", new OrderAside(console)),
                        entry("reopen", new OrderReopen(console))));
    }

    /// The nouns of what is in force, and of the vault's home.
    private static List<picocli.CommandLine> registers(Console console) {
        return List.of(
                Noun.of("cross", entry("list", new CrossList(console))),
                Noun.of("policy", entry("list", new PolicyList(console))),
                Noun.of("authorisation", entry("list", new AuthorisationList(console))),
                Noun.of("officer", entry("list", new OfficerList(console))));
    }

    /// Those that need the vault or its home.
    private static List<picocli.CommandLine> vaultNouns(Console console) {
        return List.of(
                Noun.of(
                        "ca",
                        entry("list", new AuthorityList(console)),
                        entry("show", new AuthorityShow(console)),
                        entry("request", new AuthorityRequest(console))),
                Noun.of(
                        "vault",
                        entry("relock", new VaultRelock(console)),
                        entry("destroy-key", new VaultDestroyKey(console)),
                        entry("status", new VaultStatus(console)),
                        entry("reconcile", new VaultReconcile(console)),
                        entry("standby", new VaultStandby(console)),
                        entry("takeover", new VaultTakeover(console))),
                Noun.of(
                        "crl",
                        entry("list", new CrlList(console)),
                        entry("show", new CrlShow(console)),
                        entry("now", new CrlNow(console))),
                Noun.of("repository", entry("reconcile", new RepositoryReconcile(console))),
                new picocli.CommandLine(new BackUp(console)),
                new picocli.CommandLine(new Restore(console)),
                Noun.of(
                        "ceremony",
                        entry("check", new CeremonyCheck(console)),
                        entry("run", new CeremonyRun(console)),
                        entry("keys", new CeremonyKeys(console)),
                        entry("sign", new CeremonySign(console))));
    }

    private static Console.Style style(String[] args, PrintStream out, Locale locale) {
        Language language = locale.getLanguage().equals("ja") ? Language.JAPANESE : Language.ENGLISH;
        boolean colour = out == System.out
                && System.console() != null
                && System.console().isTerminal()
                && System.getenv("NO_COLOR") == null;
        for (int i = 0; i < args.length; i++) {
            String option = args[i].equals("--lang") && i + 1 < args.length ? "--lang=" + args[i + 1] : args[i];
            language = switch (option) {
                case "--lang=ja" -> Language.JAPANESE;
                case "--lang=en" -> Language.ENGLISH;
                default -> language;
            };
            colour &= !args[i].equals("--no-color");
        }
        return new Console.Style(language, colour ? Console.Colour.ON : Console.Colour.OFF);
    }

    private static int execute(String[] args, Console console) {
        picocli.CommandLine root = root(console);
        root.setParameterExceptionHandler((problem, ignored) -> usage(problem, console));
        root.setExecutionExceptionHandler((problem, ignored, result) -> failed(problem, console));
        return root.execute(args);
    }

    /// The whole command with its verbs.
    static picocli.CommandLine root(Console console) {
        picocli.CommandLine root = new picocli.CommandLine(new Root());
        commands(console).forEach(root::addSubcommand);
        nouns(console).forEach(noun -> root.addSubcommand(noun.getCommandName(), noun));
        registers(console).forEach(noun -> root.addSubcommand(noun.getCommandName(), noun));
        vaultNouns(console).forEach(noun -> root.addSubcommand(noun.getCommandName(), noun));
        // What picocli itself prints goes where ours goes.
        root.setOut(new PrintWriter(console.out(), true, console.out().charset()));
        root.setErr(new PrintWriter(console.err(), true, console.err().charset()));
        root.setResourceBundle(HelpWords.in(console.language()));
        root.setUsageHelpWidth(100);
        root.setUsageHelpLongOptionsMaxWidth(36);
        root.setColorScheme(picocli.CommandLine.Help.defaultColorScheme(
                console.style().colour() == Console.Colour.ON ? Ansi.ON : Ansi.OFF));
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
                                missing.getMissing().stream()
                                        .map(CommandLine::name)
                                        .toList()));
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
        Phrase usage = new Phrase("使い方: ./kakehashi help%s", "Usage: ./kakehashi help%s")
                .with(name.replaceFirst("^kakehashi", ""));
        if (command.getSubcommands().isEmpty()) {
            return usage;
        }
        String verbs = String.join(" ", command.getSubcommands().keySet());
        return new Phrase("コマンド: " + verbs + "。" + usage.japanese(), "Verbs: " + verbs + ". " + usage.english());
    }

    private static String name(ArgSpec missing) {
        return missing instanceof OptionSpec option
                ? option.longestName() + " " + option.paramLabel()
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
