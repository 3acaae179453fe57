package kakehashi.x509;

import java.util.List;
import java.util.Optional;

/// A question about the status of certificates (RFC 6960 §4.1.1).
///
/// @param requestorName who asks; demanded of signed requests
/// @param requests one certificate at least
/// @param extensions the extensions
/// @param signature the signature, where the request has one
public record OcspRequest(
        Optional<GeneralName> requestorName,
        List<SingleRequest> requests,
        Extensions extensions,
        Optional<RequestSignature> signature) {
    /// The longest request that is read, in octets.
    public static final int MAX_OCTETS = 1 << 20;

    /// @throws IllegalArgumentException without a single request, or when an extension of OCSP is malformed
    public OcspRequest {
        requests = List.copyOf(requests);
        Fields.require(!requests.isEmpty(), "an OCSP request about no certificate");
        Fields.require(OcspExtension::checkAll, extensions);
    }

    /// The question about one certificate.
    ///
    /// @param certId the certificate
    /// @param extensions the extensions
    public record SingleRequest(CertId certId, Extensions extensions) {
        /// @throws IllegalArgumentException when an extension of OCSP is malformed
        public SingleRequest {
            Fields.require(OcspExtension::checkAll, extensions);
        }

        private static SingleRequest read(DerReader reader) {
            int outer = reader.enterSequence();
            CertId id = CertId.read(reader);
            Extensions extensions = Fields.explicitExtensions(reader, 0);
            OcspExtension.checkAll(extensions);
            reader.leave(outer);
            return new SingleRequest(id, extensions);
        }

        private void write(DerWriter writer) {
            writer.sequence(s -> {
                certId.write(s);
                Fields.writeExplicitExtensions(s, 0, extensions);
            });
        }

        /// Where the request should be passed on to, where the client says so.
        public Optional<OcspExtension.ServiceLocator> serviceLocator() {
            return OcspExtension.SERVICE_LOCATOR.in(extensions, OcspExtension::readServiceLocator);
        }
    }

    /// The signature of a request.
    ///
    /// @param algorithm the algorithm
    /// @param signature the octets
    /// @param certificates what the responder needs to verify it; may be empty
    public record RequestSignature(AlgorithmIdentifier algorithm, Bytes signature, List<Certificate> certificates) {
        public RequestSignature {
            certificates = List.copyOf(certificates);
        }

        private static RequestSignature read(DerReader reader) {
            int outer = reader.enterSequence();
            RequestSignature signature = new RequestSignature(
                    AlgorithmIdentifier.read(reader),
                    reader.bitString(),
                    Fields.explicit(reader, 0, r -> Fields.nonEmptyList(r, Tag.SEQUENCE, Certificate::read))
                            .orElse(List.of()));
            reader.leave(outer);
            return signature;
        }

        private void write(DerWriter writer) {
            writer.sequence(s -> {
                algorithm.write(s);
                s.bitString(signature);
                if (!certificates.isEmpty()) {
                    s.explicit(0, e -> e.sequenceOf(Tag.SEQUENCE, certificates, (w, c) -> w.raw(c.der())));
                }
            });
        }
    }

    /// The unsigned question about one certificate, as RFC 5019 §2.1.1 wants it from lightweight clients.
    public static OcspRequest of(CertId certId) {
        return of(List.of(certId), Extensions.NONE);
    }

    /// The unsigned question about certificates.
    public static OcspRequest of(List<CertId> certIds, Extensions extensions) {
        return new OcspRequest(
                Optional.empty(),
                certIds.stream()
                        .map(id -> new SingleRequest(id, Extensions.NONE))
                        .toList(),
                extensions,
                Optional.empty());
    }

    /// Parses a request.
    public static Parsed<OcspRequest> parse(Bytes der) {
        return Fields.parse(der, MAX_OCTETS, OcspRequest::read);
    }

    private static OcspRequest read(DerReader reader) {
        int outer = reader.enterSequence();
        int tbs = reader.enterSequence();
        // "version [0] EXPLICIT Version DEFAULT v1": DER leaves it out, but some clients write it.
        if (Fields.explicit(reader, 0, r -> r.smallInteger(Integer.MAX_VALUE)).orElse(0) != 0) {
            throw reader.malformed("another version than v1");
        }
        Optional<GeneralName> requestor = Fields.explicit(reader, 1, GeneralName::read);
        List<SingleRequest> requests = Fields.nonEmptyList(reader, Tag.SEQUENCE, SingleRequest::read);
        Extensions extensions = Fields.explicitExtensions(reader, 2);
        OcspExtension.checkAll(extensions);
        reader.leave(tbs);
        Optional<RequestSignature> signature = Fields.explicit(reader, 0, RequestSignature::read);
        reader.leave(outer);
        return new OcspRequest(requestor, requests, extensions, signature);
    }

    /// The nonce, where the client sent one.
    public Optional<Bytes> nonce() {
        return OcspExtension.NONCE.in(extensions, OcspExtension::readNonce);
    }

    /// The types of responses that the client takes; empty when it does not say.
    public List<Oid> acceptableResponses() {
        return OcspExtension.ACCEPTABLE_RESPONSES
                .in(extensions, r -> Fields.list(r, Tag.SEQUENCE, DerReader::oid))
                .orElse(List.of());
    }

    /// The signature algorithms that the client prefers; empty when it does not say.
    public List<OcspExtension.PreferredSignatureAlgorithm> preferredSignatureAlgorithms() {
        return OcspExtension.PREFERRED_SIGNATURE_ALGORITHMS
                .in(extensions, OcspExtension::readPreferred)
                .orElse(List.of());
    }

    /// The octets that a signature is over.
    public Bytes tbsRequest() {
        return DerWriter.write(w -> w.sequence(s -> {
            Fields.writeExplicit(s, 1, requestorName, GeneralName::write);
            s.sequenceOf(Tag.SEQUENCE, requests, (list, one) -> one.write(list));
            Fields.writeExplicitExtensions(s, 2, extensions);
        }));
    }

    /// The request with a signature over [#tbsRequest].
    ///
    /// @throws IllegalArgumentException without a requestor's name: "If the request is signed, the requestor SHALL
    ///     specify its name in the requestorName field"
    public OcspRequest signed(AlgorithmIdentifier algorithm, Bytes signature, List<Certificate> certificates) {
        Fields.require(requestorName.isPresent(), "a signed OCSP request without the requestor's name");
        return new OcspRequest(
                requestorName,
                requests,
                extensions,
                Optional.of(new RequestSignature(algorithm, signature, certificates)));
    }

    /// Whether the request is signed and the key's owner signed it.
    public boolean isSignedBy(VerificationKey key) {
        return signature
                .map(s -> key.verifies(s.algorithm, tbsRequest(), s.signature))
                .orElse(false);
    }

    /// The DER.
    public Bytes der() {
        return DerWriter.write(w -> w.sequence(s -> {
            s.raw(tbsRequest());
            Fields.writeExplicit(s, 0, signature, RequestSignature::write);
        }));
    }
}
