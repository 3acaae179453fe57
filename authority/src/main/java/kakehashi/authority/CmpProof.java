package kakehashi.authority;

import java.util.Optional;
import kakehashi.contract.Digest;
import kakehashi.x509.AlgorithmIdentifier;
import kakehashi.x509.Bytes;
import kakehashi.x509.CertificationRequest;
import kakehashi.x509.DerReader;
import kakehashi.x509.DerWriter;
import kakehashi.x509.MalformedDer;
import kakehashi.x509.SubjectPublicKeyInfo;
import kakehashi.x509.VerificationKey;

/// A CMP message (RFC 4210) with a PKCS#10 in it, protected by a signature: the body `p10cr`. Requests in CRMF have
/// no PKCS#10 and so no proof of possession that an order could carry.
///
/// @param request the PKCS#10
/// @param protectedPart what was signed: `ProtectedPart ::= SEQUENCE { header, body }`, §5.1.3
/// @param algorithm `protectionAlg`
/// @param protection the signature
public record CmpProof(
        CertificationRequest request, Bytes protectedPart, AlgorithmIdentifier algorithm, Bytes protection) {
    private static final int P10CR = 0xa4;
    private static final int EXTRA_CERTIFICATES = 0xa1;

    static Optional<CmpProof> read(Bytes message) {
        try {
            DerReader whole = new DerReader(message);
            DerReader parts = new DerReader(whole.contents(0x30));
            whole.finish();
            Bytes header = parts.any();
            Bytes body = parts.any();
            Bytes protection = bits(parts.contents(0xa0));
            if (parts.nextIs(EXTRA_CERTIFICATES)) {
                parts.skipAny();
            }
            parts.finish();
            DerReader choice = new DerReader(body);
            Optional<CertificationRequest> request =
                    CertificationRequest.parse(choice.contents(P10CR)).toOptional();
            Bytes signed = DerWriter.write(w -> w.sequence(s -> s.raw(header).raw(body)));
            AlgorithmIdentifier algorithm = algorithm(header);
            return request.map(pkcs10 -> new CmpProof(pkcs10, signed, algorithm, protection));
        } catch (MalformedDer e) {
            return Optional.empty();
        }
    }

    private static Bytes bits(Bytes value) {
        DerReader reader = new DerReader(value);
        Bytes bits = reader.bitString();
        reader.finish();
        return bits;
    }

    /// `PKIHeader`: pvno, sender, recipient, then `messageTime [0]` and `protectionAlg [1]`, each optional.
    private static AlgorithmIdentifier algorithm(Bytes header) {
        DerReader fields = new DerReader(new DerReader(header).contents(0x30));
        fields.smallInteger(3);
        fields.skipAny();
        fields.skipAny();
        if (fields.nextIs(0xa0)) {
            fields.skipAny();
        }
        DerReader value = new DerReader(fields.contents(0xa1));
        AlgorithmIdentifier algorithm = AlgorithmIdentifier.read(value);
        value.finish();
        return algorithm;
    }

    /// By which the message is known; its transaction and nonce make it the client's one.
    Digest signed() {
        return Digest.of(protectedPart);
    }

    boolean isSignedBy(SubjectPublicKeyInfo key) {
        return VerificationKey.of(key)
                .filter(k -> k.verifies(algorithm, protectedPart, protection))
                .isPresent();
    }
}
