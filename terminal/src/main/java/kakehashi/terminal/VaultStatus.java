package kakehashi.terminal;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import kakehashi.authority.VaultFacts;
import kakehashi.console.CommonOptions;
import kakehashi.console.Console;
import kakehashi.console.ExitCode;
import kakehashi.console.Phrase;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `kakehashi vault status --home FOLDER`: where the chain ends, what was published last, and whether certificates
/// are issued. Exit code 0 when they are, 1 when issuing has stopped, with what to do.
///
/// JSON: `installation`, `head`, `lastBatch`, `authorities`, `burnt`, `issuing` (`going-on` or `stopped`).
@Command(name = "status")
final class VaultStatus implements Callable<Integer> {
    private final Console console;

    @Mixin
    CommonOptions common;

    @Mixin
    VaultDoor door = new VaultDoor(new RunningPlace());

    VaultStatus(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        VaultFacts facts = door.facts(console);
        Instant now = console.clock().instant();
        boolean stopped = facts.isIssuingStopped(now);
        List<Fact> shown = new ArrayList<>(List.of(
                Fact.of(Label.INSTALLATION, facts.installation().toString()),
                Fact.of(Label.CHAIN_HEAD, facts.head()),
                Fact.of(Label.LAST_BATCH, facts.batch()),
                Fact.of(Label.AUTHORITIES, facts.authorities().size()),
                Fact.of(Label.BURNT, facts.burntWithinADay(now)),
                new Fact(Label.ISSUING, new Value.Coded(stopped ? "stopped" : "going-on", words(stopped)))));
        Answer.show(console, common, door.place.folder.toString(), shown);
        return (stopped ? ExitCode.NO : ExitCode.YES).number();
    }

    /// Record 7, Bounds: "More than 256 burnt in 24 hours stops issuing, not revoking or CRLs, until an officer
    /// acts."
    private static Phrase words(boolean stopped) {
        return stopped
                ? new Phrase(
                        "止まっています。一日に失われた番号が多すぎます。失効と CRL は続きます。プロセスかトークンが繰り返し倒れた原因を除き、"
                                + "rules の指図（今のままの内容でよい）を一つ通すと再開します（docs/operations/recovery.ja.md）",
                        "stopped: too many serial numbers were burnt within a day. Revoking and CRLs go on. Find out why the"
                                + " process or its token fails again and again, then settle an order of the kind rules,"
                                + " which may say what they say now (docs/operations/recovery.md)")
                : new Phrase("続いています", "goes on");
    }
}
