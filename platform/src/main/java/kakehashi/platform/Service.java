package kakehashi.platform;

import java.util.Optional;
import kakehashi.console.InputProblem;

/// A zone that runs in this process.
interface Service extends AutoCloseable {
    /// What it says when it is ready, such as where it listens; in both languages the same.
    String ready();

    /// Why it has stopped by itself; empty while it works.
    Optional<InputProblem> stopped();

    /// Finishes what it is at, and stops.
    @Override
    void close();
}
