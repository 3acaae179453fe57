package kakehashi.platform;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import kakehashi.web.HealthCheck;

/// Has all certificates of a node renewed that it has renewed itself, by a thread of its own.
final class CertificateRenewals implements AutoCloseable {
    private static final Duration EVERY = Duration.ofSeconds(20);
    private static final Duration UNDER_WAY = Duration.ofSeconds(2);

    private final List<CertificateRenewal> all;
    private final Optional<Thread> thread;

    private CertificateRenewals(List<CertificateRenewal> all, Optional<Thread> thread) {
        this.all = List.copyOf(all);
        this.thread = thread;
    }

    /// Starts.
    ///
    /// @param desk the order book; empty where this node has none, and then nothing is ordered
    static CertificateRenewals start(List<CertificateRenewal> all, Optional<RenewalDesk> desk, InstantSource clock) {
        Optional<Thread> thread = desk.filter(book -> !all.isEmpty())
                .map(book -> Thread.ofPlatform()
                        .daemon()
                        .name("certificate-renewal")
                        .unstarted(() -> {
                            try {
                                while (true) {
                                    all.forEach(one -> one.tick(book, clock.instant()));
                                    Thread.sleep(
                                            all.stream().anyMatch(CertificateRenewal::isUnderWay) ? UNDER_WAY : EVERY);
                                }
                            } catch (InterruptedException closed) {
                                Thread.currentThread().interrupt();
                            }
                        }));
        thread.ifPresent(Thread::start);
        return new CertificateRenewals(all, thread);
    }

    /// Whether all that was ordered came; for alarms.
    HealthCheck check() {
        return new HealthCheck("certificate-renewal", () -> {
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
