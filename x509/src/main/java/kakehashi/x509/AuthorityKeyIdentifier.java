package kakehashi.x509;

import java.util.List;
import java.util.Optional;

/// Which of an issuer's keys signed (RFC 5280 §4.2.1.1).
///
/// @param keyIdentifier the issuer's subject key identifier
/// @param authorityCertIssuer the issuer of the issuer's certificate; empty when absent
/// @param authorityCertSerialNumber the serial number of the issuer's certificate
public record AuthorityKeyIdentifier(
        Optional<Bytes> keyIdentifier,
        List<GeneralName> authorityCertIssuer,
        Optional<SerialNumber> authorityCertSerialNumber) {
    /// An identifier of the usual form, the key identifier only.
    public static AuthorityKeyIdentifier of(Bytes keyIdentifier) {
        return new AuthorityKeyIdentifier(Optional.of(keyIdentifier), List.of(), Optional.empty());
    }

    /// Reads the extension's value.
    public static AuthorityKeyIdentifier read(DerReader reader) {
        int outer = reader.enterSequence();
        Optional<Bytes> key = reader.nextIs(0x80) ? Optional.of(reader.contents(0x80)) : Optional.empty();
        List<GeneralName> issuer = reader.nextIs(0xa1) ? GeneralName.readAll(reader, 0xa1) : List.of();
        Optional<SerialNumber> serial =
                reader.nextIs(0x82) ? Optional.of(new SerialNumber(reader.integerContents(0x82))) : Optional.empty();
        reader.leave(outer);
        return new AuthorityKeyIdentifier(key, issuer, serial);
    }

    /// Checks the extension's value without making one.
    static void check(DerReader reader) {
        int outer = reader.enterSequence();
        reader.skipIf(0x80);
        if (reader.nextIs(0xa1)) {
            GeneralName.checkAll(reader, 0xa1);
        }
        if (reader.nextIs(0x82)) {
            reader.integerContents(0x82);
        }
        reader.leave(outer);
    }

    /// Writes the extension's value.
    public void write(DerWriter writer) {
        writer.sequence(s -> {
            keyIdentifier.ifPresent(k -> s.value(0x80, k));
            if (!authorityCertIssuer.isEmpty()) {
                GeneralName.writeAll(s, 0xa1, authorityCertIssuer);
            }
            authorityCertSerialNumber.ifPresent(n -> s.value(0x82, n.contents()));
        });
    }
}
