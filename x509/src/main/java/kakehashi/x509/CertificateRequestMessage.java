package kakehashi.x509;

import java.util.List;

/// A certificate request message (CRMF, `CertReqMsg` of RFC 4211), kept as its DER, as CMP carries it in `ir`, `cr`
/// and `kur`.
///
/// It names subject and key, and the key itself signed it: "If the certReqMsg certReq certTemplate contains the
/// subject and publicKey values, then poposkInput MUST be omitted and the signature MUST be computed on the
/// DER-encoded value of the certReqMsg certReq" (§4.1). One without these, or whose possession is shown otherwise,
/// is malformed here.
public final class CertificateRequestMessage {
    private final Bytes der;
    private final Bytes request;
    private final CertificateTemplate template;
    private final AlgorithmIdentifier algorithm;
    private final Bytes signature;

    private CertificateRequestMessage(DerReader reader) {
        this.der = reader.any();
        DerReader parts = new DerReader(der);
        int outer = parts.enterSequence();
        this.request = parts.element(Tag.SEQUENCE);
        this.template = template(new DerReader(request));
        // "popo ProofOfPossession OPTIONAL", whose signature is "[1] POPOSigningKey".
        int proof = parts.enter(Tag.constructed(1));
        this.algorithm = AlgorithmIdentifier.read(parts);
        this.signature = parts.signatureBits();
        parts.leave(proof);
        if (parts.hasNext()) {
            // regInfo
            parts.skipAny();
        }
        parts.leave(outer);
    }

    /// `CertRequest ::= SEQUENCE { certReqId, certTemplate, controls OPTIONAL }`.
    private static CertificateTemplate template(DerReader reader) {
        int outer = reader.enterSequence();
        reader.skipInteger();
        CertificateTemplate template = CertificateTemplate.read(reader);
        if (reader.hasNext()) {
            reader.skipAny();
        }
        reader.leave(outer);
        if (template.subject().isEmpty() || template.publicKey().isEmpty()) {
            throw reader.malformed("a template without subject or publicKey");
        }
        return template;
    }

    /// Parses a message.
    public static Parsed<CertificateRequestMessage> parse(Bytes der) {
        return Parsed.of(() -> {
            DerReader reader = new DerReader(der);
            CertificateRequestMessage message = read(reader);
            reader.finish();
            return message;
        });
    }

    /// Reads a message that is a part of something larger.
    public static CertificateRequestMessage read(DerReader reader) {
        return new CertificateRequestMessage(reader);
    }

    /// The DER.
    public Bytes der() {
        return der;
    }

    /// The name that is asked for.
    public Name subject() {
        return template.subject().orElseThrow();
    }

    /// The key that is to be certified.
    public SubjectPublicKeyInfo subjectPublicKeyInfo() {
        return template.publicKey().orElseThrow();
    }

    /// The subject's further names that are asked for; empty when there are none.
    public List<GeneralName> requestedSubjectAltNames() {
        return template.extensions()
                .read(KnownExtension.SUBJECT_ALT_NAME, r -> GeneralName.readAll(r, Tag.SEQUENCE))
                .orElse(List.of());
    }

    /// Whether the key in the message signed it: proof that the sender has the private key.
    public boolean verifiesItself() {
        return VerificationKey.of(subjectPublicKeyInfo())
                .map(key -> key.verifies(algorithm, request, signature))
                .orElse(false);
    }

    @Override
    public boolean equals(Object other) {
        return this == other || other instanceof CertificateRequestMessage that && der.equals(that.der);
    }

    @Override
    public int hashCode() {
        return der.hashCode();
    }

    /// Subject and kind of key.
    @Override
    public String toString() {
        return "request message for " + subject() + " with " + subjectPublicKeyInfo();
    }
}
