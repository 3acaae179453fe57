package kakehashi.path;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import kakehashi.x509.Bytes;
import kakehashi.x509.CrlReason;

/// What the evidence says about one certificate.
public sealed interface RevocationStatus {
    /// The evidence covers the certificate and does not revoke it.
    ///
    /// @param evidence what was relied on
    /// @param period in which this evidence gives this answer
    record Good(List<Evidence> evidence, Period period) implements RevocationStatus {}

    /// The certificate is revoked (or on hold).
    ///
    /// @param time when it was revoked
    /// @param reason why, `unspecified` when the evidence does not say
    /// @param evidence what was relied on
    record Revoked(Instant time, CrlReason reason, List<Evidence> evidence) implements RevocationStatus {}

    /// The evidence is missing, or was refused for the reasons found.
    record Undetermined(List<Finding> findings) implements RevocationStatus {
        /// When the same evidence is missing or refused as at the time: always, or, where anything was refused
        /// because of the time, perhaps at no other.
        Period periodAround(Instant at) {
            boolean always = findings.stream().allMatch(f -> f.check().isTimelessAboutEvidence());
            return always ? Period.ALWAYS : Period.at(at);
        }
    }

    /// A piece of evidence that was relied on.
    ///
    /// @param kind what it is
    /// @param fingerprint the SHA-256 digest of its DER
    /// @param thisUpdate when it was issued
    /// @param nextUpdate when it is to be replaced
    record Evidence(Kind kind, Bytes fingerprint, Instant thisUpdate, Optional<Instant> nextUpdate) {
        /// The kinds of evidence.
        public enum Kind {
            CRL,
            DELTA_CRL,
            OCSP_RESPONSE
        }
    }
}
