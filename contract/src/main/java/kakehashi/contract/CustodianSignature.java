package kakehashi.contract;

import kakehashi.x509.Bytes;
import kakehashi.x509.Parsed;

/// A custodian's signature.
///
/// @param custodian digest of the custodian's SubjectPublicKeyInfo
/// @param signature Ed25519 or P-256
public record CustodianSignature(Digest custodian, Bytes signature) implements DerValue {
    /// Parses one.
    public static Parsed<CustodianSignature> parse(Bytes der) {
        return StatementReader.parse(der, CustodianSignature::read);
    }

    static CustodianSignature read(StatementReader reader) {
        return reader.sequence(r -> new CustodianSignature(r.digest(), r.octets()));
    }

    @Override
    public void write(StatementWriter writer) {
        writer.sequence(w -> w.digest(custodian).octets(signature));
    }
}
