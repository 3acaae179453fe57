package kakehashi.terminal;

import static java.util.Map.entry;

import java.io.InputStream;
import java.io.PrintStream;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import kakehashi.console.Console;
import kakehashi.console.HelpWords;
import kakehashi.console.Phrase;
import kakehashi.console.Verb;
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

    private static List<Verb> files(Console console) {
        return List.of(
                Verb.of(new Inspect(console)),
                Verb.of(new Verify(console)),
                Verb.of(new Graph(console)),
                Verb.of(new Lint(console)),
                Verb.of(new Profile(console), Map.of("list", new ProfileList(console))));
    }

    private static List<Verb> servers(Console console) {
        return List.of(
                Verb.of(new Scvp(console)),
                Verb.noun("repository", entry("reconcile", new RepositoryReconcile(console))),
                Verb.of(new Conformance(console)));
    }

    private static List<Verb> orders(Console console) {
        return List.of(
                Verb.noun(
                        "credential",
                        entry("new", new CredentialNew(console)),
                        entry("enrol", new CredentialEnrol(console)),
                        entry("show", new CredentialShow(console))),
                Verb.noun("filing", entry("new", new FilingNew(console))),
                Verb.noun(
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

    private static List<Verb> registers(Console console) {
        return List.of(
                Verb.noun("officer", entry("list", new OfficerList(console))),
                Verb.noun("policy", entry("list", new PolicyList(console))),
                Verb.noun("authorisation", entry("list", new AuthorisationList(console))),
                Verb.noun("cross", entry("list", new CrossList(console))),
                Verb.noun(
                        "ca",
                        entry("list", new AuthorityList(console)),
                        entry("show", new AuthorityShow(console)),
                        entry("request", new AuthorityRequest(console))),
                Verb.noun(
                        "crl",
                        entry("list", new CrlList(console)),
                        entry("show", new CrlShow(console)),
                        entry("now", new CrlNow(console))));
    }

    private static List<Verb> vault(Console console) {
        return List.of(
                Verb.noun(
                        "ceremony",
                        entry("check", new CeremonyCheck(console)),
                        entry("run", new CeremonyRun(console)),
                        entry("keys", new CeremonyKeys(console)),
                        entry("sign", new CeremonySign(console))),
                Verb.noun(
                        "vault",
                        entry("relock", new VaultRelock(console)),
                        entry("destroy-key", new VaultDestroyKey(console)),
                        entry("status", new VaultStatus(console)),
                        entry("reconcile", new VaultReconcile(console)),
                        entry("standby", new VaultStandby(console)),
                        entry("takeover", new VaultTakeover(console))),
                Verb.noun(
                        "audit",
                        entry("verify", new AuditVerify(console)),
                        entry("export", new AuditCopy(console)),
                        entry("head", new AuditHead(console)),
                        entry("prove", new AuditProve(console)),
                        entry("chain", new AuditChain(console))),
                Verb.of(new BackUp(console)),
                Verb.of(new Restore(console)));
    }
}
