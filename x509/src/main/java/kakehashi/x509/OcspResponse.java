package kakehashi.x509;

import java.math.BigInteger;

/// What a responder sends back (RFC 6960 §4.2.1).
public sealed interface OcspResponse {
    /// A signed answer.
    record Successful(BasicOcspResponse basic) implements OcspResponse {}

    /// No answer, unsigned.
    record Unsuccessful(OcspResponseStatus status) implements OcspResponse {}

    /// Parses a response. A successful one of another type than `id-pkix-ocsp-basic` is refused.
    static Parsed<OcspResponse> parse(Bytes der) {
        return Fields.parse(der, BasicOcspResponse.MAX_OCTETS, OcspResponse::read);
    }

    /// Reads a response that is a part of something larger.
    static OcspResponse read(DerReader reader) {
        return read(reader, Tag.SEQUENCE);
    }

    /// Reads a response under an implicit tag.
    static OcspResponse read(DerReader reader, int tag) {
        int outer = reader.enter(tag);
        int code = reader.smallInteger(Tag.ENUMERATED, 255);
        OcspResponse response = code == 0
                ? new Successful(Fields.inside(reader, 0xa0, OcspResponse::readBytes))
                : new Unsuccessful(OcspResponseStatus.of(reader, code));
        // "If the value of responseStatus is one of the error conditions, the responseBytes field is not set."
        reader.leave(outer);
        return response;
    }

    private static BasicOcspResponse readBytes(DerReader reader) {
        int outer = reader.enterSequence();
        Oid type = reader.oid();
        if (!type.equals(OcspExtension.BASIC_RESPONSE)) {
            throw reader.malformed("OCSP response type " + type);
        }
        BasicOcspResponse basic = Fields.inside(reader, Tag.OCTET_STRING, BasicOcspResponse::read);
        reader.leave(outer);
        return basic;
    }

    /// Writes the response under a tag, SEQUENCE where it stands alone.
    default void write(DerWriter writer, int tag) {
        writer.constructed(tag, s -> {
            switch (this) {
                case Successful(BasicOcspResponse basic) ->
                    s.integer(Tag.ENUMERATED, BigInteger.ZERO)
                            .explicit(
                                    0,
                                    e -> e.sequence(b ->
                                            b.oid(OcspExtension.BASIC_RESPONSE).octetString(basic.der())));
                case Unsuccessful(OcspResponseStatus status) -> status.write(s);
            }
        });
    }

    /// The DER.
    default Bytes der() {
        return DerWriter.write(w -> write(w, Tag.SEQUENCE));
    }
}
