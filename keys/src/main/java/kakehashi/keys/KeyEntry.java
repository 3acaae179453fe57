package kakehashi.keys;

import kakehashi.x509.Bytes;
import kakehashi.x509.SubjectPublicKeyInfo;

/// One key on a token, as far as everybody may know it.
///
/// @param id names the key on its token and never changes
/// @param label the name for people
/// @param publicKey the public half
public record KeyEntry(Bytes id, String label, SubjectPublicKeyInfo publicKey) {}
