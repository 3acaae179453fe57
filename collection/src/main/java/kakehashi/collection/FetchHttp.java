package kakehashi.collection;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import kakehashi.collection.OutgoingAddress.Route;
import kakehashi.collection.OutgoingAddress.Through;
import kakehashi.x509.Bytes;

/// HTTP/1.1 (RFC 9112) as far as fetching a certificate, a CRL or an OCSP response needs it, over a connection
/// whose address we chose. One request, one connection; no compression, no cookies, no credentials.
final class FetchHttp {
    private static final int MAX_LINE = 8192;
    private static final int MAX_FIELDS = 100;
    private static final int CHUNK = 1 << 14;

    private final OutgoingAddress outgoing;

    FetchHttp(OutgoingAddress outgoing) {
        this.outgoing = outgoing;
    }

    /// The head of an answer; field names in lower case.
    private record Head(int status, Map<String, String> fields) {
        Optional<String> field(String name) {
            return Optional.ofNullable(fields.get(name));
        }
    }

    /// What one request came to: an outcome, or another place.
    private record Step(Optional<FetchOutcome> outcome, Optional<FetchPlace.Http> next) {}

    FetchOutcome fetch(FetchPlace.Http place, FetchAsk ask, FetchMeter meter) throws IOException {
        FetchPlace.Http at = place;
        while (true) {
            Step step = once(at, ask, meter);
            if (step.outcome.isPresent()) {
                return step.outcome.get();
            }
            meter.redirect();
            at = step.next.orElseThrow();
        }
    }

    private Step once(FetchPlace.Http place, FetchAsk ask, FetchMeter meter) throws IOException {
        Route route = outgoing.route(place);
        try (FetchSocket socket = FetchSocket.connect(route.addresses(), meter)) {
            socket.getOutputStream().write(request(place, ask, route.through()));
            socket.getOutputStream().flush();
            InputStream in = new BufferedInputStream(socket.getInputStream());
            Head head = head(in);
            return switch (head.status) {
                case 200 -> done(new FetchOutcome.Fetched(List.of(body(head, in, meter)), head.field("etag")));
                case 301, 302, 303, 307, 308 -> new Step(Optional.empty(), Optional.of(redirected(place, ask, head)));
                case 304 -> done(new FetchOutcome.Unchanged());
                case 404, 410 -> done(new FetchOutcome.Failed(FetchFailure.NOT_FOUND, "HTTP " + head.status));
                default -> done(new FetchOutcome.Failed(FetchFailure.SERVER_ERROR, "HTTP " + head.status));
            };
        }
    }

    private static Step done(FetchOutcome outcome) {
        return new Step(Optional.of(outcome), Optional.empty());
    }

