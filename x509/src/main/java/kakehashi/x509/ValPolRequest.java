package kakehashi.x509;

import java.util.Optional;

/// A request for an SCVP server's policies (RFC 5055 §5).
///
/// @param vpRequestVersion 1; other versions are read, for the server to refuse them
/// @param requestNonce binds the response to the request; the standard demands it, clients of the US Treasury's
///     profile leave it out
public record ValPolRequest(int vpRequestVersion, Optional<Bytes> requestNonce) {
    /// The version of RFC 5055.
    public static final int VERSION = 1;

    private static final int MAX_OCTETS = 1 << 16;

    /// A request with a nonce.
    public static ValPolRequest of(Bytes nonce) {
        return new ValPolRequest(VERSION, Optional.of(nonce));
    }

    /// Parses a request.
    public static Parsed<ValPolRequest> parse(Bytes der) {
        return Fields.parse(der, MAX_OCTETS, ValPolRequest::read);
    }

    /// Parses the unprotected message: a `ContentInfo` of `id-ct-scvp-valPolRequest`.
    public static Parsed<ValPolRequest> parseContentInfo(Bytes der) {
        return Fields.parse(
                der, MAX_OCTETS, r -> ContentInfo.readAs(r, ContentInfo.VAL_POL_REQUEST, ValPolRequest::read));
    }

    private static ValPolRequest read(DerReader reader) {
        int outer = reader.enterSequence();
        int version = Fields.optional(reader, Tag.INTEGER, r -> r.smallInteger(Integer.MAX_VALUE))
                .orElse(VERSION);
        Optional<Bytes> nonce = Fields.optional(reader, Tag.OCTET_STRING, DerReader::octetString);
        reader.leave(outer);
        return new ValPolRequest(version, nonce);
    }

    /// The DER.
    public Bytes der() {
        return DerWriter.write(w -> w.sequence(s -> {
            if (vpRequestVersion != VERSION) {
                s.integer(vpRequestVersion);
            }
            requestNonce.ifPresent(s::octetString);
        }));
    }

    /// The unprotected message.
    public ContentInfo contentInfo() {
        return new ContentInfo(ContentInfo.VAL_POL_REQUEST, der());
    }
}
