package kakehashi.validation;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import kakehashi.keys.TokenUnavailable;
import kakehashi.web.ReadyAnswer;
import kakehashi.web.Tally;
import kakehashi.x509.Bytes;
import kakehashi.x509.CertId;
import kakehashi.x509.Certificate;
import kakehashi.x509.DigestAlgorithm;
import kakehashi.x509.Extensions;
import kakehashi.x509.OcspExtension;
import kakehashi.x509.OcspRequest;
import kakehashi.x509.OcspResponse;
import kakehashi.x509.OcspResponseStatus;
import kakehashi.x509.Parsed;
import kakehashi.x509.SerialNumber;

/// Answers OCSP requests for many issuers (RFC 6960, 5019, 9654): octets in, octets out.
///
/// A response without a nonce is signed once and given to everybody who asks with the same octets, for as long as
/// the [StatusSource] says the same and half of its time is not over. Signatures on requests are not looked at.
/// Safe for many threads.
public final class OcspResponder {
    private static final System.Logger LOG = System.getLogger(OcspResponder.class.getName());

    /// The longest request that is kept as the key of a cached response: one certificate takes 70 to 120 octets.
    private static final int MAX_CACHED_REQUEST = 512;

    private static final List<DigestAlgorithm> CERT_ID_DIGESTS =
            List.of(DigestAlgorithm.SHA_1, DigestAlgorithm.SHA_256, DigestAlgorithm.SHA_384, DigestAlgorithm.SHA_512);

    private static final Map<OcspResponseStatus, OcspAnswer> ERRORS = errors();

    private final Map<IssuerHashes, OcspService> services = new HashMap<>();
    private final StatusSource source;
    private final OcspOptions options;
    private final InstantSource clock;
    private final OcspCache cache;

    /// How a request names an issuer.
    private record IssuerHashes(DigestAlgorithm digest, Bytes name, Bytes key) {}

    /// @param services the issuers, each with those who sign for it
    /// @param source the status of certificates
    /// @param options the choices that the standards leave
    /// @param clock the present
    public OcspResponder(List<OcspService> services, StatusSource source, OcspOptions options, InstantSource clock) {
        this.source = source;
        this.options = options;
        this.clock = clock;
        this.cache = new OcspCache(options.limits().cacheOctets());
        for (OcspService service : services) {
            for (DigestAlgorithm digest : CERT_ID_DIGESTS) {
                Bytes name = digest.of(service.issuer().name().der());
                Bytes key = digest.of(service.issuer().key().subjectPublicKey());
                this.services.put(new IssuerHashes(digest, name, key), service);
            }
        }
    }

    private static Map<OcspResponseStatus, OcspAnswer> errors() {
        Map<OcspResponseStatus, OcspAnswer> errors = new EnumMap<>(OcspResponseStatus.class);
        for (OcspResponseStatus status : OcspResponseStatus.values()) {
            Bytes der = new OcspResponse.Unsuccessful(status).der();
            errors.put(status, new OcspAnswer(der, Optional.empty(), OcspOutcome.of(status)));
        }
        return errors;
    }

    /// The unsigned answer that says why there is no other.
    public static OcspAnswer error(OcspResponseStatus status) {
        return ERRORS.get(status);
    }

    /// Answers the body of a POST (RFC 6960 appendix A.1).
    public OcspAnswer post(Bytes request) {
        if (request.length() > options.limits().requestOctets()) {
            return error(OcspResponseStatus.MALFORMED_REQUEST);
        }
        Instant now = clock.instant();
        try {
            return cached(request, now).map(OcspCache.Entry::answer).orElseGet(() -> fresh(request, now));
        } catch (RuntimeException e) {
            // "internalError": "the OCSP responder reached an inconsistent internal state. The query should be
            // retried" (RFC 6960 §2.3)
            LOG.log(System.Logger.Level.ERROR, "an OCSP request could not be answered", e);
            return error(OcspResponseStatus.INTERNAL_ERROR);
        }
    }

    private Optional<OcspCache.Entry> cached(Bytes request, Instant now) {
        return cache.find(request).filter(entry -> entry.isFreshAt(now) && stillSays(entry.stated(), now));
    }

    /// The answer to the body of a POST as it goes out over HTTP, where it was signed before and still holds.
    ///
    /// @param told where it is counted
    Optional<ReadyAnswer> ready(Bytes request, Tally<OcspOutcome> told) {
        Instant now = clock.instant();
        return cached(request, now).flatMap(entry -> {
            Optional<ReadyAnswer> ready = entry.ready(now);
            if (ready.isPresent()) {
                told.count(entry.answer().outcome());
            }
            return ready;
        });
    }

    /// Answers a GET (RFC 6960 appendix A.1, RFC 5019 §5).
    ///
    /// @param path what follows the responder's address and a slash: the base64 of the request, percent-encoded or
    ///     not
    public OcspAnswer get(String path) {
        if (path.length() > options.limits().requestOctets()) {
            return error(OcspResponseStatus.MALFORMED_REQUEST);
        }
        return OcspGetPath.decode(path).map(this::post).orElseGet(() -> error(OcspResponseStatus.MALFORMED_REQUEST));
    }

    /// Signs and caches the response to the plain request of a lightweight client about the certificate, before
    /// anybody asks.
    public OcspAnswer produce(CertId certificate) {
        return post(OcspRequest.of(certificate).der());
    }

    /// Signs anew what was asked for since it was signed last and would not be given again at that time, so that
    /// nobody waits for a signature: what says something else by now, and what is no longer fresh then.
    ///
    /// @param until the time, usually that of the next call
    /// @return how many responses were signed
    public int renew(Instant until) {
        Instant now = clock.instant();
        List<Bytes> stale = cache.asked(entry -> !entry.isFreshAt(until) || !stillSays(entry.stated(), now));
        stale.forEach(request -> fresh(request, now));
        return stale.size();
    }

