package kakehashi.validation;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.function.Supplier;
import kakehashi.web.AddressGate;
import kakehashi.web.Handler;
import kakehashi.web.Method;
import kakehashi.web.Problem;
import kakehashi.web.ReadyAnswer;
import kakehashi.web.ReadyHandler;
import kakehashi.web.Request;
import kakehashi.web.Response;
import kakehashi.web.Route;
import kakehashi.web.Tally;
import kakehashi.web.WebProblems;
import kakehashi.x509.Bytes;
import kakehashi.x509.ContentInfo;

/// OCSP and SCVP over HTTP: octets in, octets out.
final class MessageDoors {
    static final String OCSP_PATH = "/ocsp";
    static final String SCVP_PATH = "/scvp";

    private static final int SCVP_UNIT = 4 * 1024;
    private static final int SCVP_ANSWER_UNIT = 64 * 1024;
    private static final Response CV_RESPONSE = empty(ValidationServer.CV_RESPONSE_TYPE);
    private static final Response VP_RESPONSE = empty(ValidationServer.VP_RESPONSE_TYPE);
    private static final Bytes REQUEST_TYPE = Bytes.wrap(OcspAnswer.REQUEST_TYPE.getBytes(StandardCharsets.US_ASCII));

    private final Supplier<OcspResponder> responder;
    private final ValidationServer server;
    private final DoorOptions options;
    private final House house;

    /// What the doors are given of the house.
    ///
    /// @param clock the present
    /// @param ocsp how much an address may ask for OCSP
    /// @param scvp the same for SCVP
    /// @param told counts what is said over OCSP
    record House(InstantSource clock, AddressGate ocsp, AddressGate scvp, Tally<OcspOutcome> told) {}

    MessageDoors(Supplier<OcspResponder> responder, ValidationServer server, DoorOptions options, House house) {
        this.responder = responder;
        this.server = server;
        this.options = options;
        this.house = house;
    }

    List<Route> routes() {
        long octets = options.ocsp().limits().requestOctets();
        return List.of(
                Route.message(OCSP_PATH, octets, new CachedOcsp(this::postOcsp)),
                Route.message(OCSP_PATH + "/", octets, new CachedOcsp(this::postOcsp)),
                Route.get(OCSP_PATH + "/{request*}", new CachedOcsp(this::getOcsp)),
                Route.message(SCVP_PATH, options.scvp().requestOctets(), this::scvp));
    }

    /// An OCSP door whose cached responses are ready; those go out before the gate is asked.
    private final class CachedOcsp implements ReadyHandler {
        private final Handler whole;

        CachedOcsp(Handler whole) {
            this.whole = whole;
        }

        @Override
        public Response handle(Request request) throws IOException {
            Optional<Response> refusal = house.ocsp.refusal(request, 1);
            return refusal.isPresent() ? refusal.get() : whole.handle(request);
        }

        @Override
        public Optional<ReadyAnswer> ready(Question question) {
            OcspResponder now = responder.get();
            return question.method() == Method.GET
                    ? OcspGetPath.decode(question.octets().toArray()).flatMap(asked -> now.ready(asked, house.told))
                    : question.contentType().equals(REQUEST_TYPE)
                            ? now.ready(question.octets(), house.told)
                            : Optional.empty();
        }
    }

    private static String mediaType(Request request) {
        return request.header("Content-Type")
                .map(type -> type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT))
                .orElse("");
    }

    private Response postOcsp(Request request) {
        return mediaType(request).equals(OcspAnswer.REQUEST_TYPE)
                ? ocsp(responder.get().post(request.body()), request)
                : Problem.of(WebProblems.UNSUPPORTED_MEDIA_TYPE).answer(request);
    }

    /// The base64 of a request may hold slashes, also two in a row, percent-encoded or not: the path is taken as it
    /// was sent.
    private Response getOcsp(Request request) {
        String path = request.rawPath().substring(OCSP_PATH.length() + 1);
        return ocsp(responder.get().get(path), request);
    }

    private Response ocsp(OcspAnswer answer, Request request) {
        house.told.count(answer.outcome());
        Optional<HttpCaching> caching = answer.caching();
        if (caching.isEmpty()) {
            return Response.ok(OcspAnswer.RESPONSE_TYPE, answer.der()).with("Cache-Control", "no-store");
        }
        HttpCaching kept = caching.get();
        Response response = isCurrentAtClient(answer, kept, request)
                ? Response.of(304)
                : Response.ok(OcspAnswer.RESPONSE_TYPE, answer.der());
        return kept.on(response).with("Cache-Control", kept.cacheControl(house.clock.instant()));
    }

    /// A date counts for GET and without a tag only (RFC 9110 §13.2.2), and for responses that say nothing but
    /// "good": one of them and the revocation after it may be of the same second.
    private static boolean isCurrentAtClient(OcspAnswer answer, HttpCaching kept, Request request) {
        Optional<String> tags = request.header("If-None-Match");
        if (tags.isPresent() || request.method() != Method.GET) {
            return tags.filter(kept::isNamedIn).isPresent();
        }
        return request.header("If-Modified-Since")
                .filter(kept::isOlderThan)
                .filter(since -> answer.saysGood())
                .isPresent();
    }

    /// RFC 5055 §10: the media type of the request tells which it is.
    private Response scvp(Request request) {
        Toll toll = new Toll(request);
        Optional<Response> refusal = house.scvp.refusal(request, toll.units);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        return switch (mediaType(request)) {
            case ValidationServer.CV_REQUEST_TYPE -> cv(request, toll);
            case ValidationServer.VP_REQUEST_TYPE -> vp(request);
            default -> Problem.of(WebProblems.UNSUPPORTED_MEDIA_TYPE).answer(request);
        };
    }

    private Response cv(Request request, Toll toll) {
        Optional<Bytes> answer = server.cv(request.body(), toll);
        if (answer.isEmpty()) {
            return house.scvp.refused(request, toll.units);
        }
        // Half a kilobyte may ask for a CRL of tens of megabytes, which is copied, digested and signed.
        house.scvp.charge(request, answer.get().length() / SCVP_ANSWER_UNIT);
        return CV_RESPONSE.withContent(answer.get());
    }

    /// An error is a response to validation requests, and has the media type that RFC 5055 §4 and §10 give to
    /// those.
    private Response vp(Request request) {
        Bytes answer = server.vp(request.body());
        boolean error = ContentInfo.parse(answer)
                .toOptional()
                .filter(one -> one.contentType().equals(ContentInfo.CERT_VAL_RESPONSE))
                .isPresent();
        return (error ? CV_RESPONSE : VP_RESPONSE).withContent(answer);
    }

    /// What a request counts for: its size before it is read, and then what is to be done for it too. Twelve
    /// kilobytes may ask for three checks of each of 256 certificates that lie here.
    private final class Toll implements IntPredicate {
        private final Request request;
        private int units;

        Toll(Request request) {
            this.request = request;
            this.units = 1 + request.body().length() / SCVP_UNIT;
        }

        @Override
        public boolean test(int checks) {
            int before = units;
            units += Math.max(0, checks - 1);
            return units == before || house.scvp.admits(request, before, units);
        }
    }

    private static Response empty(String type) {
        return Response.ok(type, Bytes.EMPTY).with("Cache-Control", "no-store");
    }
}
