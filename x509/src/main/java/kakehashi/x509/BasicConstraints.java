package kakehashi.x509;

import java.util.OptionalInt;

/// Whether a subject is a CA and how many CAs may follow it (RFC 5280 §4.2.1.9).
///
/// @param ca whether the subject is a CA
/// @param pathLenConstraint how many intermediate certificates that are not self-issued may follow; for CAs only
public record BasicConstraints(boolean ca, OptionalInt pathLenConstraint) {
    /// Reads the extension's value. A `cA FALSE` that is written out, though not DER, is accepted: many CAs write
    /// it.
    public static BasicConstraints read(DerReader reader) {
        int outer = reader.enterSequence();
        boolean ca = reader.nextIs(Tag.BOOLEAN) && reader.bool();
        OptionalInt pathLen = OptionalInt.empty();
        if (reader.nextIs(Tag.INTEGER)) {
            pathLen = OptionalInt.of(reader.smallInteger(Integer.MAX_VALUE));
        }
        reader.leave(outer);
        return new BasicConstraints(ca, pathLen);
    }

    /// Writes the extension's value.
    public void write(DerWriter writer) {
        writer.sequence(s -> {
            if (ca) {
                s.bool(true);
            }
            pathLenConstraint.ifPresent(n -> s.integer(n));
        });
    }
}
