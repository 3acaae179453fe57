package kakehashi.platform;

import java.time.InstantSource;
import java.util.Arrays;
import java.util.Locale;
import kakehashi.demo.Demo;

/// The process of the demonstration, in which alone vault and public zone share a machine.
final class DemoProcess {
    private DemoProcess() {}

    /// Runs it.
    ///
    /// @param args all arguments, the verb first
    /// @param clock the present time
    static int run(String[] args, InstantSource clock) {
        return Demo.run(
                Arrays.asList(args).subList(1, args.length), System.out, System.err, clock, Locale.getDefault());
    }
}
