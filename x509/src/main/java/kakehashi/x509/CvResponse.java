package kakehashi.x509;

import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The answer to a request to validate certificates (SCVP, RFC 5055 §4).
///
/// @param cvResponseVersion 1
/// @param serverConfigurationId grows with every change of the server's configuration
/// @param producedAt when the server made the response, whole seconds
/// @param responseStatus how the server fared with the request
/// @param respValidationPolicy the policy that was used
/// @param requestRef the request that is answered
/// @param requestorRef repeated from the request; empty when absent
/// @param requestorName who asked; empty when absent
/// @param replyObjects one reply for each certificate; empty when absent
/// @param respNonce repeated from the request; absent in cached responses
/// @param serverContextInfo what to send along to ask for further paths
/// @param cvResponseExtensions the extensions
/// @param requestorText repeated from the request, 1 to 256 characters
public record CvResponse(
        int cvResponseVersion,
        BigInteger serverConfigurationId,
        Instant producedAt,
        ResponseStatus responseStatus,
        Optional<ValidationPolicy> respValidationPolicy,
        Optional<RequestReference> requestRef,
        List<GeneralName> requestorRef,
        List<GeneralName> requestorName,
        List<CertReply> replyObjects,
        Optional<Bytes> respNonce,
        Optional<Bytes> serverContextInfo,
        Extensions cvResponseExtensions,
        Optional<String> requestorText) {
    /// The longest response that is read, in octets.
    public static final int MAX_OCTETS = 1 << 26;

    private static final int USUAL_OCTETS = 1024;

    /// The version of RFC 5055.
    public static final int VERSION = 1;

    /// @throws IllegalArgumentException for a text of another length
    public CvResponse {
        requestorRef = List.copyOf(requestorRef);
        requestorName = List.copyOf(requestorName);
        replyObjects = List.copyOf(replyObjects);
        Fields.require(
                requestorText.filter(text -> !Fields.isShortText(text)).isEmpty(), "text of no character or over 256");
    }

    /// Starts a response.
    public static Builder from(BigInteger serverConfigurationId, Instant producedAt, ResponseStatus status) {
        return new Builder(serverConfigurationId, producedAt, status);
    }

    /// Parses a response.
    public static Parsed<CvResponse> parse(Bytes der) {
        return Fields.parse(der, MAX_OCTETS, CvResponse::read);
    }

    /// Parses the unprotected message: a `ContentInfo` of `id-ct-scvp-certValResponse`.
    public static Parsed<CvResponse> parseContentInfo(Bytes der) {
        return Fields.parse(
                der, MAX_OCTETS, r -> ContentInfo.readAs(r, ContentInfo.CERT_VAL_RESPONSE, CvResponse::read));
    }

    static CvResponse read(DerReader reader) {
        int outer = reader.enterSequence();
        CvResponse response = new CvResponse(
                reader.smallInteger(Integer.MAX_VALUE),
                reader.integer(),
                reader.generalizedTime(),
                ResponseStatus.read(reader),
                Fields.optional(reader, 0xa0, r -> ValidationPolicy.read(r, 0xa0)),
                Fields.explicit(reader, 1, RequestReference::read),
                Fields.optionalNames(reader, 0xa2),
                Fields.optionalNames(reader, 0xa3),
                Fields.optionalList(reader, 0xa4, CertReply::read),
                Fields.optional(reader, 0x85, r -> r.contents(0x85)),
                Fields.optional(reader, 0x86, r -> r.contents(0x86)),
                Fields.implicitExtensions(reader, 7),
                Fields.optionalShortText(reader, 0x88));
        reader.leave(outer);
        return response;
    }

    /// Writes the response.
    public void write(DerWriter writer) {
        writer.sequence(s -> {
            s.integer(cvResponseVersion).integer(serverConfigurationId).generalizedTime(producedAt);
            responseStatus.write(s);
            respValidationPolicy.ifPresent(policy -> policy.write(s, 0xa0));
            Fields.writeExplicit(s, 1, requestRef, RequestReference::write);
            Fields.writeOptionalList(s, 0xa2, requestorRef, (w, name) -> name.write(w));
            Fields.writeOptionalList(s, 0xa3, requestorName, (w, name) -> name.write(w));
            Fields.writeOptionalList(s, 0xa4, replyObjects, (w, reply) -> reply.write(w));
            respNonce.ifPresent(nonce -> s.value(0x85, nonce));
            serverContextInfo.ifPresent(octets -> s.value(0x86, octets));
            Fields.writeImplicitExtensions(s, 7, cvResponseExtensions);
            requestorText.ifPresent(text -> s.utf8String(0x88, text));
        });
    }

    /// The DER.
    public Bytes der() {
        return DerWriter.write(USUAL_OCTETS, this::write);
    }

    /// The unprotected message.
    public ContentInfo contentInfo() {
        return new ContentInfo(ContentInfo.CERT_VAL_RESPONSE, der());
    }

    /// Collects the optional parts of a response.
    public static final class Builder {
        private final BigInteger serverConfigurationId;
        private final Instant producedAt;
        private final ResponseStatus responseStatus;
        private Optional<ValidationPolicy> respValidationPolicy = Optional.empty();
        private Optional<RequestReference> requestRef = Optional.empty();
        private List<GeneralName> requestorRef = List.of();
        private List<GeneralName> requestorName = List.of();
        private List<CertReply> replyObjects = List.of();
        private Optional<Bytes> respNonce = Optional.empty();
        private Optional<Bytes> serverContextInfo = Optional.empty();
        private Extensions cvResponseExtensions = Extensions.NONE;
        private Optional<String> requestorText = Optional.empty();

        private Builder(BigInteger serverConfigurationId, Instant producedAt, ResponseStatus status) {
            this.serverConfigurationId = serverConfigurationId;
            this.producedAt = producedAt;
            this.responseStatus = status;
        }

        /// Takes over what the server must repeat: the requestor's references, name, text and nonce.
        public Builder repeating(CvRequest request) {
            requestorRef = request.requestorRef();
            requestorName = request.requestorName().stream().toList();
            requestorText = request.requestorText();
            respNonce = request.requestNonce();
            return this;
        }

        /// Sets the policy that was used.
        public Builder respValidationPolicy(ValidationPolicy policy) {
            respValidationPolicy = Optional.of(policy);
            return this;
        }

        /// Sets the request that is answered.
        public Builder requestRef(RequestReference reference) {
            requestRef = Optional.of(reference);
            return this;
        }

        /// Sets the replies.
        public Builder replyObjects(List<CertReply> replies) {
            replyObjects = replies;
            return this;
        }

        /// Sets what to send along to ask for further paths.
        public Builder serverContextInfo(Bytes context) {
            serverContextInfo = Optional.of(context);
            return this;
        }

        /// Sets the extensions.
        public Builder cvResponseExtensions(Extensions extensions) {
            cvResponseExtensions = extensions;
            return this;
        }

        /// The response.
        public CvResponse build() {
            return new CvResponse(
                    VERSION,
                    serverConfigurationId,
                    producedAt,
                    responseStatus,
                    respValidationPolicy,
                    requestRef,
                    requestorRef,
                    requestorName,
                    replyObjects,
                    respNonce,
                    serverContextInfo,
                    cvResponseExtensions,
                    requestorText);
        }
    }
}
