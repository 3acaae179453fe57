package kakehashi.validation;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import kakehashi.contract.Id;
import kakehashi.web.Problem;
import kakehashi.web.Quota;
import kakehashi.web.Request;
import kakehashi.web.Response;
import kakehashi.web.Route;
import kakehashi.web.Tally;
import kakehashi.web.WebProblems;
import kakehashi.x509.Bytes;

/// The JSON door over HTTP: keys, quotas, signatures, and answers that can be asked for again.
final class JsonApi {
    static final String PATH = "/api/validations";

    private static final Response SIGNED = empty(JsonDoor.JWS_TYPE);
    private static final Response PLAIN = empty(JsonDoor.JSON_TYPE);

    private final JsonDoor door;
    private final Supplier<ServerCredential> credential;
    private final ApiKeys keys;
    private volatile Head head;
    private final Quota quota;
    private final AnswerShelf shelf;
    private final Tally<DoorResult> told;
    private final DoorOptions options;
    private final InstantSource clock;

    /// What the door needs of others.
    record Parts(JsonDoor door, Supplier<ServerCredential> credential, ApiKeys keys, Quota quota, AnswerShelf shelf) {}

    /// What signatures of a credential begin with.
    private record Head(ServerCredential credential, Bytes header) {
        static Head of(ServerCredential credential) {
            return new Head(credential, JsonSignature.header(credential));
        }
    }

    JsonApi(Parts parts, Tally<DoorResult> told, DoorOptions options, InstantSource clock) {
        this.told = told;
        this.door = parts.door;
        this.credential = parts.credential;
        JsonSignature.check(credential.get());
        this.head = Head.of(credential.get());
        this.keys = parts.keys;
        this.quota = parts.quota;
        this.shelf = parts.shelf;
        this.options = options;
        this.clock = clock;
    }

    List<Route> routes() {
        return List.of(
                Route.message(PATH, options.json().requestOctets(), this::validate),
                Route.get(PATH + "/{answer}", this::again));
    }

    private Response validate(Request request) {
        Optional<ApiKey> key = keys.of(request);
        if (key.isEmpty()) {
            return keyNeeded(request);
        }
        if (!isJson(request)) {
            return Problem.of(WebProblems.UNSUPPORTED_MEDIA_TYPE).answer(request);
        }
        Optional<String> type = request.bestOf(JsonDoor.JSON_TYPE, JsonDoor.JWS_TYPE);
        if (type.isEmpty()) {
            return Problem.of(WebProblems.NOT_ACCEPTABLE).answer(request);
        }
        Terms terms = new Terms(key.get(), clock.instant());
        Optional<Duration> wait = terms.begin();
        if (wait.isPresent()) {
            return tooMany(request, wait.get());
        }
        try {
            return door.answer(request.body(), terms)
                    .map(reply -> switch (reply) {
                        case JsonDoor.Reply.Refused(JsonProblem problem) -> refused(request, problem);
                        case JsonDoor.Reply.Answered answered -> said(type.get(), answered);
                    })
                    .orElseGet(() -> terms.refusal(request));
        } catch (RuntimeException e) {
            terms.giveBack();
            throw e;
        }
    }

    private static Response refused(Request request, JsonProblem problem) {
        return Problem.of(problem.kind().type())
                .with("errors", problem.details())
                .answer(request);
    }

    /// What a key may ask in one request. A request is worth one until it is read, and then as many as it asks
    /// about: all of it is taken off the quota before it is worked on, so that requests at the same moment get no
    /// more than the quota. One that is refused when it was read has cost one, one that comes too early nothing.
    private final class Terms implements JsonDoor.Asker {
        private final ApiKey key;
        private final Optional<String> owner;
        private final Instant now;
        private int certificates = 1;
        private Optional<Duration> wait = Optional.empty();

        Terms(ApiKey key, Instant now) {
            this.key = key;
            this.owner = Optional.of(key.owner());
            this.now = now;
        }

        Optional<Duration> begin() {
            return quota.take(key.name(), key.perMinute(), certificates, now);
        }

        @Override
        public boolean mayAsk(int asked) {
            if (asked <= key.perMinute()) {
                wait = quota.retake(key.name(), key.perMinute(), certificates, asked, now);
            }
            certificates = asked;
            return asked <= key.perMinute() && wait.isEmpty();
        }

        @Override
        public Optional<Id> keep(ValidationAnswer answer) {
            return Optional.of(shelf.put(answer, owner, now));
        }

        /// Why it may not ask about so many: never, or not yet.
        Response refusal(Request request) {
            if (certificates > key.perMinute()) {
                return refused(
                        request,
                        new JsonProblem(
                                JsonProblem.Kind.TOO_LARGE,
                                List.of("/certificates: " + certificates + " items, and the quota of this key is "
                                        + key.perMinute() + " a minute: ask about at most so many at once")));
            }
            return tooMany(request, wait.orElse(Duration.ZERO));
        }

        /// For what could not be answered through no fault of the asker.
        void giveBack() {
            quota.charge(key.name(), key.perMinute(), -certificates, now);
        }
    }

    private static boolean isJson(Request request) {
        return request.header("Content-Type")
                .map(type -> type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT))
                .filter(JsonDoor.JSON_TYPE::equals)
                .isPresent();
    }

    private Response said(String type, JsonDoor.Reply.Answered answered) {
        answered.answers().forEach(answer -> told.count(DoorResult.of(answer.verdict())));
        return type.equals(JsonDoor.JWS_TYPE)
                ? SIGNED.withContent(signed(answered.json()))
                : PLAIN.withContent(answered.json());
    }

    private static Response empty(String type) {
        return Response.ok(type, Bytes.EMPTY).with("Cache-Control", "no-store").with("Vary", "Accept");
    }

    private Bytes signed(Bytes json) {
        ServerCredential now = credential.get();
        Head used = head;
        if (used.credential != now) {
            used = Head.of(now);
            head = used;
        }
        return JsonSignature.sign(used.header, json, now);
    }

    static Response keyNeeded(Request request) {
        return Problem.of(ValidationProblems.API_KEY_NEEDED).answer(request).with("WWW-Authenticate", "Bearer");
    }

    static Response tooMany(Request request, Duration wait) {
        long seconds = Math.max(1, wait.plusMillis(999).toSeconds());
        return Problem.of(ValidationProblems.QUOTA_EXHAUSTED)
                .answer(request)
                .with("Retry-After", Long.toString(seconds));
    }

    private Response again(Request request) {
        Optional<ApiKey> key = keys.of(request);
        if (key.isEmpty()) {
            return keyNeeded(request);
        }
        Optional<Id> id = ExplainPages.id(request);
        return id.flatMap(asked -> shelf.find(asked, clock.instant()))
                .filter(kept -> kept.owner().equals(key.map(ApiKey::owner)))
                .map(kept -> Response.ok(JsonDoor.JSON_TYPE, door.again(kept.answer(), id.orElseThrow()))
                        .with("Cache-Control", "no-store"))
                .orElseGet(() -> Problem.of(ValidationProblems.NO_SUCH_ANSWER).answer(request));
    }
}
