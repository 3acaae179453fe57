package kakehashi.x509;

import java.math.BigInteger;

/// A certificate's serial number (RFC 5280 §4.1.2.2), held as the contents octets of its INTEGER.
///
/// Zero, negative numbers and numbers of more than 20 octets, which the clause forbids to issuers, are readable:
/// "certificate users SHOULD be prepared to gracefully handle such certificates".
///
/// @param contents two's complement in the fewest octets, at least one
public record SerialNumber(Bytes contents) implements Comparable<SerialNumber> {
    /// The longest number that an issuer may give, in octets.
    public static final int MAX_OCTETS = 20;

    /// The serial number of this value.
    public static SerialNumber of(BigInteger value) {
        return new SerialNumber(Bytes.wrap(value.toByteArray()));
    }

    /// Reads an INTEGER.
    public static SerialNumber read(DerReader reader) {
        return new SerialNumber(reader.integerContents(Tag.INTEGER));
    }

    /// Writes an INTEGER.
    public void write(DerWriter writer) {
        writer.value(Tag.INTEGER, contents);
    }

    /// The number.
    public BigInteger value() {
        return new BigInteger(contents.toArray());
    }

    /// Whether the number is as the clause asks of issuers: positive and of at most 20 octets.
    public boolean conforms() {
        return value().signum() > 0 && contents.length() <= MAX_OCTETS;
    }

    @Override
    public int compareTo(SerialNumber other) {
        return value().compareTo(other.value());
    }

    /// Hexadecimal digits of the octets.
    @Override
    public String toString() {
        return contents.toString();
    }
}
