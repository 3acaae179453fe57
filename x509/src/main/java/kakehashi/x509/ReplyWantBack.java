package kakehashi.x509;

/// What came back for one wantBack (RFC 5055 §4.9.5).
///
/// @param wb the wantBack, of [WantBack] or another
/// @param value the value, of the type that the wantBack has
public record ReplyWantBack(Oid wb, WantBackValue value) {
    /// @throws IllegalArgumentException when the value is not of the wantBack's type
    public ReplyWantBack {
        Fields.require(value.fits(WantBack.of(wb)), "a value of another type than the wantBack's");
    }

    /// What came back for a wantBack of the standard.
    ///
    /// @throws IllegalArgumentException when the value is not of the wantBack's type
    public static ReplyWantBack of(WantBack wantBack, WantBackValue value) {
        return new ReplyWantBack(wantBack.id(), value);
    }

    static ReplyWantBack read(DerReader reader) {
        int outer = reader.enterSequence();
        Oid id = reader.oid();
        int octets = reader.enter(Tag.OCTET_STRING);
        WantBackValue value = WantBackValue.read(reader, WantBack.of(id));
        reader.leave(octets);
        reader.leave(outer);
        return new ReplyWantBack(id, value);
    }

    void write(DerWriter writer) {
        writer.sequence(s -> s.oid(wb).constructed(Tag.OCTET_STRING, value::write));
    }
}
