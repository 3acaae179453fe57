package kakehashi.x509;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The signed OCSP response of the type that all responders give (RFC 6960 §4.2.1), kept as its DER.
///
/// Whether the signer may answer for the certificates, and whether the response is new enough, is not decided here.
public final class BasicOcspResponse {
    /// The longest response that is read, in octets.
    public static final int MAX_OCTETS = 1 << 22;

    private final Bytes der;
    private final Bytes tbsResponseData;
    private final OcspResponseData data;
    private final AlgorithmIdentifier signatureAlgorithm;
    private final Bytes signature;
    private final List<Certificate> certificates;

    private BasicOcspResponse(Bytes der) {
        DerReader reader = new DerReader(der);
        this.der = der;
        reader.enterSequence();
        this.tbsResponseData = reader.element(Tag.SEQUENCE);
        this.data = OcspResponseData.read(new DerReader(tbsResponseData));
        this.signatureAlgorithm = AlgorithmIdentifier.read(reader);
        this.signature = reader.bitString();
        this.certificates = Fields.explicit(reader, 0, r -> Fields.list(r, Tag.SEQUENCE, Certificate::read))
                .orElse(List.of());
        reader.finish();
    }

    /// Parses a basic response.
    public static Parsed<BasicOcspResponse> parse(Bytes der) {
        return Fields.parse(der, MAX_OCTETS, BasicOcspResponse::read);
    }

    static BasicOcspResponse read(DerReader reader) {
        return new BasicOcspResponse(reader.element(Tag.SEQUENCE));
    }

    /// The DER.
    public Bytes der() {
        return der;
    }

    /// The octets that are signed.
    public Bytes tbsResponseData() {
        return tbsResponseData;
    }

    /// What the signed octets say.
    public OcspResponseData responseData() {
        return data;
    }

    /// Who signed, by the response's own account.
    public ResponderId responderId() {
        return data.responderId();
    }

    /// When the responder signed.
    public Instant producedAt() {
        return data.producedAt();
    }

    /// The status of each certificate.
    public List<SingleResponse> responses() {
        return data.responses();
    }

    /// The response's extensions.
    public Extensions extensions() {
        return data.extensions();
    }

    /// The algorithm of the signature.
    public AlgorithmIdentifier signatureAlgorithm() {
        return signatureAlgorithm;
    }

    /// Whether the key's owner signed this response.
    public boolean isSignedBy(VerificationKey key) {
        return key.verifies(signatureAlgorithm, tbsResponseData, signature);
    }

    /// The certificates that came with the response; none of them is to be trusted for that.
    public List<Certificate> certificates() {
        return certificates;
    }

    /// The nonce of the request, where the responder repeats one.
    public Optional<Bytes> nonce() {
        return data.nonce();
    }

    /// Whether "revoked" may mean "never issued" in this response (RFC 6960 §4.4.8).
    public boolean hasExtendedRevoke() {
        return OcspExtension.EXTENDED_REVOKE.isIn(data.extensions());
    }

    /// Two responses are equal when their DER is.
    @Override
    public boolean equals(Object other) {
        return other instanceof BasicOcspResponse that && der.equals(that.der);
    }

    @Override
    public int hashCode() {
        return der.hashCode();
    }

    @Override
    public String toString() {
        return data.toString();
    }
}
