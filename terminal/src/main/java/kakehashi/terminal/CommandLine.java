package kakehashi.terminal;

import static java.util.Map.entry;

import java.io.InputStream;
import java.io.PrintStream;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import kakehashi.console.Console;
import kakehashi.console.HelpWords;
import kakehashi.console.Noun;
import kakehashi.console.Phrase;
import kakehashi.console.Verbs;
import kakehashi.contract.Approval;

/// The command line of Kakehashi. Every noun and verb stands in [#verbs]; nothing is found by scanning.
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
        Console console = Console.of(args, new Console.Streams(out, err, in), clock, locale);
        return Verbs.run(args, console, List.of(verbs(console)));
    }

    /// The verbs of this room, in the order of the help.
    public static Verbs verbs(Console console) {
        return new Verbs(
                HelpWords.beside(CommandLine.class),
                List.of(
                        new Verbs.Group(new Phrase("ファイルを調べる", "Look at files"), files(console)),
                        new Verbs.Group(new Phrase("サーバに問い合わせる", "Ask servers"), servers(console)),
                        new Verbs.Group(new Phrase("申請し、承認する", "File, approve and order"), orders(console)),
                        new Verbs.Group(new Phrase("保管庫の登録内容を見る", "See what is in force"), registers(console)),
                        new Verbs.Group(new Phrase("保管庫を設け、守る", "Found and keep the vault"), vault(console))));
    }

    private static List<picocli.CommandLine> files(Console console) {
        return List.of(
                verb(new Inspect(console)),
                verb(new Verify(console)),
                verb(new Graph(console)),
                verb(new Lint(console)),
                verb(new Profile(console)).addSubcommand(new ProfileList(console)));
    }

    private static List<picocli.CommandLine> servers(Console console) {
        return List.of(
                verb(new Scvp(console)),
                Noun.of("repository", entry("reconcile", new RepositoryReconcile(console))),
                verb(new Conformance(console)));
    }

    private static picocli.CommandLine verb(Callable<Integer> verb) {
        return new picocli.CommandLine(verb);
    }

    private static List<picocli.CommandLine> orders(Console console) {
        return List.of(
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

    private static List<picocli.CommandLine> registers(Console console) {
        return List.of(
                Noun.of("officer", entry("list", new OfficerList(console))),
                Noun.of("policy", entry("list", new PolicyList(console))),
                Noun.of("authorisation", entry("list", new AuthorisationList(console))),
                Noun.of("cross", entry("list", new CrossList(console))),
                Noun.of(
                        "ca",
                        entry("list", new AuthorityList(console)),
                        entry("show", new AuthorityShow(console)),
                        entry("request", new AuthorityRequest(console))),
                Noun.of(
                        "crl",
                        entry("list", new CrlList(console)),
                        entry("show", new CrlShow(console)),
                        entry("now", new CrlNow(console))));
    }

    private static List<picocli.CommandLine> vault(Console console) {
        return List.of(
                Noun.of(
                        "ceremony",
                        entry("check", new CeremonyCheck(console)),
                        entry("run", new CeremonyRun(console)),
                        entry("keys", new CeremonyKeys(console)),
                        entry("sign", new CeremonySign(console))),
                Noun.of(
                        "vault",
                        entry("relock", new VaultRelock(console)),
                        entry("destroy-key", new VaultDestroyKey(console)),
                        entry("status", new VaultStatus(console)),
                        entry("reconcile", new VaultReconcile(console)),
                        entry("standby", new VaultStandby(console)),
                        entry("takeover", new VaultTakeover(console))),
                Noun.of(
                        "audit",
                        entry("verify", new AuditVerify(console)),
                        entry("export", new AuditCopy(console)),
                        entry("head", new AuditHead(console)),
                        entry("prove", new AuditProve(console)),
                        entry("chain", new AuditChain(console))),
                verb(new BackUp(console)),
                verb(new Restore(console)));
    }
}
