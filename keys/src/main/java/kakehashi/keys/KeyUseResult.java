package kakehashi.keys;

import kakehashi.x509.Bytes;

/// How one use of a private key ended.
public sealed interface KeyUseResult {
    /// The signature was made.
    record Signed(Bytes signature) implements KeyUseResult {}

    /// No signature was handed out. Inside a module one may have come about nevertheless.
    ///
    /// @param reason one English phrase without any secret
    record Failed(String reason) implements KeyUseResult {}
}
