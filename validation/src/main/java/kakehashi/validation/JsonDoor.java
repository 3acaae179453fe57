package kakehashi.validation;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import kakehashi.contract.Id;
import kakehashi.x509.Bytes;
import tools.jackson.databind.json.JsonMapper;

/// The validation server's JSON door for developers of application systems: a request body in, an answer out, the
/// same engine behind it as behind SCVP. The resource `openapi.json` beside this class describes it. Safe for many
/// threads.
public final class JsonDoor {
    /// The media type of answers as JSON.
    public static final String JSON_TYPE = "application/json";

    /// The media type of signed answers in the compact serialisation.
    public static final String JWS_TYPE = "application/jose";

    private final Validation validation;
    private final JsonOptions options;
    /// Made for the first request: it takes half a thousand classes, which a node need not load to start.
    private volatile Optional<JsonMapper> reader = Optional.empty();
    private final JsonAnswer writer = new JsonAnswer();
    private final InstantSource clock;

    /// @param validation the engine
    /// @param options how much is taken
    /// @param clock the present
    public JsonDoor(Validation validation, JsonOptions options, InstantSource clock) {
        this.validation = validation;
        this.options = options;
        this.clock = clock;
    }

    /// What comes of a request.
    public sealed interface Reply {
        /// The answers, one a certificate.
        ///
        /// @param json the document in UTF-8
        /// @param answers the answers that it tells
        record Answered(Bytes json, List<ValidationAnswer> answers) implements Reply {}

        /// The request was not worked on.
        record Refused(JsonProblem problem) implements Reply {}
    }

    /// What the asker of a request may ask, and what becomes of the answers.
    @FunctionalInterface
    interface Asker {
        /// Keeps an answer and tells its name; empty when it is not kept.
        Optional<Id> keep(ValidationAnswer answer);

        /// Whether he may ask about so many certificates at this moment: asked once, before they are worked on.
        default boolean mayAsk(int certificates) {
            return true;
        }
    }

    /// Answers the body of a request.
    public Reply answer(Bytes body) {
        return answer(body, answer -> Optional.empty()).orElseThrow();
    }

    /// Answers the body of a request.
    ///
    /// @return empty when the asker may not ask about so many certificates
    Optional<Reply> answer(Bytes body, Asker asker) {
        Instant now = clock.instant();
        try {
            JsonRequest request = JsonRequest.read(body, validation.policies(), options, reader(), now);
            return asker.mayAsk(request.targets().size())
                    ? Optional.of(answer(request, body, asker, now))
                    : Optional.empty();
        } catch (JsonRefusal refusal) {
            return Optional.of(new Reply.Refused(refusal.problem()));
        }
    }

    private Reply answer(JsonRequest request, Bytes body, Asker asker, Instant now) {
        Patience patience = validation.patience();
        List<ValidationQuestion> questions = request.questions();
        LongWork.Length length = LongWork.Length.of(
                questions.size(),
                request.template().supplied(),
                request.template().overrides());
        List<ValidationAnswer> answers = validation
                .longWork()
                .run(
                        length,
                        () -> questions.stream()
                                .map(question -> validation.answer(question, now, patience))
                                .toList());
        return new Reply.Answered(writer.of(request, body, named(answers, asker::keep), now), answers);
    }

    /// An answer that was kept, as it stands in the answers to a request.
    Bytes again(ValidationAnswer answer, Id id) {
        return writer.one(new JsonAnswer.Named(answer, Optional.of(id)));
    }

    /// Two first requests at once may make two, of which one is kept.
    private JsonMapper reader() {
        if (reader.isEmpty()) {
            reader = Optional.of(JsonRequest.reader(options));
        }
        return reader.get();
    }

    private static List<JsonAnswer.Named> named(
            List<ValidationAnswer> answers, Function<ValidationAnswer, Optional<Id>> keeper) {
        return answers.stream()
                .map(answer -> new JsonAnswer.Named(answer, keeper.apply(answer)))
                .toList();
    }

    /// An answer with the server's signature: a JWS in the compact serialisation, certificates in `x5c`.
    ///
    /// @param credential who signs
    public static Bytes signed(Reply.Answered answered, ServerCredential credential) {
        return JsonSignature.sign(JsonSignature.header(credential), answered.json(), credential);
    }
}
