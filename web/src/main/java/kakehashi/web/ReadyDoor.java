package kakehashi.web;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
    private final PlainDoor plain;
    private final List<Place> places = new ArrayList<>();
    private final byte[] afterId;
    private volatile Dated dated = new Dated(Long.MIN_VALUE, new byte[0]);

    /// Where a handler has answers ready, or messages are answered.
    ///
    /// @param handler who has answers ready
    /// @param messages where the others are answered without the library as well
    private record Place(
            Route route,
            byte[] path,
            Optional<ReadyHandler> handler,
            RouteMeter meter,
            Optional<PlainDoor.Place> messages) {
        private static Place of(Route route, RouteMeter meter) {
            int length = route.method() == Method.GET
                    ? route.path().indexOf('{')
                    : route.path().length();
            Optional<ReadyHandler> handler =
                    route.handler() instanceof ReadyHandler ready ? Optional.of(ready) : Optional.empty();
            Optional<PlainDoor.Place> messages = route.intake() == Route.Intake.MESSAGE
                    ? Target.parse(route.path(), "", 0).map(target -> new PlainDoor.Place(route, target, meter))
                    : Optional.empty();
            return new Place(route, ascii(route.path().substring(0, length)), handler, meter, messages);
        }
    }

    /// A date in octets.
    private record Dated(long second, byte[] text) {}

    ReadyDoor(Listener listener, Counter counter, Metrics metrics, InstantSource clock) {
        this.listener = listener;
        this.counter = counter;
        this.clock = clock;
        this.afterId = listener.tls().isPresent() ? TLS_ONLY : LINE;
        this.plain = new PlainDoor(listener, counter, this::date);
        for (Route route : listener.routes().all()) {
            if (route.handler() instanceof ReadyHandler || route.intake() == Route.Intake.MESSAGE) {
                String method = route.method().name();
                places.add(Place.of(route, new RouteMeter(metrics, listener.name(), method, route.path())));
            }
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /// Whether any route of the listener is answered here.
    boolean hasPlaces() {
        return !places.isEmpty();
    }

    /// Answers a request that is there as a whole; false when its answer is not ready and it is none of the
    /// messages either, and then nothing was sent.
    boolean answer(PlainHead head, byte[] octets, PlainDoor.Client client) {
        if (head.bearing() == PlainHead.Bearing.SOME || counter.isLeaving()) {
            return false;
        }
        for (Place place : places) {
            if (place.route.method() == head.method() && isAt(place, head, octets)) {
                return head.bodyOctets() <= place.route.bodyLimit() && answer(place, head, octets, client);
            }
        }
        return false;
    }

    private static boolean isAt(Place place, PlainHead head, byte[] octets) {
        int length = place.path.length;
        int to = head.targetFrom() + length;
        boolean fits = place.route.method() == Method.GET ? to <= head.targetTo() : to == head.targetTo();
        return fits && java.util.Arrays.equals(place.path, 0, length, octets, head.targetFrom(), to);
    }

    private boolean answer(Place place, PlainHead head, byte[] octets, PlainDoor.Client client) {
        return place.handler
                        .filter(handler -> isReady(place, handler, head, octets, client))
                        .isPresent()
                || place.messages
                        .filter(messages -> plain.answer(messages, head, octets, client))
                        .isPresent();
    }

    private boolean isReady(Place place, ReadyHandler handler, PlainHead head, byte[] octets, PlainDoor.Client client) {
        if (!counter.enter(listener.limits())) {
            return false;
        }
        try {
            Exchange exchange = new Exchange(
                    counter.ids().next(Optional.empty()), head.method().name());
            exchange.found(place.route.path());
            Optional<ReadyAnswer> ready = ready(handler, place.path.length, head, octets);
            ready.ifPresent(answer -> {
                client.sink().accept(rendered(answer, exchange.id()));
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
    private static Optional<ReadyAnswer> ready(ReadyHandler handler, int path, PlainHead head, byte[] octets) {
        Bytes asked = head.method() == Method.GET
                ? Bytes.wrap(java.util.Arrays.copyOfRange(octets, head.targetFrom() + path, head.targetTo()))
                : Bytes.wrap(java.util.Arrays.copyOfRange(octets, head.bodyFrom(), head.end()));
        Bytes type = head.typeFrom() == head.typeTo()
                ? Bytes.EMPTY
                : Bytes.wrap(java.util.Arrays.copyOfRange(octets, head.typeFrom(), head.typeTo()));
        try {
            return handler.ready(new ReadyHandler.Question(head.method(), asked, type));
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
