package kakehashi.validation;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import kakehashi.x509.Bytes;
import kakehashi.x509.CertReferences;
import kakehashi.x509.CertReply;
import kakehashi.x509.Certificate;
import kakehashi.x509.ContentInfo;
import kakehashi.x509.CvRequest;
import kakehashi.x509.CvResponse;
import kakehashi.x509.ExtendedKeyUsage;
import kakehashi.x509.Oid;
import kakehashi.x509.Parsed;
import kakehashi.x509.PkcReference;
import kakehashi.x509.ResponseFlags;
import kakehashi.x509.SignedMessage;

/// A client of SCVP servers: makes the octets of requests, and believes a response only for good reasons (RFC 5055
/// §4, §9).
public final class ScvpClient {
    /// The purpose of SCVP servers' certificates, `id-kp-scvpServer` (RFC 5055 §9).
    public static final Oid SCVP_SERVER = ExtendedKeyUsage.SCVP_SERVER;

    private static final Duration CLOCK_SKEW = Duration.ofMinutes(10);

    private final Trust trust;
    private final InstantSource clock;

    /// @param trust whose responses are believed
    /// @param clock the present
    public ScvpClient(Trust trust, InstantSource clock) {
        this.trust = trust;
        this.clock = clock;
    }

    /// Whose responses are believed.
    public sealed interface Trust {
        /// Those of servers with these certificates.
        record Pinned(Set<Certificate> servers) implements Trust {
            public Pinned {
                servers = Set.copyOf(servers);
            }
        }
    }

    /// A request as it goes out.
    ///
    /// @param request the request
    /// @param der its DER, of which the response holds the digest
    /// @param message the octets to send
    public record Sent(CvRequest request, Bytes der, Bytes message) {}

    /// What came of a response.
    public sealed interface Received {
        /// The server answered, and is believed.
        ///
        /// @param response the response
        /// @param signer who signed it; absent when it is not signed, as was asked
        record Believed(CvResponse response, Optional<Certificate> signer) implements Received {}

        /// The server did not work on the request. Such a response may be unsigned, so this is no answer about
        /// any certificate.
        record Refused(CvResponse response) implements Received {}

        /// There is no reason to believe the response.
        record NotBelieved(String reason) implements Received {}
    }

    /// The request, unsigned.
    public static Sent send(CvRequest request) {
        return new Sent(request, request.der(), request.contentInfo().der());
    }

    /// Reads and checks the response to a request.
    public Received receive(Sent sent, Bytes message) {
        Optional<ContentInfo> outer = ContentInfo.parse(message).toOptional();
        if (outer.isEmpty()) {
            return new Received.NotBelieved("not a ContentInfo");
        }
        return outer.get().contentType().equals(ContentInfo.SIGNED_DATA)
                ? receiveSigned(sent, message)
                : receiveUnsigned(sent, message);
    }

    private Received receiveUnsigned(Sent sent, Bytes message) {
        return switch (CvResponse.parseContentInfo(message)) {
            case Parsed.Malformed<CvResponse> malformed -> new Received.NotBelieved(malformed.toString());
            case Parsed.Value<CvResponse>(CvResponse response) -> {
                if (!response.responseStatus().statusCode().isSuccess()) {
                    yield new Received.Refused(response);
                }
                boolean protectedAsked =
                        sent.request.query().responseFlagsOrDefault().has(ResponseFlags.Flag.PROTECT_RESPONSE);
                yield protectedAsked
                        ? new Received.NotBelieved("the response is not signed")
                        : checked(sent, response, Optional.empty());
            }
        };
    }

