package kakehashi.path;

import java.time.Instant;
import java.util.Optional;
import kakehashi.x509.Certificate;
import kakehashi.x509.GeneralName;

/// A question about one certificate.
///
/// @param target the certificate
/// @param at the time at which it must be valid
/// @param peerName the DNS name, address or mailbox that the certificate must be for; absent when it does not
/// matter
public record PathRequest(Certificate target, Instant at, Optional<GeneralName> peerName) {
    /// Whether the certificate is valid at the time.
    public static PathRequest of(Certificate target, Instant at) {
        return new PathRequest(target, at, Optional.empty());
    }

    /// The same question for a certificate that must be for the name.
    public PathRequest forPeer(GeneralName name) {
        return new PathRequest(target, at, Optional.of(name));
    }
}
