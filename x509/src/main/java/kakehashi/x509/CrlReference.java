package kakehashi.x509;

import java.math.BigInteger;
import java.time.Instant;
import java.util.Optional;

/// The CRL on which a revoked or onHold certificate is found (RFC 6960 §4.4.2).
///
/// @param url where the CRL is
/// @param number its CRL number
/// @param time when it was made
public record CrlReference(Optional<String> url, Optional<BigInteger> number, Optional<Instant> time) {
    static CrlReference read(DerReader reader) {
        int outer = reader.enterSequence();
        CrlReference reference = new CrlReference(
                Fields.explicit(reader, 0, r -> r.ia5String(Tag.IA5_STRING)),
                Fields.explicit(reader, 1, DerReader::integer),
                Fields.explicit(reader, 2, DerReader::generalizedTime));
        reader.leave(outer);
        return reference;
    }

    /// Writes the reference.
    public void write(DerWriter writer) {
        writer.sequence(s -> {
            Fields.writeExplicit(s, 0, url, (text, w) -> w.ia5String(Tag.IA5_STRING, text));
            Fields.writeExplicit(s, 1, number, (n, w) -> w.integer(n));
            Fields.writeExplicit(s, 2, time, (t, w) -> w.generalizedTime(t));
        });
    }
}
