package kakehashi.x509;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Digests without a look for their provider each time, which takes longer than to digest a short text.
final class Digests {
    /// Never used themselves: what is used is a copy.
    private static final Map<String, MessageDigest> USUAL = usual();

    private Digests() {}

    private static Map<String, MessageDigest> usual() {
        Map<String, MessageDigest> usual = new HashMap<>();
        for (String algorithm : List.of("SHA-1", "SHA-256", "SHA-384", "SHA-512")) {
            try {
                MessageDigest digest = MessageDigest.getInstance(algorithm);
                digest.clone();
                usual.put(algorithm, digest);
            } catch (NoSuchAlgorithmException | CloneNotSupportedException e) {
                // It is looked for each time, and whoever asks is told.
                continue;
            }
        }
        return Map.copyOf(usual);
    }

    /// A digest that nobody else uses.
    ///
    /// @throws IllegalArgumentException when the platform has no such digest
    static MessageDigest fresh(String algorithm) {
        try {
            MessageDigest known = USUAL.get(algorithm);
            return known == null ? MessageDigest.getInstance(algorithm) : (MessageDigest) known.clone();
        } catch (NoSuchAlgorithmException | CloneNotSupportedException e) {
            throw new IllegalArgumentException("no digest " + algorithm, e);
        }
    }
}
