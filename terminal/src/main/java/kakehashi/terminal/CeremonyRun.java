package kakehashi.terminal;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import kakehashi.authority.ClockAhead;
import kakehashi.authority.Halt;
import kakehashi.ceremony.Ceremony;
import kakehashi.ceremony.CeremonyEnd;
import kakehashi.ceremony.CeremonyFile;
import kakehashi.ceremony.CeremonyLog;
import kakehashi.ceremony.CeremonyRehearsal;
import kakehashi.ceremony.CeremonyStep;
import kakehashi.console.CommonOptions;
import kakehashi.console.Console;
import kakehashi.console.ExitCode;
import kakehashi.console.InputProblem;
import kakehashi.console.Phrase;
import kakehashi.issuing.VaultParts;
import kakehashi.keys.PinEntry;
import kakehashi.keys.TerminalPinEntry;
import kakehashi.keys.Token;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// `kakehashi ceremony run FILE [--home FOLDER] [--dry-run]`: holds the ceremony of a file, or goes on where it was
/// broken off. Exit code 0 when every step is done, 1 when it was broken off.
///
/// JSON, after everything else: `outcome` (`completed`, `broken-off`), `step`, `why`, `folder`.
@Command(name = "run")
final class CeremonyRun implements Callable<Integer> {
    private static final int WORKERS = 2;

    private final Console console;

    @Mixin
    CommonOptions common;

    @Parameters(paramLabel = "FILE", descriptionKey = "ceremony.file")
    String file;

    @Option(names = "--home", paramLabel = "FOLDER", descriptionKey = "ceremony.home")
    Path home = Path.of("kakehashi-home");

    @Option(names = "--dry-run", descriptionKey = "ceremony.dryRun")
    boolean dryRun;

    @Option(names = "--secrets", paramLabel = "FOLDER", descriptionKey = "ceremony.secrets")
    Optional<Path> secretsFolder = Optional.empty();

    @Option(names = "--clock-checked", descriptionKey = "home.clock")
    boolean clockChecked;

    CeremonyRun(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        CeremonyFile ceremony = CeremonyInput.read(file, console);
        if (dryRun) {
            return new RehearsalPage(
                            ceremony,
                            CeremonyRehearsal.of(ceremony, console.clock().instant()))
                    .show(console, common.json(), RehearsalPage.Certificates.SHOWN)
                    .number();
        }
        CeremonySecrets secrets = new CeremonySecrets(
                secretsFolder, TerminalPinEntry.ofThisProcess().map(PinEntry.class::cast));
        if (secretsFolder.isEmpty() && secrets.people().isEmpty()) {
            throw CeremonySecrets.nobody();
        }
        try (VaultHome opened = VaultHome.isHome(home)
                ? VaultHome.open(home, console.clock())
                : VaultHome.create(home, CeremonyInput.home(file, ceremony), console.clock())) {
            return hold(ceremony, opened, secrets).number();
        } catch (Halt e) {
            throw new InputProblem(
                    ExitCode.NO,
                    file,
                    Phrase.same(e.getMessage()),
                    e instanceof ClockAhead
                            ? VaultDoor.remedy(e)
                            : new Phrase(
                                    "docs/operations/ceremony.ja.md の「中断と再開」をご覧ください。",
                                    "See \"Broken off, and gone on\" in docs/operations/ceremony.md."));
        }
    }

    private ExitCode hold(CeremonyFile ceremony, VaultHome opened, CeremonySecrets secrets) {
        CeremonyLog log = CeremonyLog.open(opened.ceremonies(), ceremony);
        if (log.file(CeremonyMinutes.SEALED).isPresent()) {
            console.verdict(
                    ExitCode.YES,
                    console.say(
                            new Phrase("このセレモニーは完了しています: %s", "This ceremony has been held: %s").with(log.folder())));
            return ExitCode.YES;
        }
        CeremonyConsole table = new CeremonyConsole(
                console, secrets, opened, ceremony.founding().map(CeremonyFile.Founded::rules));
        CeremonyTokens tokens = new CeremonyTokens(console, ceremony, opened, secrets);
        try (Token token = tokens.own();
                FurtherTokens further = tokens.further()) {
            VaultParts open = opened.parts(token, WORKERS).with(further.byName());
            VaultParts parts = clockChecked ? open.withCheckedClock() : open;
            try (Ceremony runner = new Ceremony(ceremony, parts, log, table)) {
                return switch (runner.run()) {
                    case CeremonyEnd.BrokenOff(CeremonyStep step, String why) -> brokenOff(step, why, log);
                    case CeremonyEnd.Completed completed -> completed(ceremony, opened, log, runner);
                };
            }
        }
    }

    private ExitCode brokenOff(CeremonyStep step, String why, CeremonyLog log) {
        ObjectNode node = answer("broken-off", log).put("step", step.number()).put("why", why);
        tell(
                ExitCode.NO,
                node,
                new Phrase(
                                "手順 %s で中断しました: %s。同じコマンドで、この手順から再開します。",
                                "Broken off at step %s: %s. The same command goes on with this step.")
                        .with(step.number(), why));
        return ExitCode.NO;
    }

    private ExitCode completed(CeremonyFile ceremony, VaultHome opened, CeremonyLog log, Ceremony runner) {
        CeremonyMinutes minutes =
                new CeremonyMinutes(ceremony, log, opened.installation().orElseThrow());
        log.keep(CeremonyMinutes.SEALED, runner.seal(minutes.write()).der());
        tell(
                ExitCode.YES,
                answer("completed", log),
                new Phrase("すべての手順が完了しました。議事録: %s", "Every step is done. The minutes: %s").with(log.folder()));
        return ExitCode.YES;
    }

    private static ObjectNode answer(String outcome, CeremonyLog log) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("outcome", outcome)
                .put("folder", log.folder().toString());
    }

    private void tell(ExitCode code, ObjectNode json, Phrase words) {
        if (common.json()) {
            console.out().println(JsonPage.text(json));
        } else {
            console.verdict(code, console.say(words));
        }
    }
}
