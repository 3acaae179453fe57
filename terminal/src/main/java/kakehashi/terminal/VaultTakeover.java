package kakehashi.terminal;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import kakehashi.authority.Halt;
import kakehashi.authority.VaultFacts;
import kakehashi.console.CommonOptions;
import kakehashi.console.Console;
import kakehashi.console.ExitCode;
import kakehashi.console.InputProblem;
import kakehashi.console.Phrase;
import kakehashi.contract.Digest;
import kakehashi.issuing.IssuingAuthority;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `kakehashi vault takeover --home FOLDER`: puts this home's node in charge. The node that was in charge stops at
/// its next group and signs nothing more (docs/adr/0005, Standby).
@Command(name = "takeover")
final class VaultTakeover implements Callable<Integer> {
    private static final int LONGEST = 3_600;
    private static final Duration HEARD = Duration.ofSeconds(10);
    private static final Duration LONGEST_START = Duration.ofMinutes(10);
    private static final long LOOK_MILLIS = 100;

    private final Console console;

    @Mixin
    CommonOptions common;

    @Mixin
    VaultDoor door = new VaultDoor(new RunningPlace());

    @Option(names = "--wait", paramLabel = "SECONDS", descriptionKey = "takeover.wait")
    int wait = 30;

    @Option(names = "--old-node-is-off", descriptionKey = "takeover.off")
    boolean off;

    VaultTakeover(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        if (wait < 0 || wait > LONGEST) {
            throw problem(
                    new Phrase("--wait は 0 から 3600 秒です。", "--wait is 0 to 3600 seconds."),
                    new Phrase("省略すると 30 秒です。", "Left out it is 30."));
        }
        if (door.place.running()) {
            return askTheRunning();
        }
        return door.keys(console, (home, parts) -> {
            Digest installation = home.installation()
                    .orElseThrow(() -> problem(
                            new Phrase("まだ設置されていません。", "is not founded yet."),
                            new Phrase("鍵のセレモニーを最後まで実行してください。", "Run its ceremony to the end.")));
            requireFenced(home.settings());
            try (IssuingAuthority authority =
                    IssuingAuthority.takeOver(parts, installation.octets(), Duration.ofSeconds(wait))) {
                VaultFacts facts = authority.facts();
                Answer.show(
                        console,
                        common,
                        door.place.folder.toString(),
                        List.of(Fact.of(Label.NODE, parts.node().toString()), Fact.of(Label.CHAIN_HEAD, facts.head())));
                return ExitCode.YES.number();
            }
        });
    }

    /// Record 5: "A software token is not shared. […] the operator says that the old node is off."
    private void requireFenced(HomeSettings settings) {
        boolean shared = settings.keys() instanceof HomeSettings.TokenPlace.Module;
        if (!shared && !off) {
            throw problem(
                    new Phrase(
                            "鍵がファイルにあるため、前の系が止まっていることを確かめられません。",
                            "has its keys in a file: that the other node is off cannot be seen."),
                    new Phrase(
                            "前の系を止めてから --old-node-is-off を付けてください。",
                            "Switch the other node off, then give --old-node-is-off."));
        }
    }

    /// Has the process take over that stands by in this home (`serve vault`).
    private int askTheRunning() {
        Path home = door.place.folder;
        requireFenced(HomeSettings.ofHome(home));
        new TakeoverRequest(Duration.ofSeconds(wait), door.clockWord()).ask(home);
        if (!comesTrue(HEARD, () -> !TakeoverRequest.isWaiting(home))) {
            TakeoverRequest.forget(home);
            throw problem(
                    new Phrase("ここでは待機系が動いていません。", "has no node that stands by and runs."),
                    new Phrase(
                            "kakehashi serve vault を起動するか、--running を外してください。",
                            "Start kakehashi serve vault, or leave --running out."));
        }
        boolean answered = comesTrue(
                Duration.ofSeconds(wait).plus(LONGEST_START),
                () -> TakeoverRequest.answered(home).isPresent());
        String refusal = TakeoverRequest.answered(home).orElse("no answer");
        if (!answered || !refusal.isEmpty()) {
            throw door.halted(new Halt(refusal));
        }
        Answer.show(console, common, home.toString(), List.of(Fact.of(Label.NODE, door.place.node())));
        return ExitCode.YES.number();
    }

    private static boolean comesTrue(Duration longest, BooleanSupplier question) {
        long end = System.nanoTime() + longest.toNanos();
        try {
            while (!question.getAsBoolean()) {
                if (System.nanoTime() > end) {
                    return false;
                }
                TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private InputProblem problem(Phrase wrong, Phrase remedy) {
        return new InputProblem(ExitCode.USAGE, door.place.folder.toString(), wrong, remedy);
    }
}
