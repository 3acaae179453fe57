package kakehashi.validation;

import java.math.BigInteger;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.function.Supplier;
import kakehashi.keys.TokenUnavailable;
import kakehashi.web.Tally;
import kakehashi.x509.Bytes;
import kakehashi.x509.CertReply;
import kakehashi.x509.ContentInfo;
import kakehashi.x509.CvRequest;
import kakehashi.x509.CvResponse;
import kakehashi.x509.CvStatusCode;
import kakehashi.x509.DigestAlgorithm;
import kakehashi.x509.Oid;
import kakehashi.x509.Parsed;
import kakehashi.x509.RequestReference;
import kakehashi.x509.ResponseFlags;
import kakehashi.x509.ResponseStatus;
import kakehashi.x509.ValPolRequest;

/// The certificate validation server's SCVP door (RFC 5055), also as the US Treasury profile uses it: octets in,
/// octets out, status 200 for all of them.
///
/// Errors are responses with the status of the standard. Answers to the same octets are given again for a while
/// where the client lets them. Safe for many threads.
public final class ValidationServer {
    /// The media types of requests to validate and of their answers.
    public static final String CV_REQUEST_TYPE = "application/scvp-cv-request";

    public static final String CV_RESPONSE_TYPE = "application/scvp-cv-response";

    /// The media types of requests for policies and of their answers.
    public static final String VP_REQUEST_TYPE = "application/scvp-vp-request";

    public static final String VP_RESPONSE_TYPE = "application/scvp-vp-response";

    private static final System.Logger LOG = System.getLogger(ValidationServer.class.getName());

    private final Validation validation;
    private final Supplier<Optional<ServerCredential>> credentials;
    private final ScvpOptions options;
    private final InstantSource clock;
    private final ScvpQuestions questions;
    private final ScvpCache cache;
    private final ScvpLoad load;
    private final Tally<DoorResult> told = new Tally<>(DoorResult.class);

    /// @param validation the engine
    /// @param credential who signs
    /// @param options how much is taken
    /// @param clock the present
    public ValidationServer(
            Validation validation, ServerCredential credential, ScvpOptions options, InstantSource clock) {
        this(validation, () -> credential, options, clock);
    }

    /// @param credential who signs at the moment
    ValidationServer(
            Validation validation, Supplier<ServerCredential> credential, ScvpOptions options, InstantSource clock) {
        this(options, validation, () -> Optional.of(credential.get()), clock);
    }

    private ValidationServer(
            ScvpOptions options,
            Validation validation,
            Supplier<Optional<ServerCredential>> credentials,
            InstantSource clock) {
        this.validation = validation;
        this.credentials = credentials;
        this.options = options;
        this.clock = clock;
        this.questions =
                new ScvpQuestions(validation, options, credentials.get().map(ServerCredential::certificate));
        this.cache = new ScvpCache(options.cacheOctets());
        this.load = new ScvpLoad(options);
    }

    /// A server that signs nothing, for use inside one process: it refuses whoever asks for a protected response.
    public static ValidationServer unprotected(Validation validation, ScvpOptions options, InstantSource clock) {
        return new ValidationServer(options, validation, Optional::empty, clock);
    }

    /// What was said of certificates.
    Tally<DoorResult> told() {
        return told;
    }

    /// Answers a request to validate certificates, signed or not.
    public Bytes cv(Bytes message) {
        return cv(message, checks -> true).orElseThrow();
    }

    /// Answers a request to validate certificates, signed or not.
    ///
    /// @param mayCheck whether so many checks may be done: asked once, before the first of them
    /// @return empty when they may not
    Optional<Bytes> cv(Bytes message, IntPredicate mayCheck) {
        Instant now = clock.instant();
        try {
            ScvpRefusal.when(
                    message.length() > options.requestOctets(), CvStatusCode.INVALID_REQUEST, "too long a request");
            Bytes der = ScvpEnvelope.open(message, ContentInfo.CERT_VAL_REQUEST);
            return switch (CvRequest.parse(der)) {
                case Parsed.Value<CvRequest>(CvRequest request) -> cv(der, request, mayCheck, now);
                case Parsed.Malformed<CvRequest> malformed ->
                    throw new ScvpRefusal(CvStatusCode.UNABLE_TO_DECODE, malformed.toString());
            };
        } catch (ScvpRefusal refusal) {
            return Optional.of(unsignedError(refusal.status(), now));
        } catch (RuntimeException e) {
            return Optional.of(failed(e, now));
        }
    }

