package kakehashi.platform;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import kakehashi.console.CommonOptions;
import kakehashi.console.Console;
import kakehashi.console.ExitCode;
import kakehashi.console.JsonText;
import kakehashi.console.Phrase;
import kakehashi.ledger.Zone;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `kakehashi config check --config FILE`: everything that is wrong with a configuration and with the files that it
/// names, each with its line.
@Command(name = "check")
final class ConfigCheck implements Callable<Integer> {
    private final Console console;

    @Mixin
    private CommonOptions common;

    @Mixin
    private ConfigPlace place;

    ConfigCheck(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        return switch (ConfigFile.read(place.file(), Set.copyOf(place.zones()))) {
            case ConfigReader.Result.Whole(Configuration whole) -> answer(zones(whole), List.of());
            case ConfigReader.Result.Faulty(List<ConfigFault> faults) -> answer(List.of(), faults);
        };
    }

    private static List<String> zones(Configuration whole) {
        return Stream.concat(
                        whole.vault().map(any -> Zone.VAULT).stream(), whole.relying().map(any -> Zone.PUBLIC).stream())
                .map(Zone::label)
                .toList();
    }

    private int answer(List<String> zones, List<ConfigFault> faults) {
        ExitCode code = faults.isEmpty() ? ExitCode.YES : ExitCode.MALFORMED;
        if (common.json()) {
            Map<String, Object> document = new LinkedHashMap<>();
            document.put("file", place.file().toString());
            document.put("ok", faults.isEmpty());
            document.put("zones", zones);
            document.put("faults", faults.stream().map(ConfigCheck::json).toList());
            console.out().println(JsonText.of(document));
            return code.number();
        }
        faults.forEach(fault ->
                console.problemLine(place.file() + ":" + fault.line() + ": " + fault.text(console.language())));
        if (faults.isEmpty()) {
            console.line(new Phrase("%s: 誤りはありません（%s）。", "%s: nothing is wrong (%s).")
                    .with(place.file(), String.join(", ", zones)));
        } else {
            console.problemLine(console.say((faults.size() == 1
                            ? new Phrase("%s 件の誤りがあります。", "%s fault.")
                            : new Phrase("%s 件の誤りがあります。", "%s faults."))
                    .with(faults.size())));
        }
        return code.number();
    }

    private static Map<String, Object> json(ConfigFault fault) {
        return Map.of("line", fault.line(), "wrong", fault.english());
    }
}
