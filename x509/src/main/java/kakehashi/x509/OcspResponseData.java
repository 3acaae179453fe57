package kakehashi.x509;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The part of a basic OCSP response that is signed (RFC 6960 §4.2.1), and the way to make a response.
///
/// @param responderId who signs
/// @param producedAt when the responder signed, whole seconds
/// @param responses the status of each certificate; a response may have none
/// @param extensions the extensions
public record OcspResponseData(
        ResponderId responderId, Instant producedAt, List<SingleResponse> responses, Extensions extensions) {
    /// @throws IllegalArgumentException when an extension of OCSP is malformed
    public OcspResponseData {
        responses = List.copyOf(responses);
        Fields.require(OcspExtension::checkAll, extensions);
    }

    /// Reads the data. The default version v1 is accepted written out, as old responders do: the signature is over
    /// the octets as they came, so nothing is lost.
    static OcspResponseData read(DerReader reader) {
        int outer = reader.enterSequence();
        if (reader.nextIs(0xa0)) {
            Fields.inside(reader, 0xa0, r -> r.smallInteger(0));
        }
        ResponderId responder = ResponderId.read(reader);
        Instant producedAt = reader.generalizedTime();
        List<SingleResponse> responses = Fields.list(reader, Tag.SEQUENCE, SingleResponse::read);
        Extensions extensions = Fields.explicitExtensions(reader, 1);
        OcspExtension.checkAll(extensions);
        reader.leave(outer);
        return new OcspResponseData(responder, producedAt, responses, extensions);
    }

    /// The nonce of the request, where the responder repeats one.
    public Optional<Bytes> nonce() {
        return OcspExtension.NONCE.in(extensions, OcspExtension::readNonce);
    }

    /// The octets to be signed.
    public Bytes der() {
        return DerWriter.write(w -> w.sequence(s -> {
            responderId.write(s);
            s.generalizedTime(producedAt).sequenceOf(Tag.SEQUENCE, responses, (list, one) -> one.write(list));
            Fields.writeExplicitExtensions(s, 1, extensions);
        }));
    }

    /// The response with the signature over [#der].
    ///
    /// @param certificates what a client needs to verify the signature; may be empty
    public BasicOcspResponse signed(AlgorithmIdentifier algorithm, Bytes signature, List<Certificate> certificates) {
        Bytes tbs = der();
        Bytes response = DerWriter.write(w -> w.sequence(s -> {
            s.raw(tbs);
            algorithm.write(s);
            s.bitString(signature);
            if (!certificates.isEmpty()) {
                s.explicit(0, e -> e.sequenceOf(Tag.SEQUENCE, certificates, (list, c) -> list.raw(c.der())));
            }
        }));
        return BasicOcspResponse.parse(response).orElseThrow();
    }
}