    private Received receiveSigned(Sent sent, Bytes message) {
        Optional<SignedMessage> signed = SignedMessage.parse(message)
                .toOptional()
                .filter(m -> m.contentType().equals(ContentInfo.CERT_VAL_RESPONSE));
        Optional<Certificate> signer = signed.flatMap(SignedMessage::verifiedSigner);
        if (signer.isEmpty()) {
            return new Received.NotBelieved("no signature that verifies");
        }
        if (!isTrusted(signer.get())) {
            return new Received.NotBelieved(
                    "not a trusted server: " + signer.get().subject());
        }
        return switch (CvResponse.parse(signed.get().content())) {
            case Parsed.Malformed<CvResponse> malformed -> new Received.NotBelieved(malformed.toString());
            case Parsed.Value<CvResponse>(CvResponse response) ->
                response.responseStatus().statusCode().isSuccess()
                        ? checked(sent, response, signer)
                        : new Received.Refused(response);
        };
    }

    private boolean isTrusted(Certificate server) {
        return switch (trust) {
            case Trust.Pinned(Set<Certificate> servers) -> servers.contains(server);
        };
    }

    private Received checked(Sent sent, CvResponse response, Optional<Certificate> signer) {
        Optional<String> wrong = wrongAboutRequest(sent, response)
                .or(() -> wrongAboutTime(sent, response))
                .or(() -> wrongAboutReplies(sent, response));
        return wrong.<Received>map(Received.NotBelieved::new).orElseGet(() -> new Received.Believed(response, signer));
    }

    private static Optional<String> wrongAboutRequest(Sent sent, CvResponse response) {
        if (response.requestRef().filter(ref -> ref.isTo(sent.der)).isEmpty()) {
            return Optional.of("the response is to another request");
        }
        Optional<Bytes> nonce = sent.request.requestNonce();
        boolean cachedWillDo = sent.request.query().responseFlagsOrDefault().has(ResponseFlags.Flag.CACHED_RESPONSE);
        boolean nonceHolds =
                response.respNonce().map(n -> nonce.equals(Optional.of(n))).orElse(nonce.isEmpty() || cachedWillDo);
        return nonceHolds ? Optional.empty() : Optional.of("the nonce is another");
    }

    private Optional<String> wrongAboutTime(Sent sent, CvResponse response) {
        Instant now = clock.instant();
        if (response.producedAt().isAfter(now.plus(CLOCK_SKEW))) {
            return Optional.of("produced in the future, at " + response.producedAt());
        }
        boolean old = sent.request
                .query()
                .producedAt()
                .filter(earliest -> response.producedAt().isBefore(earliest))
                .isPresent();
        boolean stale = !sent.request.query().responseFlagsOrDefault().has(ResponseFlags.Flag.CACHED_RESPONSE)
                && response.producedAt().isBefore(now.minus(CLOCK_SKEW));
        return old || stale ? Optional.of("produced long ago, at " + response.producedAt()) : Optional.empty();
    }

    /// Every certificate that was asked about has its reply, of the time and with the checks that were asked for.
    private static Optional<String> wrongAboutReplies(Sent sent, CvResponse response) {
        if (!(sent.request.query().queriedCerts() instanceof CertReferences.PkcRefs(List<PkcReference> asked))) {
            return Optional.empty();
        }
        List<CertReply> replies = response.replyObjects();
        boolean all = replies.stream().map(CertReply::cert).toList().equals(asked);
        if (!all) {
            return Optional.of("the replies are not about the certificates that were asked about");
        }
        Optional<Instant> at = sent.request.query().validationTime();
        boolean otherTime = replies.stream()
                .anyMatch(reply -> at.isPresent() && !reply.replyValTime().equals(at.get()));
        if (otherTime) {
            return Optional.of("the replies are for another time");
        }
        boolean checked = replies.stream()
                .filter(reply -> reply.replyStatus() == CertReply.ReplyStatus.SUCCESS)
                .allMatch(reply -> passedAll(reply, sent.request.query().checks()));
        return checked ? Optional.empty() : Optional.of("a success without the checks that were asked for");
    }

    private static boolean passedAll(CertReply reply, List<Oid> checks) {
        return checks.stream()
                .allMatch(check -> reply.replyChecks().stream()
                        .anyMatch(done -> done.check().equals(check) && done.status() == CertReply.ReplyCheck.PASSED));
    }
}
