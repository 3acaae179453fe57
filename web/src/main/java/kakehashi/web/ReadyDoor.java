package kakehashi.web;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import kakehashi.x509.Bytes;

/// Answers from what the handlers of a listener have ready, without the library (docs/adr/0022). It counts and logs
/// like [Door], and lets nothing through when the house is full or closing.
final class ReadyDoor {
    private static final byte[] BEGINNING = ascii("HTTP/1.1 200 OK\r\nDate: ");
    private static final byte[] MIDDLE =
            ascii("\r\nConnection: keep-alive\r\nX-Content-Type-Options: nosniff\r\nX-Request-Id: ");
    private static final byte[] LINE = ascii("\r\n");
    private static final byte[] TLS_ONLY = ascii("\r\nStrict-Transport-Security: max-age=63072000\r\n");
    private static final byte[] MAX_AGE = ascii("Cache-Control: max-age=");
    private static final byte[] END = ascii(", public, no-transform, must-revalidate\r\n\r\n");

    private final Listener listener;
    private final Counter counter;
    private final InstantSource clock;
    private final List<Place> places = new ArrayList<>();
    private final byte[] afterId;
    private volatile Dated dated = new Dated(Long.MIN_VALUE, new byte[0]);

    /// Where a handler has answers ready.
    private record Place(Method method, byte[] path, Route route, ReadyHandler handler, RouteMeter meter) {}

    /// A date in octets.
    private record Dated(long second, byte[] text) {}

    ReadyDoor(Listener listener, Counter counter, Metrics metrics, InstantSource clock) {
        this.listener = listener;
        this.counter = counter;
        this.clock = clock;
        this.afterId = listener.tls().isPresent() ? TLS_ONLY : LINE;
        for (Route route : listener.routes().all()) {
            if (route.handler() instanceof ReadyHandler handler) {
                String path = route.method() == Method.GET
                        ? route.path().substring(0, route.path().indexOf('{'))
                        : route.path();
                RouteMeter meter =
                        new RouteMeter(metrics, listener.name(), route.method().name(), route.path());
                places.add(new Place(route.method(), ascii(path), route, handler, meter));
            }
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /// Whether any handler of the listener has answers ready.
    boolean hasPlaces() {
        return !places.isEmpty();
    }

    /// Answers a request that is there as a whole; false when its answer is not ready, and then nothing was sent.
    ///
    /// @param sink writes to the client
    boolean answer(PlainHead head, byte[] octets, Consumer<byte[]> sink) {
        if (head.bearing() == PlainHead.Bearing.SOME || counter.isLeaving()) {
            return false;
        }
        for (Place place : places) {
            if (place.method == head.method() && isAt(place, head, octets)) {
                return answer(place, head, octets, sink);
            }
        }
        return false;
    }

    private static boolean isAt(Place place, PlainHead head, byte[] octets) {
        int length = place.path.length;
        int to = head.targetFrom() + length;
        boolean fits = place.method == Method.GET ? to <= head.targetTo() : to == head.targetTo();
        return fits && java.util.Arrays.equals(place.path, 0, length, octets, head.targetFrom(), to);
    }

    private boolean answer(Place place, PlainHead head, byte[] octets, Consumer<byte[]> sink) {
        if (head.bodyOctets() > place.route.bodyLimit() || !counter.enter(listener.limits())) {
            return false;
        }
        try {
            Exchange exchange = new Exchange(
                    counter.ids().next(Optional.empty()), head.method().name());
            exchange.found(place.route.path());
            Optional<ReadyAnswer> ready = ready(place, head, octets);
            ready.ifPresent(answer -> {
                sink.accept(rendered(answer, exchange.id()));
                counter.log()
                        .answered(
                                listener.name(), exchange, 200, answer.octets().body().length);
                place.meter.answered(200, exchange.nanos());
            });
            return ready.isPresent();
        } finally {
            counter.exit();
        }
    }

    /// A handler that fails is asked again the usual way, and that failure is told.
    private static Optional<ReadyAnswer> ready(Place place, PlainHead head, byte[] octets) {
        Bytes asked = head.method() == Method.GET
                ? Bytes.wrap(
                        java.util.Arrays.copyOfRange(octets, head.targetFrom() + place.path.length, head.targetTo()))
                : Bytes.wrap(java.util.Arrays.copyOfRange(octets, head.bodyFrom(), head.end()));
        Bytes type = head.typeFrom() == head.typeTo()
                ? Bytes.EMPTY
                : Bytes.wrap(java.util.Arrays.copyOfRange(octets, head.typeFrom(), head.typeTo()));
        try {
            return place.handler.ready(new ReadyHandler.Question(head.method(), asked, type));
        } catch (RuntimeException e) {
            return Optional.empty();
        }
    }

    private byte[] rendered(ReadyAnswer answer, String id) {
        byte[] date = date();
        byte[] name = ascii(id);
        byte[] age = ascii(Long.toString(Math.max(0, answer.maxAge())));
        byte[] fields = answer.octets().fields();
        byte[] body = answer.octets().body();
        byte[][] parts = {BEGINNING, date, MIDDLE, name, afterId, fields, MAX_AGE, age, END, body};
        int length = 0;
        for (byte[] part : parts) {
            length += part.length;
        }
        byte[] whole = new byte[length];
        int at = 0;
        for (byte[] part : parts) {
            System.arraycopy(part, 0, whole, at, part.length);
            at += part.length;
        }
        return whole;
    }

    private byte[] date() {
        Instant now = clock.instant();
        Dated known = dated;
        if (known.second != now.getEpochSecond()) {
            known = new Dated(now.getEpochSecond(), ascii(HttpDate.format(now)));
            dated = known;
        }
        return known.text;
    }
}