    /// When the first of the certificates that sign expires; empty without any.
    public Optional<Instant> signsUntil() {
        return certificates().stream().map(Certificate::notAfter).min(Comparator.naturalOrder());
    }

    /// The certificates that sign, expired or not.
    public List<Certificate> certificates() {
        return services.values().stream()
                .flatMap(service -> service.duties().stream())
                .map(duty -> duty.current().certificate())
                .distinct()
                .toList();
    }

    /// How much memory cached responses take, roughly, in octets.
    public long cachedOctets() {
        return cache.octets();
    }

    private boolean stillSays(List<OcspCache.Stated> stated, Instant now) {
        for (OcspCache.Stated one : stated) {
            if (one.issuer().isPresent() && !stillSays(one, one.issuer().get(), now)) {
                return false;
            }
        }
        return true;
    }

    private boolean stillSays(OcspCache.Stated stated, OcspIssuer issuer, Instant now) {
        return switch (source.status(issuer, stated.serial(), now)) {
            case StatusAnswer.Known known -> stated.state().equals(Optional.of(known.state()));
            case StatusAnswer.UnknownIssuer _ -> stated.state().isEmpty();
            case StatusAnswer.NotNow _ -> false;
        };
    }

    private OcspAnswer fresh(Bytes der, Instant now) {
        return switch (OcspRequest.parse(der)) {
            case Parsed.Malformed<OcspRequest> _ -> error(OcspResponseStatus.MALFORMED_REQUEST);
            case Parsed.Value<OcspRequest>(OcspRequest request) -> {
                if (isRefused(request)) {
                    yield error(OcspResponseStatus.MALFORMED_REQUEST);
                }
                yield answered(der, request, now);
            }
        };
    }

    /// "Unrecognized extensions MUST be ignored (unless they have the critical flag set and are not understood)"
    /// (RFC 6960 §4.1.2).
    private boolean isRefused(OcspRequest request) {
        return request.requests().size() > options.limits().certificates()
                || hasUnknownCritical(request.extensions())
                || request.requests().stream().anyMatch(one -> hasUnknownCritical(one.extensions()))
                // "OCSP responders SHALL be capable of producing responses of the id-pkix-ocsp-basic
                // response type. Correspondingly, OCSP clients SHALL be capable of receiving and processing" them.
                || !takesBasicResponses(request);
    }

    private static boolean hasUnknownCritical(Extensions extensions) {
        return extensions.all().stream().anyMatch(e -> e.critical() && !OcspExtensionIds.isKnown(e.id()));
    }

    private static boolean takesBasicResponses(OcspRequest request) {
        return request.acceptableResponses().isEmpty()
                || request.acceptableResponses().contains(OcspExtension.BASIC_RESPONSE);
    }

    private OcspAnswer answered(Bytes der, OcspRequest request, Instant now) {
        List<Optional<OcspService>> asked =
                request.requests().stream().map(one -> find(one.certId())).toList();
        List<OcspService> known =
                asked.stream().flatMap(Optional::stream).distinct().toList();
        // "unauthorized" is returned when "the server is not capable of responding authoritatively" (RFC 6960
        // §2.3): for no issuer of the request, or for several whose responses no single key can sign.
        if (known.size() != 1) {
            return error(OcspResponseStatus.UNAUTHORIZED);
        }
        Optional<ResponderCredential> credential =
                known.getFirst().credential(request.preferredSignatureAlgorithms(), now);
        if (credential.isEmpty()) {
            return error(OcspResponseStatus.TRY_LATER);
        }
        List<OcspStatement> statements = new ArrayList<>();
        for (int i = 0; i < asked.size(); i++) {
            statements.add(state(request.requests().get(i).certId(), asked.get(i), now));
        }
        if (statements.stream().anyMatch(OcspStatement::isNotNow)) {
            return error(OcspResponseStatus.TRY_LATER);
        }
        OcspSigning signing = new OcspSigning(known.getFirst().issuer(), credential.get(), options, now);
        return sign(der, request, statements, signing);
    }

    private Optional<OcspService> find(CertId id) {
        return DigestAlgorithm.of(id.hashAlgorithm())
                .map(digest -> services.get(new IssuerHashes(digest, id.issuerNameHash(), id.issuerKeyHash())));
    }

    private OcspStatement state(CertId id, Optional<OcspService> service, Instant now) {
        SerialNumber serial = id.serialNumber();
        Optional<OcspIssuer> issuer = service.map(OcspService::issuer);
        StatusAnswer status = issuer.map(i -> source.status(i, serial, now)).orElseGet(StatusAnswer.UnknownIssuer::new);
        return new OcspStatement(id, issuer, status);
    }

    private OcspAnswer sign(Bytes der, OcspRequest request, List<OcspStatement> statements, OcspSigning signing) {
        Optional<Bytes> nonce = switch (options.nonces()) {
            case ANSWERED -> request.nonce();
            case IGNORED -> Optional.empty();
        };
        try {
            OcspAnswer answer = signing.sign(statements, nonce);
            boolean shared = request.nonce().isEmpty() && request.signature().isEmpty();
            if (answer.caching().isPresent() && shared && der.length() <= MAX_CACHED_REQUEST) {
                cache.put(
                        der,
                        new OcspCache.Entry(
                                answer,
                                statements.stream().map(OcspStatement::stated).toList(),
                                signing.now(),
                                signing.freshUntil(statements)));
            }
            return answer;
        } catch (TokenUnavailable away) {
            // The service is there, but cannot respond for the moment (RFC 6960 §2.3).
            return error(OcspResponseStatus.TRY_LATER);
        }
    }
}