    private static byte[] request(FetchPlace.Http place, FetchAsk ask, Through through) {
        StringBuilder head = new StringBuilder(256)
                .append(ask.body().isEmpty() ? "GET " : "POST ")
                // RFC 9112 §3.2.2: "a client MUST send the target URI in absolute-form" to a proxy.
                .append(through == Through.PROXY ? place.url() : place.target())
                .append(" HTTP/1.1\r\nHost: ")
                .append(place.authority())
                .append(
                        "\r\nUser-Agent: Kakehashi\r\nAccept: */*\r\nAccept-Encoding: identity\r\nConnection: close\r\n");
        ask.tag().ifPresent(tag -> head.append("If-None-Match: ").append(tag).append("\r\n"));
        ask.body()
                .ifPresent(body -> head.append("Content-Type: application/ocsp-request\r\nContent-Length: ")
                        .append(body.length())
                        .append("\r\n"));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(head.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII));
        ask.body().ifPresent(body -> out.writeBytes(body.toArray()));
        return out.toByteArray();
    }

    /// A redirected POST would send the request to somebody whom nobody named: it is not followed.
    private static FetchPlace.Http redirected(FetchPlace.Http from, FetchAsk ask, Head head) throws FetchStopped {
        String location = head.field("location").orElseThrow(() -> bad("redirect to nowhere"));
        if (ask.body().isPresent()) {
            throw bad("redirect of a POST");
        }
        String url = location.startsWith("/") && !location.startsWith("//")
                ? "http://" + from.authority() + location
                : location;
        if (FetchPlace.parse(url).orElse(null) instanceof FetchPlace.Http next) {
            return next;
        }
        throw new FetchStopped(FetchFailure.NOT_FETCHED, "redirect to another scheme");
    }

    private static Head head(InputStream in) throws IOException {
        String status = line(in);
        while (status.matches("HTTP/1\\.[01] 1\\d\\d( .*)?")) {
            fields(in);
            status = line(in);
        }
        if (!status.matches("HTTP/1\\.[01] [2-5]\\d\\d( .*)?")) {
            throw bad("no status line");
        }
        return new Head(Integer.parseInt(status.substring(9, 12)), fields(in));
    }

    private static Map<String, String> fields(InputStream in) throws IOException {
        Map<String, String> fields = new TreeMap<>();
        String line = line(in);
        for (int count = 0; !line.isEmpty(); count++) {
            int colon = line.indexOf(':');
            if (colon < 1 || count == MAX_FIELDS) {
                throw bad("field without name, or too many fields");
            }
            String name = line.substring(0, colon).toLowerCase(Locale.ROOT);
            String old = fields.put(name, line.substring(colon + 1).strip());
            // RFC 9112 §6.3: two lengths that differ are an attack or a mistake.
            if (old != null && (name.equals("content-length") || name.equals("transfer-encoding"))) {
                throw bad("two " + name);
            }
            line = line(in);
        }
        return fields;
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder(80);
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new FetchStopped(FetchFailure.UNREACHABLE, "connection ended in the head");
            }
            if (line.length() == MAX_LINE) {
                throw bad("line of more than " + MAX_LINE + " octets");
            }
            line.append((char) c);
        }
        int length = line.length();
        String text = length > 0 && line.charAt(length - 1) == '\r' ? line.substring(0, length - 1) : line.toString();
        // RFC 9110 §5.5: "CR, LF, or NUL […] are invalid and dangerous": an entity tag goes into the next request.
        if (text.chars().anyMatch(c -> c < ' ' && c != '\t')) {
            throw bad("a control character in the head");
        }
        return text;
    }

    private static FetchStopped bad(String what) {
        return new FetchStopped(FetchFailure.BAD_ANSWER, what);
    }

    /// RFC 9112 §6.3, the length of the body: chunked, then Content-Length, then until the connection ends.
    private static Bytes body(Head head, InputStream in, FetchMeter meter) throws IOException {
        if (!head.field("content-encoding").orElse("identity").equalsIgnoreCase("identity")) {
            throw bad("compressed, which was not asked for");
        }
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        Optional<String> transfer = head.field("transfer-encoding");
        Optional<String> length = head.field("content-length");
        if (transfer.isPresent()) {
            if (!transfer.get().equalsIgnoreCase("chunked") || length.isPresent()) {
                throw bad("transfer encoding");
            }
            for (int size = chunkSize(in, meter); size > 0; size = chunkSize(in, meter)) {
                copy(in, size, body);
                if (!line(in).isEmpty()) {
                    throw bad("chunk that does not end");
                }
            }
        } else if (length.isPresent()) {
            copy(in, octets(length.get(), 10, meter), body);
        } else {
            in.transferTo(body);
        }
        return Bytes.wrap(body.toByteArray());
    }

    private static int chunkSize(InputStream in, FetchMeter meter) throws IOException {
        return octets(line(in).split(";", 2)[0].strip(), 16, meter);
    }

    private static int octets(String digits, int radix, FetchMeter meter) throws FetchStopped {
        if (!digits.matches("[0-9A-Fa-f]{1,15}")) {
            throw bad("not a length");
        }
        try {
            long octets = Long.parseLong(digits, radix);
            if (octets > meter.mostOctets()) {
                throw meter.tooLarge();
            }
            return (int) octets;
        } catch (NumberFormatException e) {
            throw bad("not a length");
        }
    }

    private static void copy(InputStream in, int octets, ByteArrayOutputStream to) throws IOException {
        byte[] buffer = new byte[Math.min(CHUNK, octets)];
        for (int left = octets; left > 0; ) {
            int count = in.read(buffer, 0, Math.min(buffer.length, left));
            if (count < 0) {
                throw new FetchStopped(FetchFailure.UNREACHABLE, "connection ended in the body");
            }
            to.write(buffer, 0, count);
            left -= count;
        }
    }
}
