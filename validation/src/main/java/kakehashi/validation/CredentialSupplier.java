package kakehashi.validation;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import kakehashi.contract.PublicationFeed;
import kakehashi.keys.Signer;
import kakehashi.x509.Certificate;

/// Where the next signing key and certificate come from, when those in use grow old: the port to whoever asks the
/// CA for them.
@FunctionalInterface
public interface CredentialSupplier {
    /// The successor, if it is there yet. Must answer at once; ordering one happens elsewhere.
    ///
    /// @param current what is in use
    /// @param now the present
    Optional<ResponderCredential> next(ResponderCredential current, Instant now);

    /// This supplier, and where it has no successor the other.
    default CredentialSupplier or(CredentialSupplier other) {
        return (current, now) -> next(current, now).or(() -> other.next(current, now));
    }

    /// A supplier that takes the certificates that the feed has for keys of this server: the vault certifies a
    /// responder's key again and publishes it, and nobody has to touch the public zone.
    ///
    /// @param feed the feed
    /// @param keys the keys, that in use among them
    static CredentialSupplier of(PublicationFeed feed, List<Signer> keys) {
        return (current, now) -> feed.authorities().stream()
                .flatMap(ca -> ca.responders().stream())
                .filter(certificate ->
                        certificate.issuer().equals(current.certificate().issuer()))
                .filter(certificate -> certificate.isValidAt(now))
                .sorted(Comparator.comparing(Certificate::notAfter).reversed())
                .flatMap(certificate -> keys.stream()
                        .filter(key -> key.publicKey().equals(certificate.subjectPublicKeyInfo()))
                        .map(key -> new ResponderCredential(key, certificate)))
                .findFirst();
    }

    /// A supplier that has no successor, for a CA that signs itself.
    static CredentialSupplier none() {
        return (current, now) -> Optional.empty();
    }
}
