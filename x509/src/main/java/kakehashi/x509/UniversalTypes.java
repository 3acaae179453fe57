package kakehashi.x509;

/// What DER asks of values of the universal types where nothing else is known of them: in attributes, parameters
/// and qualifiers of unknown types.
final class UniversalTypes {
    private static final int OBJECT_DESCRIPTOR = 0x07;
    private static final int RELATIVE_OID = 0x0d;
    private static final int VIDEOTEX_STRING = 0x15;
    private static final int GRAPHIC_STRING = 0x19;
    private static final int GENERAL_STRING = 0x1b;

    private UniversalTypes() {}

    /// Whether the identifier octet is of the universal class.
    static boolean isUniversal(int tag) {
        return (tag & 0xc0) == 0;
    }

    /// Passes over a primitive value, its contents checked as its type asks.
    static void skipPrimitive(DerReader reader, int tag) {
        switch (tag) {
            case Tag.BOOLEAN -> reader.bool();
            case Tag.INTEGER -> reader.skipInteger();
            case Tag.ENUMERATED -> reader.integerContents(tag);
            case Tag.BIT_STRING -> reader.signatureBits();
            case Tag.NULL -> reader.nul();
            case Tag.OBJECT_IDENTIFIER -> reader.skipOid();
            case Tag.UTF8_STRING, Tag.PRINTABLE_STRING, Tag.IA5_STRING -> reader.skipText();
            case Tag.UTC_TIME -> reader.timeSeconds();
            case Tag.OCTET_STRING,
                    Tag.GENERALIZED_TIME,
                    Tag.NUMERIC_STRING,
                    Tag.TELETEX_STRING,
                    Tag.VISIBLE_STRING,
                    Tag.UNIVERSAL_STRING,
                    Tag.BMP_STRING,
                    OBJECT_DESCRIPTOR,
                    RELATIVE_OID,
                    VIDEOTEX_STRING,
                    GRAPHIC_STRING,
                    GENERAL_STRING -> reader.skip(tag);
            // End-of-contents, reserved ones, SEQUENCE and SET, which are never primitive, and REAL, which nothing
            // uses.
            default -> throw reader.malformed(String.format("universal type %02x", tag));
        }
    }

    /// Refuses what may not be constructed: "the constructed form of encoding shall not be used" for strings (X.690
    /// §10.2). EXTERNAL and its like, which nothing uses, are refused too.
    static void checkConstructed(DerReader reader, int tag) {
        if (tag != Tag.SEQUENCE && tag != Tag.SET) {
            throw reader.malformed(String.format("constructed universal type %02x", tag));
        }
    }
}
