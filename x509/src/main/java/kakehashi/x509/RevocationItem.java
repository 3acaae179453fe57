package kakehashi.x509;

/// Information about revocation that travels with an SCVP message: the `RevocationInfo` of RFC 5055 §3.2.9.
public sealed interface RevocationItem {
    /// A full CRL.
    record FullCrl(Crl crl) implements RevocationItem {}

    /// A delta CRL.
    record DeltaCrl(Crl crl) implements RevocationItem {}

    /// An OCSP response.
    record Ocsp(OcspResponse response) implements RevocationItem {}

    /// Anything else.
    ///
    /// @param riType its type
    /// @param riValue its DER
    record Other(Oid riType, Bytes riValue) implements RevocationItem {}

    /// Reads one piece of information.
    static RevocationItem read(DerReader reader) {
        return switch (reader.peek()) {
            case 0xa0 -> new FullCrl(readCrl(reader, 0xa0));
            case 0xa1 -> new DeltaCrl(readCrl(reader, 0xa1));
            case 0xa2 -> new Ocsp(OcspResponse.read(reader, 0xa2));
            case 0xa3 -> readOther(reader);
            default -> throw reader.malformed("not a RevocationInfo");
        };
    }

    private static Crl readCrl(DerReader reader, int tag) {
        return Crl.read(new DerReader(Fields.retagged(reader, tag, Tag.SEQUENCE)));
    }

    private static Other readOther(DerReader reader) {
        int outer = reader.enter(0xa3);
        Other other = new Other(reader.oid(), reader.any());
        reader.leave(outer);
        return other;
    }

    /// Writes the information.
    default void write(DerWriter writer) {
        switch (this) {
            case FullCrl(Crl crl) -> Fields.writeRetagged(writer, 0xa0, crl.der());
            case DeltaCrl(Crl crl) -> Fields.writeRetagged(writer, 0xa1, crl.der());
            case Ocsp(OcspResponse response) -> response.write(writer, 0xa2);
            case Other(Oid type, Bytes value) ->
                writer.constructed(0xa3, o -> o.oid(type).raw(value));
        }
    }
}
