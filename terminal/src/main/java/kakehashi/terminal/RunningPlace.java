package kakehashi.terminal;

import picocli.CommandLine.Option;

/// Which installation a verb works on: its home, which nobody else uses meanwhile, or one that runs.
final class RunningPlace extends HomePlace {
    @Option(names = "--running", descriptionKey = "home.running")
    boolean running;

    @Override
    boolean running() {
        return running;
    }
}
