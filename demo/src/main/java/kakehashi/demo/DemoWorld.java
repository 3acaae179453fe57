package kakehashi.demo;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/// All domains of the demonstration as they run, each an installation of its own.
final class DemoWorld implements AutoCloseable {
    private static final int PORTS_EACH = 10;

    private final Map<DemoDomain, DemoSite> sites = new EnumMap<>(DemoDomain.class);
    private final Path folder;
    private final InstantSource clock;

    private DemoWorld(Path folder, InstantSource clock) {
        this.folder = folder;
        this.clock = clock;
    }

    /// Where it lies and by what it runs.
    ///
    /// @param folder the demonstration's own
    /// @param server the database server
    /// @param port the first port that is wished for
    record Ground(Path folder, DemoServer server, int port, InstantSource clock) {}

    /// Opens all domains side by side.
    ///
    /// @param opened is told of each, in their order
    /// @throws IllegalStateException when one cannot be opened; then none is left open
    static DemoWorld open(Ground ground, Consumer<DemoSite> opened) {
        DemoWorld world = new DemoWorld(ground.folder(), ground.clock());
        Map<DemoDomain, Future<DemoSite>> opening = new EnumMap<>(DemoDomain.class);
        try (ExecutorService threads =
                Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors())) {
            for (DemoDomain domain : DemoDomain.values()) {
                ground.server().createDatabase(domain);
                int port = ground.port() + domain.ordinal() * PORTS_EACH;
                opening.put(domain, threads.submit(() -> DemoSite.open(domain, ground, port)));
            }
            Optional<RuntimeException> failure = Optional.empty();
            for (Map.Entry<DemoDomain, Future<DemoSite>> one : opening.entrySet()) {
                try {
                    DemoSite site = one.getValue().get();
                    world.sites.put(one.getKey(), site);
                    opened.accept(site);
                } catch (ExecutionException e) {
                    failure = Optional.of(failure.orElse(asRuntime(e.getCause())));
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    failure = Optional.of(new IllegalStateException("interrupted", e));
                }
            }
            if (failure.isPresent()) {
                world.close();
                throw failure.get();
            }
        }
        return world;
    }

    private static RuntimeException asRuntime(Throwable cause) {
        return cause instanceof RuntimeException e ? e : new IllegalStateException(cause);
    }

    /// Opens the public zones: the government collects from all others, each of them from the government.
    ///
    /// @param pages what the government's zone shows beside
    void publish(DemoPages pages) {
        List<DemoCollecting.Source> partners = DemoDomain.others().stream()
                .map(this::site)
                .map(DemoSite::source)
                .toList();
        List<DemoCollecting.Source> us = List.of(government().source());
        sideBySide(site -> {
            if (site == government()) {
                site.publish(partners, Optional.of(pages));
            } else {
                site.publish(us, Optional.empty());
            }
        });
    }

    /// Does something with each domain, all at once.
    private void sideBySide(Consumer<DemoSite> what) {
        List<Future<?>> all = new ArrayList<>();
        try (ExecutorService threads =
                Executors.newThreadPerTaskExecutor(Thread.ofPlatform().factory())) {
            sites.values().forEach(site -> all.add(threads.submit(() -> what.accept(site))));
        }
        all.forEach(one -> {
            if (one.state() == Future.State.FAILED) {
                throw asRuntime(one.exceptionNow());
            }
        });
    }

    /// Everybody walks through the others now.
    void collect() {
        DemoDomain.others().forEach(other -> {
            site(other).collecting().collect(DemoDomain.GOVERNMENT);
            government().collecting().collect(other);
        });
    }

    DemoSite site(DemoDomain domain) {
        return sites.get(domain);
    }

    DemoSite government() {
        return site(DemoDomain.GOVERNMENT);
    }

    List<DemoSite> all() {
        return List.copyOf(sites.values());
    }

    /// A relying party that asks a domain's public zone.
    DemoClient client(DemoDomain domain) {
        return new DemoClient(site(domain).zone(), clock);
    }

    Path folder() {
        return folder;
    }

    @Override
    public void close() {
        sideBySide(DemoSite::close);
    }
}