    /// What went wrong here and not in the request. Nothing is signed: the key may be what went wrong.
    private Bytes failed(RuntimeException cause, Instant now) {
        if (cause instanceof TokenUnavailable) {
            LOG.log(System.Logger.Level.WARNING, "the key that signs SCVP responses is away", cause);
            // "The server could not generate a protected response as requested by the client."
            return unsignedError(
                    status(CvStatusCode.PROTECTED_RESPONSE_UNSUPPORTED, "no key to sign with now; try again later"),
                    now);
        }
        LOG.log(System.Logger.Level.ERROR, "an SCVP request could not be answered", cause);
        return unsignedError(status(CvStatusCode.INTERNAL_ERROR, "try again later"), now);
    }

    private static ResponseStatus status(CvStatusCode code, String message) {
        return new ResponseStatus(code, Optional.of(message));
    }

    private Optional<Bytes> cv(Bytes der, CvRequest request, IntPredicate mayCheck, Instant now) {
        boolean mayBeCached = request.query().responseFlagsOrDefault().has(ResponseFlags.Flag.CACHED_RESPONSE)
                && request.requestNonce().isEmpty();
        Instant earliest = request.query().producedAt().orElse(Instant.MIN);
        Optional<Bytes> key = mayBeCached ? Optional.of(der.sha256()) : Optional.empty();
        Optional<ScvpCache.Kept> kept = key.flatMap(k -> cache.find(k, validation.revision(), earliest, now));
        if (kept.isPresent()) {
            kept.get().results().forEach(told::count);
            return kept.map(ScvpCache.Kept::message);
        }
        try {
            refuseWhatCannotBeSigned(request);
            long revision = validation.revision();
            ScvpQuestions.Asked asked = questions.read(request);
            if (!mayCheck.test(asked.count())) {
                return Optional.empty();
            }
            List<ScvpReplies.Judged> judged = replies(asked, now);
            List<CertReply> replies =
                    judged.stream().map(ScvpReplies.Judged::reply).toList();
            List<DoorResult> results =
                    judged.stream().map(ScvpReplies.Judged::result).toList();
            ScvpPolicies.Naming naming =
                    request.query().responseFlagsOrDefault().has(ResponseFlags.Flag.RESPONSE_VALIDATION_POL_BY_REF)
                            ? ScvpPolicies.Naming.BY_REFERENCE
                            : ScvpPolicies.Naming.BY_VALUE;
            Bytes response = protect(
                    request,
                    response(der, request, ScvpQuestions.status(request), now)
                            .respValidationPolicy(ScvpPolicies.said(asked, naming))
                            .replyObjects(replies)
                            .build());
            results.forEach(told::count);
            key.ifPresent(k -> keep(k, response, replies, new Made(revision, now, results)));
            return Optional.of(response);
        } catch (ScvpRefusal refusal) {
            return Optional.of(protect(
                    request, response(der, request, refusal.status(), now).build()));
        }
    }

    private void refuseWhatCannotBeSigned(CvRequest request) {
        ScvpRefusal.when(
                credentials.get().isEmpty() && isProtectionAsked(request),
                CvStatusCode.PROTECTED_RESPONSE_UNSUPPORTED,
                "this server signs nothing");
        // "The server could not generate a protected response as requested by the client."
        ScvpRefusal.when(
                isProtectionAsked(request) && signer(request).isEmpty(),
                CvStatusCode.PROTECTED_RESPONSE_UNSUPPORTED,
                "this server does not sign by that algorithm; its policy response tells by which it does");
    }

    private List<ScvpReplies.Judged> replies(ScvpQuestions.Asked asked, Instant now) {
        int checks = asked.count();
        ScvpRefusal.when(!load.enter(checks), CvStatusCode.TOO_BUSY, "try again later");
        try {
            ScvpReplies replies = new ScvpReplies(
                    validation, questions, now, validation.patience(), new ScvpAllowance(ScvpAllowance.USUAL));
            LongWork.Length length = LongWork.Length.of(
                    checks, asked.template().supplied(), asked.template().overrides());
            return validation.longWork().run(length, () -> replies.all(asked));
        } finally {
            load.leave(checks);
        }
    }

