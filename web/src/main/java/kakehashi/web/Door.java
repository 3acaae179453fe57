package kakehashi.web;

import io.helidon.common.socket.PeerInfo;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.ServerRequestHeaders;
import io.helidon.http.Status;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import kakehashi.x509.Bytes;

/// Between the HTTP library and our handlers, for one listener.
final class Door implements io.helidon.webserver.http.Handler {
    private static final int PIECE = 64 * 1024;
    private static final String NO_ROUTE = "none";
    private static final HeaderName REQUEST_ID = HeaderNames.create("X-Request-Id");

    private final Listener listener;
    private final Counter counter;
    private final Map<Route, RouteMeter> meters = new IdentityHashMap<>();
    private final RouteMeter strangers;
    /// The names of fields that our handlers send, made once.
    private final Map<String, HeaderName> names = new ConcurrentHashMap<>();

    Door(Listener listener, Counter counter, Metrics metrics) {
        this.listener = listener;
        this.counter = counter;
        for (Route route : listener.routes().all()) {
            meters.put(
                    route,
                    new RouteMeter(metrics, listener.name(), route.method().name(), route.path()));
        }
        strangers = new RouteMeter(metrics, listener.name(), NO_ROUTE, NO_ROUTE);
    }

    private static boolean isClosing(ServerRequest asked, ServerResponse answer) {
        return answer.headers().contains(HeaderValues.CONNECTION_CLOSE)
                || asked.headers().contains(HeaderNames.CONNECTION)
                        && asked.headers().get(HeaderNames.CONNECTION).get().equalsIgnoreCase("close");
    }

    /// A route with the parameters of its path, or what is wrong.
    private record Chosen(Optional<Routes.Match.Found> found, Request request, Handler handler) {}

    @Override
    public void handle(ServerRequest asked, ServerResponse answer) {
        Optional<Target> target = target(asked);
        Optional<Target.Origin> origin = target.flatMap(Target::origin);
        Function<String, Optional<String>> fields = fields(asked.headers(), origin);
        Caller caller = caller(asked, fields, origin);
        boolean proxied = listener.proxies().trusts(address(asked.remotePeer()));
        String id = counter.ids().next(proxied ? fields.apply("X-Request-Id") : Optional.empty());
        Exchange exchange = new Exchange(id, asked.prologue().method().text());
        boolean admitted = counter.admit(exchange, listener.limits());
        try {
            Chosen chosen = choose(target, fields, caller, exchange);
            Response response = admitted
                    ? respond(asked, chosen, exchange)
                    : Problem.of(WebProblems.UNAVAILABLE).answer(chosen.request);
            send(response, chosen.request, answer, exchange);
            RouteMeter meter = chosen.found.map(f -> meters.get(f.route())).orElse(strangers);
            meter.answered(response.status(), exchange.nanos());
        } finally {
            counter.leave(exchange);
        }
        if (!exchange.finish()) {
            throw new CloseConnectionException("the request took too long");
        }
        // RFC 9112 §9.6: the server "MUST initiate closure of the connection after it sends the final response";
        // the library says close and leaves it to the client.
        if (isClosing(asked, answer)) {
            counter.within(listener.limits().headers(), () -> LeftBody.discard(asked, exchange.body()));
            throw new CloseConnectionException("closed after the last answer");
        }
    }

    private Chosen choose(
            Optional<Target> target, Function<String, Optional<String>> fields, Caller caller, Exchange exchange) {
        Optional<Method> method = Method.named(exchange.method());
        Request.Head head =
                new Request.Head(method.orElse(Method.GET), target.orElse(Target.ROOT), fields, caller, exchange.id());
        PageLayout layout = listener.routes().layout();
        Request bare = Request.of(head, Map.of()).framedBy(layout);
        if (target.isEmpty() || isForAnotherScheme(target.get(), caller)) {
            return refuse(bare, WebProblems.MALFORMED_REQUEST);
        }
        if (method.isEmpty()) {
            return refuse(bare, WebProblems.NOT_IMPLEMENTED);
        }
        return switch (listener.routes().find(method.get(), target.get())) {
            case Routes.Match.Found found -> {
                exchange.found(found.route().path());
                yield new Chosen(
                        Optional.of(found),
                        Request.of(head, found.captured()).framedBy(layout),
                        found.route().handler());
            }
            case Routes.Match.OtherMethods(Set<Method> allowed) -> telling(bare, allowed);
            case Routes.Match.Nothing nothing -> refuse(bare, WebProblems.NOT_FOUND);
        };
    }

