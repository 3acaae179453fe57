package kakehashi.platform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import kakehashi.console.ExitCode;
import kakehashi.console.InputProblem;
import kakehashi.console.Phrase;
import kakehashi.ledger.Zone;
import kakehashi.x509.Bytes;

/// The configuration of a process, from its file.
final class ConfigFile {
    /// Where it is when nothing else is said.
    static final String USUAL = "/etc/kakehashi/kakehashi.toml";

    private ConfigFile() {}

    /// Reads it for the zones.
    ///
    /// @throws InputProblem when there is no such file
    static ConfigReader.Result read(Path file, Set<Zone> zones) {
        try {
            Path absolute = file.toAbsolutePath();
            return ConfigReader.read(Bytes.wrap(Files.readAllBytes(absolute)), absolute.getParent(), zones);
        } catch (IOException e) {
            throw new InputProblem(
                    ExitCode.NOT_FOUND,
                    file.toString(),
                    new Phrase("設定ファイルを読めません。", "this configuration cannot be read."),
                    new Phrase(
                            "--config で場所を指定してください。kakehashi config example で見本を作れます。",
                            "Name it with --config; kakehashi config example prints one to begin with."));
        }
    }

    /// Reads it, when it must be whole.
    ///
    /// @throws InputProblem with every fault, when it is not
    static Configuration whole(Path file, Set<Zone> zones) {
        return switch (read(file, zones)) {
            case ConfigReader.Result.Whole(Configuration configuration) -> configuration;
            case ConfigReader.Result.Faulty(List<ConfigFault> faults) ->
                throw new InputProblem(
                        ExitCode.MALFORMED,
                        file.toString(),
                        new Phrase(
                                "設定に誤りがあります。" + lines(faults, ConfigFault::japanese),
                                "the configuration is wrong." + lines(faults, ConfigFault::english)),
                        new Phrase(
                                "直してから kakehashi config check で確かめてください。",
                                "Mend it, and see with kakehashi config check."));
        };
    }

    private static String lines(List<ConfigFault> faults, java.util.function.Function<ConfigFault, String> words) {
        return faults.stream()
                .map(fault -> "\n  " + fault.line() + ": " + words.apply(fault))
                .collect(Collectors.joining());
    }
}
