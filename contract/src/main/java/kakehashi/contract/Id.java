package kakehashi.contract;

import kakehashi.x509.Bytes;

/// 16 octets of chance that name one thing and say nothing about it.
///
/// @param octets the octets
public record Id(Bytes octets) {
    /// How many octets there are.
    public static final int OCTETS = 16;

    /// @throws IllegalArgumentException when it is not 16 octets
    public Id {
        if (octets.length() != OCTETS) {
            throw new IllegalArgumentException("Id of " + octets.length() + " octets instead of " + OCTETS);
        }
        octets = octets.compact();
    }

    /// Reads hexadecimal digits.
    ///
    /// @throws IllegalArgumentException when they are not 16 octets
    public static Id ofHex(String hex) {
        return new Id(Bytes.ofHex(hex));
    }

    /// Hexadecimal digits.
    @Override
    public String toString() {
        return octets.toString();
    }
}
