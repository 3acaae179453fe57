package kakehashi.x509;

import java.util.function.Consumer;

/// One extension as it stands in a structure (RFC 5280 §4.2).
///
/// @param id its type
/// @param critical whether a relying party that does not know it must refuse
/// @param value the contents of its OCTET STRING, DER of the extension's own type
public record Extension(Oid id, boolean critical, Bytes value) {
    /// A non-critical extension of a known type.
    public static Extension of(KnownExtension type, Consumer<DerWriter> value) {
        return new Extension(type.id(), false, DerWriter.write(value));
    }

    /// The same extension, critical.
    public Extension asCritical() {
        return new Extension(id, true, value);
    }

    /// Writes the extension.
    public void write(DerWriter writer) {
        writer.sequence(s -> {
            s.oid(id);
            if (critical) {
                s.bool(true);
            }
            s.octetString(value);
        });
    }
}