    private Optional<Target> target(ServerRequest asked) {
        String path = asked.prologue().uriPath().rawPath();
        String query = asked.prologue().query().rawValue();
        // RFC 9112 §3.2.4: "The asterisk-form of request-target is only used for a server-wide OPTIONS request."
        boolean whole = path.equals("*")
                && query.isEmpty()
                && asked.prologue().method().text().equals(Method.OPTIONS.name());
        return whole
                ? Optional.of(Target.ASTERISK)
                : Target.parse(path, query, listener.limits().parameters());
    }

    /// RFC 9110 §7.4: "a request for an "https" resource MUST be rejected unless it has been received over a
    /// connection that has been secured".
    private static boolean isForAnotherScheme(Target target, Caller caller) {
        return target.origin().filter(o -> o.scheme().equals("https")).isPresent() && !caller.isSecure();
    }

    private static Chosen telling(Request asked, Set<Method> methods) {
        String allowed = String.join(", ", methods.stream().map(Method::name).toList());
        return new Chosen(
                Optional.empty(),
                asked,
                request -> (request.method() == Method.OPTIONS
                                ? Response.of(204)
                                : Problem.of(WebProblems.METHOD_NOT_ALLOWED).answer(request))
                        .with("Allow", allowed));
    }

    private static Chosen refuse(Request request, ProblemType type) {
        return new Chosen(Optional.empty(), request, asking -> Problem.of(type).answer(asking));
    }

    private Response respond(ServerRequest asked, Chosen chosen, Exchange exchange) {
        Request request = chosen.request;
        boolean isRead = false;
        try {
            if (chosen.found.isPresent()) {
                Route route = chosen.found.get().route();
                request = withBody(asked, request, route, exchange);
                isRead = route.intake() != Route.Intake.STREAMED;
            }
            return counter.bodies().hold(chosen.handler.handle(request), exchange);
        } catch (BodyTooLarge e) {
            long most = chosen.found.orElseThrow().route().bodyLimit();
            return Problem.of(WebProblems.CONTENT_TOO_LARGE)
                    .because(WebProblems.atMost(most))
                    .answer(request)
                    .with("Connection", "close");
        } catch (BodyMemory.NoRoom e) {
            return Problem.of(WebProblems.UNAVAILABLE).answer(request).with("Connection", "close");
        } catch (LimitedStream.Unreadable e) {
            // What follows on the connection may be anything.
            return Problem.of(WebProblems.MALFORMED_REQUEST).answer(request).with("Connection", "close");
        } catch (IOException | RuntimeException | StackOverflowError e) {
            Response failure = failure(e, request, exchange, counter.log());
            return isRead ? failure : ended(asked, failure);
        }
    }

    /// A body that may not have been read to its end must not be taken for the next request.
    private static Response ended(ServerRequest asked, Response response) {
        return asked.content().hasEntity() ? response.with("Connection", "close") : response;
    }

    private Bytes whole(InputStream stream, Exchange exchange) throws IOException {
        return Bytes.wrap(counter.bodies().read(stream, exchange));
    }

    /// What is told when a handler failed: something it depends on is not there now, or there is a fault in it.
    static Response failure(Throwable cause, Request request, Exchange exchange, AccessLog log) {
        log.failed(exchange, cause);
        boolean unavailable = cause instanceof IOException || cause instanceof UncheckedIOException;
        return Problem.of(unavailable ? WebProblems.UNAVAILABLE : WebProblems.INTERNAL_ERROR)
                .answer(request);
    }

    private Request withBody(ServerRequest asked, Request request, Route route, Exchange exchange) throws IOException {
        if (!asked.content().hasEntity()) {
            return request;
        }
        long said = asked.headers().contentLength().orElse(-1);
        if (said > route.bodyLimit()) {
            throw new BodyTooLarge(route.bodyLimit());
        }
        InputStream whole = asked.content().inputStream();
        exchange.reads(whole);
        InputStream stream = new LimitedStream(whole, route.bodyLimit());
        return switch (route.intake()) {
            case WHOLE, MESSAGE -> request.withBody(whole(stream, exchange));
            case STREAMED -> request.withStream(stream);
        };
    }

    private void send(Response response, Request request, ServerResponse answer, Exchange exchange) {
        Optional<String> type = response.header("Content-Type");
        boolean document = type.isEmpty() || SecurityFields.isDocument(type.get());
        answer.status(Status.create(response.status()));
        SecurityFields.always(request.caller()).forEach(field -> put(answer, field));
        if (document) {
            SecurityFields.ofDocuments().forEach(field -> put(answer, field));
        }
        answer.headers().set(HeaderValues.create(REQUEST_ID, exchange.id()));
        response.fields().forEach(field -> add(answer, field));
        if (counter.isLeaving()) {
            put(answer, new Response.Field("Connection", "close"));
        }
        long octets = 0;
        try {
            octets = write(response, request, answer);
        } catch (IOException | UncheckedIOException e) {
            throw new CloseConnectionException("the client is gone", e);
        } finally {
            counter.log().answered(listener.name(), exchange, response.status(), octets);
        }
    }