    /// What an answer rests on.
    ///
    /// @param revision the revision of what was known, before the answer was made
    /// @param at when it was made
    /// @param results what it comes to, for each certificate
    private record Made(long revision, Instant at, List<DoorResult> results) {}

    private void keep(Bytes key, Bytes response, List<CertReply> replies, Made made) {
        Instant end = made.at.plus(options.cacheAge());
        ScvpReplies.validUntil(replies).ifPresent(until -> {
            Instant good = until.isBefore(end) ? until : end;
            cache.put(key, new ScvpCache.Kept(response, made.revision, made.at, good, made.results));
        });
    }

    private CvResponse.Builder response(Bytes der, CvRequest request, ResponseStatus status, Instant now) {
        boolean whole = request.query().responseFlagsOrDefault().has(ResponseFlags.Flag.FULL_REQUEST_IN_RESPONSE);
        RequestReference reference =
                whole ? new RequestReference.FullRequest(der) : RequestReference.hashOf(digest(request.hashAlg()), der);
        return CvResponse.from(BigInteger.valueOf(validation.configurationNumber()), now, status)
                .repeating(request)
                .requestRef(reference);
    }

    /// The digest that the client wants, where it is one of ours; else the standard's default, `HashValue ::=
    /// SEQUENCE { algorithm AlgorithmIdentifier DEFAULT { algorithm sha-1 }, … }` (§4.6.1), the one that every
    /// client has. Whoever could make two requests of one digest gains nothing by it: the request is his.
    private static DigestAlgorithm digest(Optional<Oid> wanted) {
        return wanted.flatMap(DigestAlgorithm::of).orElse(DigestAlgorithm.SHA_1);
    }

    private Bytes protect(CvRequest request, CvResponse response) {
        return ScvpEnvelope.close(
                ContentInfo.CERT_VAL_RESPONSE,
                response.der(),
                isProtectionAsked(request) ? signer(request).or(credentials) : Optional.empty());
    }

    /// RFC 5055 §3.8: signatureAlg says by which algorithm the server should sign; empty when it has no key for it.
    private Optional<ServerCredential> signer(CvRequest request) {
        Optional<ServerCredential> credential = credentials.get();
        return request.signatureAlg().isPresent()
                ? credential.flatMap(one -> one.signingBy(request.signatureAlg().get()))
                : credential;
    }

    private static boolean isProtectionAsked(CvRequest request) {
        return request.query().responseFlagsOrDefault().has(ResponseFlags.Flag.PROTECT_RESPONSE);
    }

    /// The error for octets that are no request: nothing is signed for whoever sends those.
    private Bytes unsignedError(ResponseStatus status, Instant now) {
        return CvResponse.from(BigInteger.valueOf(validation.configurationNumber()), now, status)
                .build()
                .contentInfo()
                .der();
    }

    /// Answers a request for the policies, always signed by a server that signs. Octets that are no such request
    /// are answered by the response to validation requests that says so, since the standard has no other error.
    public Bytes vp(Bytes message) {
        Instant now = clock.instant();
        try {
            ScvpRefusal.when(
                    message.length() > options.requestOctets(), CvStatusCode.INVALID_REQUEST, "too long a request");
            Bytes der = ScvpEnvelope.open(message, ContentInfo.VAL_POL_REQUEST);
            ValPolRequest request = ValPolRequest.parse(der)
                    .toOptional()
                    .orElseThrow(() -> new ScvpRefusal(CvStatusCode.UNABLE_TO_DECODE, "not a ValPolRequest"));
            ScvpRefusal.when(
                    request.vpRequestVersion() != ValPolRequest.VERSION,
                    CvStatusCode.UNSUPPORTED_VERSION,
                    "version " + request.vpRequestVersion());
            Optional<ServerCredential> credential = credentials.get();
            Bytes response =
                    ScvpPolicies.response(validation, credential, request, now).der();
            return ScvpEnvelope.close(ContentInfo.VAL_POL_RESPONSE, response, credential);
        } catch (ScvpRefusal refusal) {
            return unsignedError(refusal.status(), now);
        } catch (RuntimeException e) {
            return failed(e, now);
        }
    }
}
