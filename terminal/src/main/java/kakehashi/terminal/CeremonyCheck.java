package kakehashi.terminal;

import java.util.List;
import java.util.concurrent.Callable;
import kakehashi.ceremony.CeremonyFile;
import kakehashi.ceremony.CeremonyRehearsal;
import kakehashi.console.CommonOptions;
import kakehashi.console.Console;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `kakehashi ceremony check FILE`: whether the file is sound and every step would come to something. Exit code 0
/// when it would, 1 when not, 65 when the file is none.
///
/// JSON: as `ceremony run --dry-run`, without the certificates.
@Command(name = "check")
final class CeremonyCheck implements Callable<Integer> {
    private final Console console;

    @Mixin
    CommonOptions common;

    @Parameters(paramLabel = "FILE", descriptionKey = "ceremony.file")
    String file;

    CeremonyCheck(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        CeremonyFile ceremony = CeremonyInput.read(file, console);
        List<CeremonyRehearsal.Rehearsed> steps =
                CeremonyRehearsal.of(ceremony, console.clock().instant());
        return new RehearsalPage(ceremony, steps)
                .show(console, common.json(), RehearsalPage.Certificates.LEFT_OUT)
                .number();
    }
}
