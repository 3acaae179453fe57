package kakehashi.profiles;

import kakehashi.x509.Bytes;
import kakehashi.x509.Certificate;
import kakehashi.x509.Parsed;
import kakehashi.x509.SignatureAlgorithm;
import kakehashi.x509.ToBeSigned;

/// The octets of a certificate that a CA could sign. Only [Preparation] makes one, so it is what a profile or an
/// approved template says, and nothing else.
public final class PreparedCertificate {
    private final ToBeSigned toBeSigned;
    private final SignatureAlgorithm algorithm;

    PreparedCertificate(ToBeSigned toBeSigned, SignatureAlgorithm algorithm) {
        this.toBeSigned = toBeSigned;
        this.algorithm = algorithm;
    }

    /// The DER of the `TBSCertificate`.
    public Bytes toBeSigned() {
        return toBeSigned.content();
    }

    /// The SHA-256 digest of what is to be signed, as the intent holds it.
    public Bytes digest() {
        return toBeSigned.content().sha256();
    }

    /// The algorithm with which it must be signed.
    public SignatureAlgorithm algorithm() {
        return algorithm;
    }

    /// The certificate with a signature. The signature is not verified.
    ///
    /// @throws IllegalArgumentException when the octets are no certificate, which would be a bug of ours
    public Certificate signed(Bytes signature) {
        Parsed<Certificate> whole = Certificate.parse(toBeSigned.signed(signature));
        return whole.orElseThrow();
    }

    /// The certificate without a signature, to be looked at; it verifies under no key.
    public Certificate unsigned() {
        return signed(Bytes.EMPTY);
    }

    /// The same with the serial number 0: the template that an order about a CA carries.
    public Bytes template() {
        return Preparation.template(toBeSigned.content());
    }
}
