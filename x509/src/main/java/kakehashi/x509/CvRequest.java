package kakehashi.x509;

import java.util.List;
import java.util.Optional;

/// A request to validate certificates (SCVP, RFC 5055 §3).
///
/// Values at their DEFAULT are not written; written out by others, which DER forbids but deployed clients do, they
/// are read. Whoever needs the digest of a request takes it over the octets that came.
///
/// @param cvRequestVersion 1; other versions are read, for the server to refuse them by name
/// @param query what is asked
/// @param requestorRef the servers that passed the request on; empty when absent
/// @param requestNonce binds the response to the request
/// @param requestorName who asks
/// @param responderName whose key shall sign the response
/// @param requestExtensions the extensions
/// @param signatureAlg the signature algorithm that the response should have
/// @param hashAlg the digest that `requestHash` and the response's signature should have
/// @param requestorText a text to be repeated in the response, 1 to 256 characters
public record CvRequest(
        int cvRequestVersion,
        Query query,
        List<GeneralName> requestorRef,
        Optional<Bytes> requestNonce,
        Optional<GeneralName> requestorName,
        Optional<GeneralName> responderName,
        Extensions requestExtensions,
        Optional<AlgorithmIdentifier> signatureAlg,
        Optional<Oid> hashAlg,
        Optional<String> requestorText) {
    /// The longest request that is read, in octets.
    public static final int MAX_OCTETS = 1 << 24;

    /// The version of RFC 5055.
    public static final int VERSION = 1;

    /// @throws IllegalArgumentException for a text of another length
    public CvRequest {
        requestorRef = List.copyOf(requestorRef);
        Fields.require(
                requestorText.filter(text -> !Fields.isShortText(text)).isEmpty(), "text of no character or over 256");
    }

    /// A request with nothing beside the query.
    public static CvRequest of(Query query) {
        return from(query).build();
    }

    /// Starts a request.
    public static Builder from(Query query) {
        return new Builder(query);
    }

    /// Parses a request.
    public static Parsed<CvRequest> parse(Bytes der) {
        return Fields.parse(der, MAX_OCTETS, CvRequest::read);
    }

    /// Parses the unprotected message: a `ContentInfo` of `id-ct-scvp-certValRequest`.
    public static Parsed<CvRequest> parseContentInfo(Bytes der) {
        return Fields.parse(der, MAX_OCTETS, r -> ContentInfo.readAs(r, ContentInfo.CERT_VAL_REQUEST, CvRequest::read));
    }

    static CvRequest read(DerReader reader) {
        int outer = reader.enterSequence();
        CvRequest request = new CvRequest(
                Fields.optional(reader, Tag.INTEGER, r -> r.smallInteger(Integer.MAX_VALUE))
                        .orElse(VERSION),
                Query.read(reader),
                Fields.optionalNames(reader, 0xa0),
                Fields.optional(reader, 0x81, r -> r.contents(0x81)),
                Fields.explicit(reader, 2, GeneralName::read),
                Fields.explicit(reader, 3, GeneralName::read),
                Fields.implicitExtensions(reader, 4),
                Fields.optional(reader, 0xa5, r -> AlgorithmIdentifier.read(r, 0xa5)),
                Fields.optional(reader, 0x86, r -> r.oid(0x86)),
                Fields.optionalShortText(reader, 0x87));
        reader.leave(outer);
        return request;
    }

    /// Writes the request.
    public void write(DerWriter writer) {
        writer.sequence(s -> {
            if (cvRequestVersion != VERSION) {
                s.integer(cvRequestVersion);
            }
            query.write(s);
            Fields.writeOptionalList(s, 0xa0, requestorRef, (w, name) -> name.write(w));
            requestNonce.ifPresent(nonce -> s.value(0x81, nonce));
            Fields.writeExplicit(s, 2, requestorName, GeneralName::write);
            Fields.writeExplicit(s, 3, responderName, GeneralName::write);
            Fields.writeImplicitExtensions(s, 4, requestExtensions);
            signatureAlg.ifPresent(algorithm -> algorithm.write(s, 0xa5));
            hashAlg.ifPresent(digest -> s.oid(0x86, digest));
            requestorText.ifPresent(text -> s.utf8String(0x87, text));
        });
    }

    /// The DER.
    public Bytes der() {
        return DerWriter.write(this::write);
    }

    /// The unprotected message.
    public ContentInfo contentInfo() {
        return new ContentInfo(ContentInfo.CERT_VAL_REQUEST, der());
    }

    /// Collects the optional parts of a request.
    public static final class Builder {
        private final Query query;
        private List<GeneralName> requestorRef = List.of();
        private Optional<Bytes> requestNonce = Optional.empty();
        private Optional<GeneralName> requestorName = Optional.empty();
        private Optional<GeneralName> responderName = Optional.empty();
        private Extensions requestExtensions = Extensions.NONE;
        private Optional<AlgorithmIdentifier> signatureAlg = Optional.empty();
        private Optional<Oid> hashAlg = Optional.empty();
        private Optional<String> requestorText = Optional.empty();

        private Builder(Query query) {
            this.query = query;
        }

        /// Sets the servers that passed the request on.
        public Builder requestorRef(List<GeneralName> servers) {
            requestorRef = servers;
            return this;
        }

        /// Sets the nonce.
        public Builder requestNonce(Bytes nonce) {
            requestNonce = Optional.of(nonce);
            return this;
        }

        /// Sets who asks.
        public Builder requestorName(GeneralName name) {
            requestorName = Optional.of(name);
            return this;
        }

        /// Sets whose key shall sign.
        public Builder responderName(GeneralName name) {
            responderName = Optional.of(name);
            return this;
        }

        /// Sets the extensions.
        public Builder requestExtensions(Extensions extensions) {
            requestExtensions = extensions;
            return this;
        }

        /// Sets the signature algorithm of the response.
        public Builder signatureAlg(AlgorithmIdentifier algorithm) {
            signatureAlg = Optional.of(algorithm);
            return this;
        }

        /// Sets the digest of the response.
        public Builder hashAlg(DigestAlgorithm digest) {
            hashAlg = Optional.of(digest.id());
            return this;
        }

        /// Sets the text to be repeated.
        public Builder requestorText(String text) {
            requestorText = Optional.of(text);
            return this;
        }

        /// The request.
        ///
        /// @throws IllegalArgumentException for a text of no character or more than 256
        public CvRequest build() {
            return new CvRequest(
                    VERSION,
                    query,
                    requestorRef,
                    requestNonce,
                    requestorName,
                    responderName,
                    requestExtensions,
                    signatureAlg,
                    hashAlg,
                    requestorText);
        }
    }
}
