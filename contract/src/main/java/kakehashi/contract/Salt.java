package kakehashi.contract;

import kakehashi.x509.Bytes;

/// 32 octets of chance that keep a digest from being guessed.
///
/// @param octets the octets
public record Salt(Bytes octets) {
    /// How many octets there are.
    public static final int OCTETS = 32;

    /// @throws IllegalArgumentException when it is not 32 octets
    public Salt {
        if (octets.length() != OCTETS) {
            throw new IllegalArgumentException("Salt of " + octets.length() + " octets instead of " + OCTETS);
        }
        octets = octets.compact();
    }

    /// Hexadecimal digits.
    @Override
    public String toString() {
        return octets.toString();
    }
}
