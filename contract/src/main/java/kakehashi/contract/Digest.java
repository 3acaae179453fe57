package kakehashi.contract;

import kakehashi.x509.Bytes;

/// A SHA-256 digest; also the name of an installation, which is the digest of its genesis entry.
///
/// @param octets the octets
public record Digest(Bytes octets) {
    /// How many octets there are.
    public static final int OCTETS = 32;

    /// 32 zero octets: what stands before the first of a chain.
    public static final Digest ZERO = new Digest(Bytes.wrap(new byte[OCTETS]));

    /// @throws IllegalArgumentException when it is not 32 octets
    public Digest {
        if (octets.length() != OCTETS) {
            throw new IllegalArgumentException("Digest of " + octets.length() + " octets instead of " + OCTETS);
        }
        octets = octets.compact();
    }

    /// The digest of some octets.
    public static Digest of(Bytes content) {
        return new Digest(content.sha256());
    }

    /// Reads hexadecimal digits.
    ///
    /// @throws IllegalArgumentException when they are not 32 octets
    public static Digest ofHex(String hex) {
        return new Digest(Bytes.ofHex(hex));
    }

    /// Hexadecimal digits.
    @Override
    public String toString() {
        return octets.toString();
    }
}
