package kakehashi.terminal;

import java.util.List;
import java.util.concurrent.Callable;
import kakehashi.console.CommonOptions;
import kakehashi.console.Console;
import kakehashi.console.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `kakehashi ca list --home FOLDER`: the CAs, in the order in which they were made.
@Command(name = "list")
final class AuthorityList implements Callable<Integer> {
    private final Console console;

    @Mixin
    CommonOptions common;

    @Mixin
    VaultDoor door = new VaultDoor(new RunningPlace());

    AuthorityList(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        List<List<Fact>> authorities = door.facts(console).authorities().stream()
                .map(AuthorityFacts::of)
                .toList();
        FactsAnswer.show(console, common, "authorities", authorities);
        return ExitCode.YES.number();
    }
}
