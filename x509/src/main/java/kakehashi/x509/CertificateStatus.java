package kakehashi.x509;

import java.time.Instant;
import java.util.Optional;

/// What a responder says of a certificate (RFC 6960 §4.2.1).
public sealed interface CertificateStatus {
    /// No certificate with this serial number, within its validity, is revoked.
    record Good() implements CertificateStatus {}

    /// The certificate is revoked, for good or on hold; with `extendedRevoke` in the response also one that was
    /// never issued (RFC 6960 §2.2).
    ///
    /// @param revocationTime since when, whole seconds
    /// @param reason why, where said
    record Revoked(Instant revocationTime, Optional<CrlReason> reason) implements CertificateStatus {}

    /// The responder does not know the certificate.
    record Unknown() implements CertificateStatus {}

    /// Reads a status.
    static CertificateStatus read(DerReader reader) {
        return switch (reader.peek()) {
            case 0x80 -> {
                readNull(reader, 0x80);
                yield new Good();
            }
            case 0xa1 -> readRevoked(reader);
            case 0x82 -> {
                readNull(reader, 0x82);
                yield new Unknown();
            }
            default -> throw reader.malformed("not a CertStatus");
        };
    }

    private static void readNull(DerReader reader, int tag) {
        if (!reader.contents(tag).isEmpty()) {
            throw reader.malformed("NULL with octets");
        }
    }

    private static Revoked readRevoked(DerReader reader) {
        int outer = reader.enter(0xa1);
        Instant time = reader.generalizedTime();
        Optional<CrlReason> reason = Fields.explicit(reader, 0, CrlReason::read);
        reader.leave(outer);
        return new Revoked(time, reason);
    }

    /// Writes the status.
    default void write(DerWriter writer) {
        switch (this) {
            case Good() -> writer.value(0x80, Bytes.EMPTY);
            case Revoked(Instant time, Optional<CrlReason> reason) ->
                writer.constructed(0xa1, r -> {
                    r.generalizedTime(time);
                    Fields.writeExplicit(r, 0, reason, (code, w) -> code.write(w, Tag.ENUMERATED));
                });
            case Unknown() -> writer.value(0x82, Bytes.EMPTY);
        }
    }
}
