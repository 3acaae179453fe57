package kakehashi.x509;

import java.util.function.Function;

/// A content of some type in the outermost layer of the Cryptographic Message Syntax (RFC 5652 §3).
///
/// Only the definite-length form is read: BER with indefinite lengths is refused.
///
/// @param contentType the type
/// @param content the DER of the content
public record ContentInfo(Oid contentType, Bytes content) {
    /// The longest content that is read, in octets.
    public static final int MAX_OCTETS = 1 << 26;

    /// Arbitrary octets.
    public static final Oid DATA = Oid.of("1.2.840.113549.1.7.1");

    /// Signed data.
    public static final Oid SIGNED_DATA = Oid.of("1.2.840.113549.1.7.2");

    /// An SCVP request to validate certificates (RFC 5055 §3).
    public static final Oid CERT_VAL_REQUEST = Oid.of("1.2.840.113549.1.9.16.1.10");

    /// The answer to it (RFC 5055 §4).
    public static final Oid CERT_VAL_RESPONSE = Oid.of("1.2.840.113549.1.9.16.1.11");

    /// An SCVP request for the server's policies (RFC 5055 §5).
    public static final Oid VAL_POL_REQUEST = Oid.of("1.2.840.113549.1.9.16.1.12");

    /// The answer to it (RFC 5055 §6).
    public static final Oid VAL_POL_RESPONSE = Oid.of("1.2.840.113549.1.9.16.1.13");

    /// Octets of a type and of three headers, or more.
    private static final int BESIDE = 32;

    /// Parses a `ContentInfo`; the content may be anything that is well-formed.
    public static Parsed<ContentInfo> parse(Bytes der) {
        return Fields.parse(der, MAX_OCTETS, ContentInfo::read);
    }

    /// Reads a `ContentInfo` that is a part of something larger.
    public static ContentInfo read(DerReader reader) {
        int outer = reader.enterSequence();
        Oid type = reader.oid();
        Bytes content = Fields.inside(reader, 0xa0, DerReader::any);
        reader.leave(outer);
        return new ContentInfo(type, content);
    }

    /// Reads a `ContentInfo` of one expected type, its content by the function.
    static <T> T readAs(DerReader reader, Oid expected, Function<DerReader, T> content) {
        int outer = reader.enterSequence();
        Oid type = reader.oid();
        if (!type.equals(expected)) {
            throw reader.malformed("content type " + type + " instead of " + expected);
        }
        T value = Fields.inside(reader, 0xa0, content);
        reader.leave(outer);
        return value;
    }

    /// Writes the `ContentInfo`.
    public void write(DerWriter writer) {
        writer.sequence(s -> s.oid(contentType).explicit(0, c -> c.raw(content)));
    }

    /// The DER.
    public Bytes der() {
        return DerWriter.write(content.length() + BESIDE, this::write);
    }
}