    private static long write(Response response, Request request, ServerResponse answer) throws IOException {
        return switch (response.content()) {
            case Response.Content.None none -> {
                answer.send();
                yield 0;
            }
            case Response.Content.Whole whole -> {
                if (request.method() == Method.HEAD) {
                    answer.headers().contentLength(whole.bytes().length());
                    answer.send();
                    yield 0;
                }
                whole(whole.bytes(), answer);
                yield whole.bytes().length();
            }
            case Response.Content.Streamed streamed -> {
                if (request.method() == Method.HEAD) {
                    streamed.length().ifPresent(answer.headers()::contentLength);
                    answer.send();
                    yield 0;
                }
                streamed.length().ifPresent(answer.headers()::contentLength);
                try (CountingStream out = new CountingStream(answer.outputStream())) {
                    streamed.writer().writeTo(out);
                    yield out.count();
                }
            }
        };
    }

    /// A long body is written piece by piece, so that a list of 40 MB is not copied for each client.
    private static void whole(Bytes bytes, ServerResponse answer) throws IOException {
        if (bytes.length() <= PIECE) {
            answer.send(bytes.toArray());
            return;
        }
        answer.headers().contentLength(bytes.length());
        byte[] piece = new byte[PIECE];
        try (OutputStream out = answer.outputStream()) {
            for (int from = 0; from < bytes.length(); from += PIECE) {
                Bytes next = bytes.slice(from, Math.min(bytes.length(), from + PIECE));
                next.copyTo(piece, 0);
                out.write(piece, 0, next.length());
            }
        }
    }

    private void put(ServerResponse answer, Response.Field field) {
        HeaderName name = names.computeIfAbsent(field.name(), HeaderNames::create);
        answer.headers().set(HeaderValues.create(name, field.value()));
    }

    /// A field of the handler: in place of a field of ours, beside one of its own (two cookies).
    private void add(ServerResponse answer, Response.Field field) {
        if (field.name().equalsIgnoreCase("Set-Cookie")) {
            answer.headers().add(HeaderValues.create(HeaderNames.SET_COOKIE, field.value()));
        } else {
            put(answer, field);
        }
    }

    /// RFC 9112 §3.2.2: with the absolute-form a server "MUST ignore the received Host header field (if any) and
    /// instead use the host information of the request-target".
    private static Function<String, Optional<String>> fields(
            ServerRequestHeaders headers, Optional<Target.Origin> origin) {
        return name -> {
            if (origin.isPresent() && name.equalsIgnoreCase("Host")) {
                return origin.map(Target.Origin::authority);
            }
            var field = HeaderNames.create(name);
            return headers.contains(field)
                    ? Optional.of(String.join(", ", headers.get(field).allValues()))
                    : Optional.empty();
        };
    }

    /// Where the other end of a connection is.
    static InetAddress address(PeerInfo peer) {
        return peer.address() instanceof InetSocketAddress internet
                ? internet.getAddress()
                : InetAddress.getLoopbackAddress();
    }

    private Caller caller(
            ServerRequest asked, Function<String, Optional<String>> fields, Optional<Target.Origin> origin) {
        String scheme = listener.tls().isPresent() ? "https" : "http";
        String authority = origin.map(Target.Origin::authority).orElseGet(asked::authority);
        return listener.proxies().caller(address(asked.remotePeer()), scheme, authority, fields);
    }

    /// The answer to what the HTTP library refuses by itself.
    static Bytes refusal(int status, String id) {
        ProblemType type = List.of(
                        WebProblems.CONTENT_TOO_LARGE,
                        WebProblems.TARGET_TOO_LONG,
                        WebProblems.FIELDS_TOO_LARGE,
                        WebProblems.INTERNAL_ERROR,
                        WebProblems.NOT_IMPLEMENTED,
                        WebProblems.UNAVAILABLE)
                .stream()
                .filter(one -> one.status() == status)
                .findFirst()
                .orElse(WebProblems.MALFORMED_REQUEST);
        return refusal(type, id);
    }

    /// What is said to those whose language nobody has asked.
    static Bytes refusal(ProblemType type, String id) {
        return JsonText.bytes(Problem.of(type).json(PageLanguage.JAPANESE, id));
    }
}
