package kakehashi.keys;

import kakehashi.x509.Bytes;
import kakehashi.x509.SignatureAlgorithm;
import kakehashi.x509.SubjectPublicKeyInfo;

/// One private key and the one algorithm that it signs with: the port behind which software, hardware and cards
/// hide.
///
/// Who holds a signer has been let in: an activated token hands it out after its policy has been asked. It may be
/// used by many threads at once. It does not outlive its token.
public interface Signer {
    /// The signature over the message, as it stands in certificates: DER for ECDSA, plain octets otherwise.
    ///
    /// @throws TokenUnavailable when the token is away or has been closed
    Bytes sign(Bytes message);

    /// The public half of the key.
    SubjectPublicKeyInfo publicKey();

    /// The algorithm of all its signatures.
    SignatureAlgorithm algorithm();
}
