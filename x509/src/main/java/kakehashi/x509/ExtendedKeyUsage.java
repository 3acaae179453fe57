package kakehashi.x509;

import java.util.ArrayList;
import java.util.List;

/// The purposes of a key (RFC 5280 §4.2.1.12).
///
/// @param purposes one at least
public record ExtendedKeyUsage(List<Oid> purposes) {
    public static final Oid ANY = Oid.of("2.5.29.37.0");
    public static final Oid SERVER_AUTH = Oid.of("1.3.6.1.5.5.7.3.1");
    public static final Oid CLIENT_AUTH = Oid.of("1.3.6.1.5.5.7.3.2");
    public static final Oid CODE_SIGNING = Oid.of("1.3.6.1.5.5.7.3.3");
    public static final Oid EMAIL_PROTECTION = Oid.of("1.3.6.1.5.5.7.3.4");
    public static final Oid TIME_STAMPING = Oid.of("1.3.6.1.5.5.7.3.8");
    public static final Oid OCSP_SIGNING = Oid.of("1.3.6.1.5.5.7.3.9");
    /// Signs as an SCVP server (RFC 5055 §3.11, id-kp-scvpServer).
    public static final Oid SCVP_SERVER = Oid.of("1.3.6.1.5.5.7.3.15");
    public static final Oid DOCUMENT_SIGNING = Oid.of("1.3.6.1.5.5.7.3.36");

    /// Whether the purpose itself is listed; `anyExtendedKeyUsage` does not count.
    public boolean lists(Oid purpose) {
        return purposes.contains(purpose);
    }

    /// Reads the extension's value.
    public static ExtendedKeyUsage read(DerReader reader) {
        int outer = reader.enterSequence();
        List<Oid> purposes = new ArrayList<>(2);
        do {
            purposes.add(reader.oid());
        } while (reader.hasNext());
        reader.leave(outer);
        return new ExtendedKeyUsage(List.copyOf(purposes));
    }

    /// Checks the extension's value without making one.
    static void check(DerReader reader) {
        int outer = reader.enterSequence();
        do {
            reader.skipOid();
        } while (reader.hasNext());
        reader.leave(outer);
    }

    /// Writes the extension's value.
    public void write(DerWriter writer) {
        writer.sequenceOf(Tag.SEQUENCE, purposes, DerWriter::oid);
    }
}
