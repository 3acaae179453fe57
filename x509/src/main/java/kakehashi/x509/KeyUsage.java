package kakehashi.x509;

import java.util.EnumSet;
import java.util.Set;

/// What a key may be used for (RFC 5280 §4.2.1.3).
///
/// @param bits the named bits, the first as bit 0
public record KeyUsage(int bits) {
    /// A named bit.
    public enum Bit {
        DIGITAL_SIGNATURE,
        NON_REPUDIATION,
        KEY_ENCIPHERMENT,
        DATA_ENCIPHERMENT,
        KEY_AGREEMENT,
        KEY_CERT_SIGN,
        CRL_SIGN,
        ENCIPHER_ONLY,
        DECIPHER_ONLY
    }

    /// The usage with these bits.
    public static KeyUsage of(Bit... bits) {
        int mask = 0;
        for (Bit bit : bits) {
            mask |= 1 << bit.ordinal();
        }
        return new KeyUsage(mask);
    }

    /// Whether the bit is set.
    public boolean allows(Bit bit) {
        return (bits & 1 << bit.ordinal()) != 0;
    }

    /// The bits that are set and have a name.
    public Set<Bit> asSet() {
        Set<Bit> set = EnumSet.noneOf(Bit.class);
        for (Bit bit : Bit.values()) {
            if (allows(bit)) {
                set.add(bit);
            }
        }
        return set;
    }

    /// Reads the extension's value.
    public static KeyUsage read(DerReader reader) {
        return new KeyUsage(reader.namedBits(Tag.BIT_STRING));
    }

    /// Writes the extension's value.
    public void write(DerWriter writer) {
        writer.namedBits(Tag.BIT_STRING, bits);
    }
}
