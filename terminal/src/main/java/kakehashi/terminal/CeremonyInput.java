package kakehashi.terminal;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import kakehashi.ceremony.CeremonyFile;
import kakehashi.console.Console;
import kakehashi.console.ExitCode;
import kakehashi.console.InputProblem;
import kakehashi.console.Phrase;
import kakehashi.console.Screen;
import kakehashi.profiles.ProfileFault;
import kakehashi.profiles.TomlSection;
import kakehashi.profiles.TomlText;
import kakehashi.x509.Bytes;

/// A ceremony's file as the command line takes it.
final class CeremonyInput {
    private CeremonyInput() {}

    /// Reads it; faults go to the error stream, line by line.
    ///
    /// @throws InputProblem when it is no ceremony
    static CeremonyFile read(String file, Console console) {
        Bytes text = InputFile.octets(file, console.in());
        Path folder =
                Optional.ofNullable(Path.of(file).toAbsolutePath().getParent()).orElse(Path.of("/"));
        return switch (CeremonyFile.read(text, folder)) {
            case CeremonyFile.Reading.Read(CeremonyFile ceremony) -> ceremony;
            case CeremonyFile.Reading.Faulty(List<ProfileFault> faults) -> {
                faults.forEach(fault -> console.err()
                        .println(Screen.safe(file + ":" + fault.line() + ": " + fault.text(console.language()))));
                throw new InputProblem(
                        ExitCode.MALFORMED,
                        file,
                        new Phrase("鍵生成セレモニーのファイルではありません（誤り %s 件）。", "is no ceremony (%s faults).").with(faults.size()),
                        new Phrase(
                                "docs/operations/ceremony.ja.md の例と比べてください。",
                                "Compare it with the example in docs/operations/ceremony.md."));
            }
        };
    }

    /// The settings of the home that a ceremony makes. Files are named relative to the ceremony's.
    static HomeSettings home(String file, CeremonyFile ceremony) {
        List<ProfileFault> faults = new ArrayList<>();
        TomlSection root = TomlText.read(ceremony.text(), faults).orElseThrow();
        HomeSettings plain = HomeSettings.plain(HomeSettings.Origin.CEREMONY);
        return new HomeSettings(
                        plain.origin(),
                        root.section("database").flatMap(HomeSettings::database).orElse(plain.database()),
                        root.section("token").flatMap(HomeSettings::token).orElse(plain.keys()),
                        HomeSettings.further(root),
                        plain.knownKeys())
                .within(Path.of(file).toAbsolutePath().getParent());
    }
}
