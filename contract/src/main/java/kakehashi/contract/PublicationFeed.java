package kakehashi.contract;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import kakehashi.x509.Bytes;
import kakehashi.x509.Certificate;
import kakehashi.x509.Crl;
import kakehashi.x509.CrlReason;
import kakehashi.x509.CrossCertificatePair;
import kakehashi.x509.SerialNumber;

/// What the public zone knows from the vault's signed feed (docs/adr/0006): the port between the room that follows
/// the feed and those that answer by it. Everything here was verified before it is answered.
public interface PublicationFeed {
    /// A CA of ours.
    ///
    /// @param certificates its own certificates in force, newest first
    /// @param responders the certificates by which others answer OCSP for it
    record PublishedCa(Id authority, List<Certificate> certificates, List<Certificate> responders) {
        public PublishedCa {
            certificates = List.copyOf(certificates);
            responders = List.copyOf(responders);
        }
    }

    /// How far the feed was followed.
    ///
    /// @param batch the number of the last batch; 0 before the first
    /// @param at the time of the last batch or pulse
    record Freshness(long batch, Instant at) {}

    /// What the feed says of a serial number.
    sealed interface SerialStatus {
        /// It was issued, and nothing else was said of it.
        record Issued(Instant notAfter) implements SerialStatus {}

        /// It is revoked for good.
        record Revoked(Instant at, CrlReason reason, Optional<Instant> invalidity) implements SerialStatus {}

        /// It is suspended.
        record Held(Instant at) implements SerialStatus {}

        /// Whether it was signed nobody knows; it is to be answered as revoked.
        record Burnt(Instant at) implements SerialStatus {}

        /// The feed never named it.
        record NeverIssued() implements SerialStatus {}
    }

    /// The CAs.
    List<PublishedCa> authorities();

    /// The cross-certificate pairs in force, whole.
    Collection<CrossCertificatePair> pairs();

    /// The newest CRL of each part of a CA's certificates.
    List<Crl> crls(Id authority);

    /// The relying-party policies in force, as they were approved, by id.
    Map<Id, Bytes> policies();

    /// What the feed says of a certificate; empty when the CA is none of ours.
    Optional<SerialStatus> status(Id authority, SerialNumber serial);

    /// How old all this is.
    Freshness freshness();

    /// Has somebody told of every change, after it can be seen here, by a thread that must not be held up.
    void listen(Runnable changed);
}
