package kakehashi.validation;

import java.util.Optional;
import kakehashi.x509.Bytes;
import kakehashi.x509.ContentInfo;
import kakehashi.x509.CvStatusCode;
import kakehashi.x509.Oid;
import kakehashi.x509.Parsed;
import kakehashi.x509.SignedMessage;

/// The CMS layer around SCVP messages (RFC 5055 §3, §4).
final class ScvpEnvelope {
    private static final Oid AUTHENTICATED_DATA = Oid.of("1.2.840.113549.1.9.16.1.2");

    private ScvpEnvelope() {}

    /// The octets of a request out of its layer, signed or not. A signature must verify; by whom it was made does
    /// not matter, since anybody may ask.
    static Bytes open(Bytes message, Oid type) {
        ContentInfo outer = ContentInfo.parse(message)
                .toOptional()
                .orElseThrow(() -> new ScvpRefusal(CvStatusCode.BAD_STRUCTURE, "not a ContentInfo"));
        if (outer.contentType().equals(type)) {
            return outer.content();
        }
        ScvpRefusal.when(
                outer.contentType().equals(AUTHENTICATED_DATA),
                CvStatusCode.UNSUPPORTED_SIGNATURE_OR_MAC,
                "MACs are not supported");
        ScvpRefusal.when(
                !outer.contentType().equals(ContentInfo.SIGNED_DATA),
                CvStatusCode.BAD_STRUCTURE,
                "content type " + outer.contentType());
        return signedContent(message, type);
    }

    private static Bytes signedContent(Bytes message, Oid type) {
        SignedMessage signed = switch (SignedMessage.parse(message)) {
            case Parsed.Value<SignedMessage>(SignedMessage value) -> value;
            case Parsed.Malformed<SignedMessage> malformed ->
                throw new ScvpRefusal(CvStatusCode.BAD_STRUCTURE, malformed.toString());
        };
        ScvpRefusal.when(
                !signed.contentType().equals(type),
                CvStatusCode.BAD_STRUCTURE,
                "signed content type " + signed.contentType());
        // "The server could not validate the client's signature" (§4.4): of several it would have to tell whose.
        ScvpRefusal.when(
                signed.signers().size() != 1, CvStatusCode.INVALID_SIGNATURE_OR_MAC, "not exactly one signature");
        SignedMessage.SignerPart signer = signed.signers().getFirst();
        ScvpRefusal.when(
                !signer.isKnown(),
                CvStatusCode.UNSUPPORTED_SIGNATURE_OR_MAC,
                "algorithm " + signer.algorithm().algorithm() + " with "
                        + signer.digest().algorithm());
        ScvpRefusal.when(
                signed.certificates().stream().noneMatch(signer.signer()::matches),
                CvStatusCode.UNRECOGNIZED_SIG_KEY,
                "the signer's certificate did not come along");
        ScvpRefusal.when(
                signed.verifiedSigner().isEmpty(), CvStatusCode.BAD_SIGNATURE_OR_MAC, "the signature does not verify");
        return signed.content();
    }

    /// The message with the server's signature, or without one.
    static Bytes close(Oid type, Bytes content, Optional<ServerCredential> credential) {
        return credential
                .map(c -> {
                    SignedMessage.Unsigned unsigned = SignedMessage.prepare(
                            type, content, c.certificate(), c.signer().algorithm());
                    return unsigned.signed(c.signer().sign(unsigned.signedAttributes()), c.chain());
                })
                .orElseGet(() -> new ContentInfo(type, content).der());
    }
}
