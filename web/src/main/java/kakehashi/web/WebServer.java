package kakehashi.web;

import io.helidon.common.socket.SocketOptions;
import io.helidon.common.tls.Tls;
import io.helidon.http.DirectHandler;
import io.helidon.http.DirectHandler.TransportResponse;
import io.helidon.http.HeaderNames;
import io.helidon.http.ServerResponseHeaders;
import io.helidon.http.Status;
import io.helidon.http.encoding.ContentEncodingContext;
import io.helidon.http.media.MediaContext;
import io.helidon.service.registry.GlobalServiceRegistry;
import io.helidon.service.registry.ServiceRegistryConfig;
import io.helidon.service.registry.ServiceRegistryManager;
import io.helidon.webserver.ListenerConfig;
import io.helidon.webserver.WebServerConfig;
import io.helidon.webserver.http.DirectHandlers;
import io.helidon.webserver.http.HttpRouting;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/// Answers HTTP/1.1 at one or more ports, each with its own routes and limits. Every request has a virtual thread.
///
/// What a handler sees and says are values of ours ([Request], [Response]); the library that moves the octets is
/// not seen outside this room.
public final class WebServer implements AutoCloseable {
    private static final Duration GRACE = Duration.ofSeconds(10);

    private final io.helidon.webserver.WebServer server;
    private final List<Listener> listeners;
    private final Counter counter;
    private final Thread watch;
    private final ReadAhead ahead = ReadAhead.ofThisProcess();
    private final InstantSource clock;

    /// The library looks for services in all jars, and for a configuration, by some four hundred classes. It has
    /// what it needs without: whatever it is to do is said here.
    private static void spareDiscovery() {
        ServiceRegistryConfig none = ServiceRegistryConfig.builder()
                .discoverServices(false)
                .discoverServicesFromServiceLoader(false)
                .build();
        GlobalServiceRegistry.registry(ServiceRegistryManager.create(none).registry());
    }

    private WebServer(List<Listener> listeners, Metrics metrics, InstantSource clock, BodyMemory bodies) {
        spareDiscovery();
        this.listeners = List.copyOf(listeners);
        this.clock = clock;
        counter = new Counter(clock, metrics, bodies);
        WebServerConfig.Builder config = io.helidon.webserver.WebServer.builder()
                .featuresDiscoverServices(false)
                .shutdownHook(false);
        configure(config, listeners.getFirst(), metrics);
        for (Listener other : listeners.subList(1, listeners.size())) {
            ListenerConfig.Builder socket = ListenerConfig.builder();
            configure(socket, other, metrics);
            config.putSocket(other.name(), socket.build());
        }
        server = config.build();
        watch = Thread.ofVirtual().name("kakehashi-web-watch").unstarted(counter::watch);
    }

    /// Opens all listeners. Throws [BindFailed] when one cannot have its address; then none is open.
    ///
    /// @param listeners at least one, each with its own name
    /// @param metrics where requests are counted
    /// @param clock the time of the access log
    public static WebServer open(List<Listener> listeners, Metrics metrics, InstantSource clock) {
        return open(listeners, metrics, clock, BodyMemory.ofThisProcess());
    }

    static WebServer open(List<Listener> listeners, Metrics metrics, InstantSource clock, BodyMemory bodies) {
        if (listeners.isEmpty()
                || listeners.stream().map(Listener::name).distinct().count() != listeners.size()) {
            throw new IllegalArgumentException("at least one listener, each with its own name");
        }
        for (Listener listener : listeners) {
            Ports.tryToBind(listener);
        }
        WebServer made = new WebServer(listeners, metrics, clock, bodies);
        try {
            made.server.start();
        } catch (RuntimeException e) {
            made.server.stop();
            throw new BindFailed(
                    listeners.getFirst().name(), listeners.getFirst().address(), e);
        }
        made.watch.start();
        return made;
    }

    private void configure(ListenerConfig.BuilderBase<?, ?> config, Listener listener, Metrics metrics) {
        Limits limits = listener.limits();
        AddressConnections connections = new AddressConnections(
                listener.name(), limits.perAddress().and(listener.proxies().ranges()));
        connections.measure(metrics);
        config.bindAddress(listener.address())
                .protocolsDiscoverServices(false)
                .addConnectionSelector(new TimedConnections(
                        limits,
                        new TimedConnections.Reception(connections, counter),
                        new ReadyDoor(listener, counter, metrics, clock),
                        mostAhead(listener),
                        ahead))
                .mediaContext(MediaContext.builder()
                        .mediaSupportsDiscoverServices(false)
                        .build())
                .contentEncoding(ContentEncodingContext.builder()
                        .contentEncodingsDiscoverServices(false)
                        .build())
                // What is longer the library refuses itself, and closes at once.
                .maxPayloadSize(Math.max(mostAhead(listener), LeftBody.MOST_OCTETS))
                .maxTcpConnections(limits.connections())
                .idleConnectionTimeout(limits.idle())
                .idleConnectionPeriod(Duration.ofMillis(Math.clamp(limits.idle().toMillis() / 4, 100, 5_000)))
                .connectionOptions(new CountedSockets(
                        SocketOptions.builder().readTimeout(limits.idle()).build(), connections))
                .shutdownGracePeriod(Duration.ofMillis(500))
                .directHandlers(refusals())
                .addRouting(HttpRouting.builder().any(new Door(listener, counter, metrics)));
        listener.tls()
                .ifPresent(tls -> config.tls(Tls.builder()
                        .sslContext(tls.context())
                        .enabledProtocols(List.of("TLSv1.3", "TLSv1.2"))
                        .build()));
    }

    /// Twice the longest body, which a handler refuses itself, and a head.
    private static long mostAhead(Listener listener) {
        long longest = listener.routes().all().stream()
                .mapToLong(Route::bodyLimit)
                .max()
                .orElse(0);
        return Math.min(2 * longest, Integer.MAX_VALUE / 2) + listener.limits().headerOctets();
    }

    /// Answers what the library refuses before a request reaches a door.
    private DirectHandlers refusals() {
        DirectHandlers.Builder handlers = DirectHandlers.builder();
        for (DirectHandler.EventType event : DirectHandler.EventType.values()) {
            handlers.addHandler(event, this::refusal);
        }
        return handlers.build();
    }

    /// What fails in our handlers is told by the door. So what fails in the library is a request that it cannot
    /// read, and no fault of the server's.
    private TransportResponse refusal(
            DirectHandler.TransportRequest request,
            DirectHandler.EventType event,
            Status status,
            ServerResponseHeaders fields,
            String message) {
        Status said = status.code() == Status.INTERNAL_SERVER_ERROR_500.code() ? Status.BAD_REQUEST_400 : status;
        return TransportResponse.builder()
                .status(said)
                .headers(fields)
                .header(HeaderNames.CONTENT_TYPE, Problem.MEDIA_TYPE)
                .header(HeaderNames.create("X-Content-Type-Options"), "nosniff")
                .keepAlive(false)
                .entity(Door.refusal(said.code(), counter.ids().next(java.util.Optional.empty()))
                        .toArray())
                .build();
    }

    /// The port of a listener, also where it was asked to take a free one.
    public int port(String listener) {
        return listeners.getFirst().name().equals(listener) ? server.port() : server.port(listener);
    }

    /// Stops as [#close(Duration)] with 10 s.
    @Override
    public void close() {
        close(GRACE);
    }

    /// Lets requests end that are being worked on, for so long at most; then closes all connections.
    public void close(Duration grace) {
        counter.drain(grace);
        server.stop();
        watch.interrupt();
    }
}
