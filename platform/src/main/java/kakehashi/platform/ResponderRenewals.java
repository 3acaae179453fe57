package kakehashi.platform;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import kakehashi.web.HealthCheck;

/// Has all responders of a node renewed, by a thread of its own.
final class ResponderRenewals implements AutoCloseable {
    private static final Duration EVERY = Duration.ofSeconds(20);

    private final List<ResponderRenewal> all;
    private final Optional<Thread> thread;

    private ResponderRenewals(List<ResponderRenewal> all, Optional<Thread> thread) {
        this.all = List.copyOf(all);
        this.thread = thread;
    }

    /// Starts.
    ///
    /// @param desk the order book; empty where this node has none, and then nothing is ordered
    static ResponderRenewals start(List<ResponderRenewal> all, Optional<RenewalDesk> desk, InstantSource clock) {
        Optional<Thread> thread = desk.filter(book -> !all.isEmpty())
                .map(book -> Thread.ofPlatform()
                        .daemon()
                        .name("responder-renewal")
                        .unstarted(() -> {
                            try {
                                while (true) {
                                    all.forEach(one -> one.tick(book, clock.instant()));
                                    Thread.sleep(EVERY);
                                }
                            } catch (InterruptedException closed) {
                                Thread.currentThread().interrupt();
                            }
                        }));
        thread.ifPresent(Thread::start);
        return new ResponderRenewals(all, thread);
    }

    /// Whether all that was ordered came; for alarms.
    HealthCheck check() {
        return new HealthCheck("responder-renewal", () -> {
            String faults =
                    all.stream().flatMap(one -> one.fault().stream()).distinct().collect(Collectors.joining("; "));
            return faults.isEmpty() ? Optional.empty() : Optional.of(faults);
        });
    }

    @Override
    public void close() {
        thread.ifPresent(Thread::interrupt);
    }
}
