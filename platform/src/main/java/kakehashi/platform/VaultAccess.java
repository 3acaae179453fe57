package kakehashi.platform;

import java.nio.file.Path;
import java.util.function.Supplier;
import kakehashi.console.ExitCode;
import kakehashi.console.InputProblem;
import kakehashi.ledger.DatabaseAccess;
import kakehashi.ledger.Zone;
import kakehashi.terminal.RunningHome;

/// How a verb beside the vault's process reaches its database. A class of its own: the public zone's folder does
/// not have what it is made of.
final class VaultAccess {
    private VaultAccess() {}

    /// Asked each time.
    static Supplier<DatabaseAccess> of(Path home) {
        return () -> {
            try {
                return RunningHome.access(home, Zone.VAULT);
            } catch (InputProblem e) {
                throw new InputProblem(ExitCode.UNAVAILABLE, e.input(), e.wrong(), e.remedy());
            }
        };
    }
}
