package kakehashi.web;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.InetAddress;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import kakehashi.x509.Bytes;

/// What a client asks, as a value: method, target, fields, body.
public final class Request {
    private static final int PARAMETERS_OF_A_MADE_REQUEST = 256;

    private final Head head;
    private final Map<String, String> captured;
    private final Bytes body;
    /// On a route that streams.
    private final Optional<InputStream> stream;
    private final PageLayout layout;

    /// All but the body and what the route's template captured.
    record Head(Method method, Target target, Function<String, Optional<String>> fields, Caller caller, String id) {}

    private Request(
            Head head, Map<String, String> captured, Bytes body, Optional<InputStream> stream, PageLayout layout) {
        this.head = head;
        this.captured = captured;
        this.body = body;
        this.stream = stream;
        this.layout = layout;
    }

    static Request of(Head head, Map<String, String> captured) {
        return new Request(head, captured, Bytes.EMPTY, Optional.empty(), PageLayout.PLAIN);
    }

    /// A request without fields and body, to ask a handler without a server. Refuses a malformed target.
    ///
    /// @param target path and query
    public static Request of(Method method, String target) {
        String[] parts = target.split("\\?", 2);
        Target parsed = Target.parse(parts[0], parts.length > 1 ? parts[1] : "", PARAMETERS_OF_A_MADE_REQUEST)
                .orElseThrow(() -> new IllegalArgumentException("not a target: " + target));
        Caller caller = new Caller(InetAddress.getLoopbackAddress(), "http", "localhost");
        return of(new Head(method, parsed, name -> Optional.empty(), caller, "made"), Map.of());
    }

    /// The same request with one more field.
    public Request with(String name, String value) {
        Function<String, Optional<String>> before = head.fields;
        Function<String, Optional<String>> after =
                asked -> asked.equalsIgnoreCase(name) ? Optional.of(value) : before.apply(asked);
        return new Request(
                new Head(head.method, head.target, after, head.caller, head.id), captured, body, stream, layout);
    }

    /// The same request with a body, offered whole and as a stream.
    public Request withBody(Bytes whole) {
        return new Request(head, captured, whole, Optional.empty(), layout);
    }

    Request withStream(InputStream coming) {
        return new Request(head, captured, Bytes.EMPTY, Optional.of(coming), layout);
    }

    /// The same request to a site whose pages stand in that frame.
    Request framedBy(PageLayout site) {
        return new Request(head, captured, body, stream, site);
    }

    /// The frame in which the site that was asked shows its problems.
    PageLayout layout() {
        return layout;
    }

    /// The method. A route for GET sees HEAD as well; the server leaves the body of its answer out.
    public Method method() {
        return head.method;
    }

    /// The path as it was sent, with its percent-encoding.
    public String rawPath() {
        return head.target.rawPath();
    }

    /// A parameter of the route's template, decoded. Refuses a name that the template does not have.
    public String captured(String name) {
        String value = captured.get(name);
        if (value == null) {
            throw new IllegalArgumentException("the route captures no " + name);
        }
        return value;
    }

    /// The parameters of the query.
    public Query query() {
        return head.target.query();
    }

    /// A field by its name in any case; several of one name are joined by commas (RFC 9110 §5.2).
    public Optional<String> header(String name) {
        return head.fields.apply(name);
    }

    /// A cookie by its name (RFC 6265 §4.2).
    public Optional<String> cookie(String name) {
        for (String pair : header("Cookie").orElse("").split(";")) {
            int equals = pair.indexOf('=');
            if (equals > 0 && pair.substring(0, equals).strip().equals(name)) {
                return Optional.of(pair.substring(equals + 1).strip());
            }
        }
        return Optional.empty();
    }

    /// The body; empty on a route that streams.
    public Bytes body() {
        return body;
    }

    /// The body as a stream, within the limit of the route; reading beyond it fails with [BodyTooLarge].
    public InputStream stream() {
        return stream.orElseGet(() -> new ByteArrayInputStream(body.toArray()));
    }

    /// Who asks.
    public Caller caller() {
        return head.caller;
    }

    /// A name for this request in logs and answers; not a secret.
    public String id() {
        return head.id;
    }

    /// The language to answer in.
    public PageLanguage language() {
        return PageLanguage.wanted(this);
    }

    /// Which of the offered media types the client likes best (RFC 9110 §12.5.1); the first when it does not say.
    /// Empty when it accepts none of them.
    ///
    /// @param offered types in lower case without parameters, our favourite first
    public Optional<String> bestOf(String... offered) {
        return Negotiation.best(header("Accept"), offered);
    }
}
