package kakehashi.validation;

import kakehashi.x509.Bytes;

/// The right of one application system to ask the JSON door, as the configuration has it. The key itself is nowhere
/// but at its holder.
///
/// @param name names the system in figures; no secret
/// @param sha256 the SHA-256 digest of the key's characters
/// @param perMinute how many certificates a minute it may ask about, on average; a minute's worth at once
public record ApiKey(String name, Bytes sha256, int perMinute) {
    private static final int DIGEST_OCTETS = 32;

    /// @throws IllegalArgumentException for a name that is not of lower-case letters, digits and hyphens, for what
    /// is
    ///     no digest, and for a quota that is not positive
    public ApiKey {
        if (!name.matches("[a-z][a-z0-9-]{0,39}") || sha256.length() != DIGEST_OCTETS || perMinute < 1) {
            throw new IllegalArgumentException("not an API key: " + name);
        }
        sha256 = sha256.compact();
    }

    /// Whose answers are: this very key's, and not those of the next one that gets the name.
    String owner() {
        return sha256.toString();
    }
}
