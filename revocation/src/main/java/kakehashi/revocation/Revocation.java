package kakehashi.revocation;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import kakehashi.x509.CrlReason;

/// A certificate that is not to be relied on, as CRLs and OCSP say it.
///
/// @param certificate which
/// @param state how final it is
/// @param at the revocation date: of a revocation out of a hold the date of the hold, see [RevocationChange.Revoke]
/// @param reason `certificateHold` while held, `unspecified` when burnt
/// @param invalidity since when the key is known or suspected to be compromised, or the certificate otherwise
/// invalid
///     (RFC 5280 §5.3.2)
public record Revocation(
        RevocableCertificate certificate, State state, Instant at, CrlReason reason, Optional<Instant> invalidity) {
    /// Cuts fractions of a second off, which no CRL can say.
    public Revocation {
        at = at.truncatedTo(ChronoUnit.SECONDS);
        invalidity = invalidity.map(t -> t.truncatedTo(ChronoUnit.SECONDS));
    }

    /// How final it is. The order is that of the stored state.
    public enum State {
        /// Suspended; may be released or revoked.
        HELD,
        /// For good.
        REVOKED,
        /// A serial number whose certificate may or may not exist, closed after a crash: for good.
        BURNT
    }
}
