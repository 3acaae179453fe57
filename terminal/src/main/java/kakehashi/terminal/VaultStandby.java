package kakehashi.terminal;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import kakehashi.authority.Halt;
import kakehashi.console.CommonOptions;
import kakehashi.console.Console;
import kakehashi.console.ExitCode;
import kakehashi.contract.Digest;
import kakehashi.issuing.Standby;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `kakehashi vault standby --home FOLDER`: follows the chain as a node that stands by, until it is ended or cannot
/// follow any more (docs/adr/0005, Standby).
@Command(name = "standby")
final class VaultStandby implements Callable<Integer> {
    private final Console console;

    @Mixin
    CommonOptions common;

    @Mixin
    VaultDoor door = new VaultDoor(new HomePlace());

    @Option(names = "--once", descriptionKey = "standby.once")
    boolean once;

    VaultStandby(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        return door.keys(console, (home, parts) -> {
            Digest installation = home.installation().orElseThrow(() -> new Halt("nothing is founded here"));
            try (Standby standby = Standby.follow(parts, installation.octets())) {
                Answer.show(
                        console,
                        common,
                        door.place.folder.toString(),
                        List.of(Fact.of(Label.NODE, parts.node().toString()), Fact.of(Label.SEEN, standby.seen())));
                Optional<String> fault = once ? standby.fault() : awaited(standby);
                fault.ifPresent(sentence -> {
                    throw new Halt(sentence);
                });
                return ExitCode.YES.number();
            }
        });
    }

    private static Optional<String> awaited(Standby standby) {
        try {
            while (standby.fault().isEmpty()) {
                TimeUnit.SECONDS.sleep(1);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return standby.fault();
    }
}
