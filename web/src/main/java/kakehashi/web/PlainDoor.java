package kakehashi.web;

import io.helidon.http.Status;
import io.helidon.webserver.CloseConnectionException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import kakehashi.x509.Bytes;

/// Asks the handlers of messages ([Route#message]) on the connection, where a request is plain and there as a
/// whole, and writes what they say without the library (docs/adr/0022). What holds in [Door] holds here: admission,
/// the time that a request may take, fields, counters, log, and what a failure says.
final class PlainDoor {
    private static final byte[] OK = ascii("HTTP/1.1 200 OK\r\nDate: ");
    private static final byte[] KEPT = ascii("\r\nConnection: keep-alive\r\nX-Request-Id: ");
    private static final byte[] LINE = ascii("\r\n");
    private static final byte[] COLON = ascii(": ");
    private static final byte[] LENGTH = ascii("Content-Length: ");
    private static final int USUAL_HEAD = 512;
    private static final int PIECE = 64 * 1024;

    private final Listener listener;
    private final Counter counter;
    private final Supplier<byte[]> date;

    /// @param date the field `Date` of the moment
    PlainDoor(Listener listener, Counter counter, Supplier<byte[]> date) {
        this.listener = listener;
        this.counter = counter;
        this.date = date;
    }

    /// A route for messages.
    ///
    /// @param target what a request to it asks for
    record Place(Route route, Target target, RouteMeter meter) {}

    /// Who asks on a connection.
    ///
    /// @param address of the other end
    /// @param sink writes to the client
    record Client(InetAddress address, Consumer<byte[]> sink) {}

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /// Answers a request that is there as a whole; false when the house is full, and then nothing was asked or
    /// sent.
    boolean answer(Place place, PlainHead head, byte[] octets, Client client) {
        Exchange exchange =
                new Exchange(counter.ids().next(Optional.empty()), head.method().name());
        exchange.found(place.route.path());
        try {
            if (!counter.admit(exchange, listener.limits())) {
                return false;
            }
            Request request = request(place, head, octets, client, exchange);
            Response response = said(place.route.handler(), request, exchange);
            send(response, request, exchange, client.sink);
            place.meter.answered(response.status(), exchange.nanos());
        } finally {
            counter.leave(exchange);
        }
        if (!exchange.finish()) {
            throw new CloseConnectionException("the request took too long");
        }
        return true;
    }

    private Request request(Place place, PlainHead head, byte[] octets, Client client, Exchange exchange) {
        PlainFields fields = new PlainFields(octets, head);
        String scheme = listener.tls().isPresent() ? "https" : "http";
        Caller caller = listener.proxies()
                .caller(client.address, scheme, fields.value("Host").orElse(""), fields::value);
        Request.Head made = new Request.Head(head.method(), place.target, fields::value, caller, exchange.id());
        return Request.of(made, Map.of())
                .framedBy(listener.routes().layout())
                .withBody(Bytes.wrap(Arrays.copyOfRange(octets, head.bodyFrom(), head.end())));
    }

    private Response said(Handler handler, Request request, Exchange exchange) {
        try {
            return counter.bodies().hold(handler.handle(request), exchange);
        } catch (BodyMemory.NoRoom e) {
            return Problem.of(WebProblems.UNAVAILABLE).answer(request);
        } catch (IOException | RuntimeException | StackOverflowError e) {
            return Door.failure(e, request, exchange, counter.log());
        }
    }

    private void send(Response response, Request request, Exchange exchange, Consumer<byte[]> sink) {
        Bytes body = switch (response.content()) {
            case Response.Content.None _ -> Bytes.EMPTY;
            case Response.Content.Whole(Bytes whole) -> whole;
            case Response.Content.Streamed _ ->
                throw new IllegalStateException("a message is answered from memory: " + exchange.route());
        };
        ByteArrayOutputStream head = new ByteArrayOutputStream(USUAL_HEAD);
        writeHead(head, response, request, exchange.id());
        if (!LengthOfNothing.is(response.status())) {
            line(head, LENGTH, Integer.toString(body.length()));
        }
        head.writeBytes(LINE);
        int first = Math.min(body.length(), PIECE);
        byte[] out = Arrays.copyOf(head.toByteArray(), head.size() + first);
        body.slice(0, first).copyTo(out, head.size());
        try {
            sink.accept(out);
            for (int from = first; from < body.length(); from += PIECE) {
                sink.accept(
                        body.slice(from, Math.min(body.length(), from + PIECE)).toArray());
            }
        } catch (UncheckedIOException e) {
            throw new CloseConnectionException("the client is gone", e);
        } finally {
            counter.log().answered(listener.name(), exchange, response.status(), body.length());
        }
    }

    private void writeHead(ByteArrayOutputStream out, Response response, Request request, String id) {
        if (response.status() == 200) {
            out.writeBytes(OK);
        } else {
            Status status = Status.create(response.status());
            out.writeBytes(ascii("HTTP/1.1 " + status.codeText() + " " + status.reasonPhrase() + "\r\nDate: "));
        }
        out.writeBytes(date.get());
        out.writeBytes(KEPT);
        out.writeBytes(ascii(id));
        out.writeBytes(LINE);
        for (Response.Field field : SecurityFields.of(response, request.caller())) {
            out.writeBytes(ascii(field.name()));
            line(out, COLON, field.value());
        }
    }

    private static void line(ByteArrayOutputStream out, byte[] before, String value) {
        out.writeBytes(before);
        out.writeBytes(ascii(value));
        out.writeBytes(LINE);
    }
}
