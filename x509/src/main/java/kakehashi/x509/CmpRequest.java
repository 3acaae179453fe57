package kakehashi.x509;

/// A request of the Certificate Management Protocol that its sender signed (`PKIMessage`, RFC 9810): one
/// certificate by `ir`, `cr`, `kur` or `p10cr`, or the revocation of one by `rr`, as the lightweight profile has
/// them (RFC 9483 §4.1, §4.2). Its protection is a signature; nothing is known of whose.
///
/// @param body what is asked
/// @param protectedPart what was signed: `ProtectedPart ::= SEQUENCE { header, body }` (RFC 9810 §5.1.3)
/// @param algorithm `protectionAlg`
/// @param protection the signature
public record CmpRequest(Body body, Bytes protectedPart, AlgorithmIdentifier algorithm, Bytes protection) {
    /// The longest message that is read, in octets.
    public static final int MAX_OCTETS = 1 << 18;

    private static final int EXTRA_CERTIFICATES = Tag.constructed(1);

    /// What is asked.
    public sealed interface Body {
        /// `p10cr`: a certificate, by a PKCS#10.
        record Pkcs10(CertificationRequest request) implements Body {}

        /// `ir`, `cr` or `kur`: a certificate, by a request message.
        record Certification(Kind kind, CertificateRequestMessage request) implements Body {}

        /// `rr`: the end of a certificate.
        ///
        /// @param issuer who issued it
        /// @param serialNumber its number
        /// @param reason why
        record Revocation(Name issuer, SerialNumber serialNumber, CrlReason reason) implements Body {}
    }

    /// Which certificate is asked for.
    public enum Kind {
        /// The first: `ir`.
        INITIALISATION,
        /// A further one: `cr`.
        FURTHER,
        /// One in the place of another: `kur`.
        KEY_UPDATE
    }

    /// Parses a message. One with another body, of more than one request, or without protection is malformed here.
    public static Parsed<CmpRequest> parse(Bytes message) {
        return Parsed.of(() -> {
            DerReader reader = new DerReader(message);
            if (message.length() > MAX_OCTETS) {
                throw reader.malformed("message of more than " + MAX_OCTETS + " octets");
            }
            int outer = reader.enterSequence();
            Bytes header = reader.any();
            Bytes body = reader.any();
            int explicit = reader.enter(Tag.constructed(0));
            Bytes protection = reader.signatureBits();
            reader.leave(explicit);
            if (reader.nextIs(EXTRA_CERTIFICATES)) {
                reader.skipAny();
            }
            reader.leave(outer);
            reader.finish();
            Bytes signed = DerWriter.write(w -> w.sequence(s -> s.raw(header).raw(body)));
            return new CmpRequest(body(body), signed, algorithm(header), protection);
        });
    }

    /// `PKIHeader`: pvno, sender, recipient, then `messageTime [0]` and `protectionAlg [1]`, each optional.
    private static AlgorithmIdentifier algorithm(Bytes header) {
        DerReader fields = new DerReader(new DerReader(header).contents(Tag.SEQUENCE));
        fields.smallInteger(3);
        fields.skipAny();
        fields.skipAny();
        if (fields.nextIs(Tag.constructed(0))) {
            fields.skipAny();
        }
        int outer = fields.enter(Tag.constructed(1));
        AlgorithmIdentifier algorithm = AlgorithmIdentifier.read(fields);
        fields.leave(outer);
        return algorithm;
    }

    private static Body body(Bytes der) {
        DerReader reader = new DerReader(der);
        int tag = reader.peek();
        int outer = reader.enter(tag);
        Body body = switch (tag) {
            case 0xa0 -> certification(Kind.INITIALISATION, reader);
            case 0xa2 -> certification(Kind.FURTHER, reader);
            case 0xa4 -> new Body.Pkcs10(CertificationRequest.read(reader));
            case 0xa7 -> certification(Kind.KEY_UPDATE, reader);
            case 0xab -> revocation(reader);
            default -> throw reader.malformed("a body that asks for no certificate and ends none");
        };
        reader.leave(outer);
        return body;
    }

    /// RFC 9483 §4.1.1: "exactly one CertReqMsg".
    private static Body certification(Kind kind, DerReader reader) {
        int all = reader.enterSequence();
        CertificateRequestMessage message = CertificateRequestMessage.read(reader);
        reader.leave(all);
        return new Body.Certification(kind, message);
    }

    /// RFC 9483 §4.2: one `RevDetails`, whose template has serialNumber and issuer, and whose crlEntryDetails have
    /// one reasonCode.
    private static Body revocation(DerReader reader) {
        int all = reader.enterSequence();
        int one = reader.enterSequence();
        CertificateTemplate template = CertificateTemplate.read(reader);
        Extensions details = reader.hasNext() ? Extensions.read(reader) : Extensions.NONE;
        reader.leave(one);
        reader.leave(all);
        if (template.issuer().isEmpty() || template.serialNumber().isEmpty()) {
            throw reader.malformed("a template without issuer or serialNumber");
        }
        CrlReason reason =
                details.read(KnownExtension.REASON_CODE, CrlReason::read).orElse(CrlReason.UNSPECIFIED);
        return new Body.Revocation(
                template.issuer().get(), template.serialNumber().get(), reason);
    }

    /// Whether this key made the protection.
    public boolean isSignedBy(SubjectPublicKeyInfo key) {
        return VerificationKey.of(key)
                .filter(k -> k.verifies(algorithm, protectedPart, protection))
                .isPresent();
    }
}
