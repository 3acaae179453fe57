package kakehashi.keys;

import kakehashi.x509.Bytes;
import kakehashi.x509.SignatureAlgorithm;

/// One use of a private key.
///
/// @param key the key
/// @param algorithm the algorithm of the signature
/// @param number counts the uses of this key without gaps, on from what the listener remembers
/// @param messageDigest the SHA-256 digest of the message
public record KeyUse(KeyEntry key, SignatureAlgorithm algorithm, long number, Bytes messageDigest) {}
