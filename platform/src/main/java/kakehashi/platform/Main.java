package kakehashi.platform;

import java.time.InstantSource;
import java.util.Locale;
import kakehashi.terminal.CommandLine;

/// Where every process starts, and the one place where the wall clock is read.
public final class Main {
    private Main() {}

    /// Runs the command line and ends the process with its exit code.
    public static void main(String[] args) {
        ProcessLog.open();
        boolean demo = args.length > 0 && args[0].equals("demo");
        System.exit(
                demo
                        ? DemoProcess.run(args, InstantSource.system())
                        : CommandLine.run(
                                args, System.out, System.err, System.in, InstantSource.system(), Locale.getDefault()));
    }
}
