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
import kakehashi.web.WebProblems;
import kakehashi.x509.Bytes;

/// The JSON door over HTTP: keys, quotas, signatures, and answers that can be asked for again.
final class JsonApi {
    static final String PATH = "/api/validations";

    private static final String KEY = "key ";
    private static final Response SIGNED = empty(JsonDoor.JWS_TYPE);
    private static final Response PLAIN = empty(JsonDoor.JSON_TYPE);

    private final JsonDoor door;
    private final Supplier<ServerCredential> credential;
    private final ApiKeys keys;
    private volatile Head head;
    private final Quota quota;
    private final AnswerShelf shelf;
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

    JsonApi(Parts parts, DoorOptions options, InstantSource clock) {
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
        Instant now = clock.instant();
        String asker = KEY + key.get().name();
        Optional<Duration> wait = quota.wait(asker, key.get().perMinute(), now);
        if (wait.isPresent()) {
            return tooMany(request, wait.get());
        }
        Optional<String> owner = key.map(ApiKey::name);
        JsonDoor.Reply reply = door.answer(request.body(), answer -> Optional.of(shelf.put(answer, owner, now)));
        return switch (reply) {
            case JsonDoor.Reply.Refused(JsonProblem problem) -> {
                quota.charge(asker, key.get().perMinute(), 1, now);
                yield Problem.of(problem.kind().type())
                        .with("errors", problem.details())
                        .answer(request);
            }
            case JsonDoor.Reply.Answered answered -> {
                quota.charge(asker, key.get().perMinute(), answered.answers().size(), now);
                yield said(type.get(), answered);
            }
        };
    }

    private static boolean isJson(Request request) {
        return request.header("Content-Type")
                .map(type -> type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT))
                .filter(JsonDoor.JSON_TYPE::equals)
                .isPresent();
    }

    private Response said(String type, JsonDoor.Reply.Answered answered) {
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
                .filter(kept -> kept.owner().equals(key.map(ApiKey::name)))
                .map(kept -> Response.ok(JsonDoor.JSON_TYPE, door.again(kept.answer(), id.orElseThrow()))
                        .with("Cache-Control", "no-store"))
                .orElseGet(() -> Problem.of(ValidationProblems.NO_SUCH_ANSWER).answer(request));
    }
}
