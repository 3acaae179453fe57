package kakehashi.revocation;

import java.time.Instant;
import java.util.Optional;
import kakehashi.x509.CrlReason;
import kakehashi.x509.SerialNumber;

/// A wish to change the revocation state of one certificate. [RevocationRegister#judge] says what becomes of it.
public sealed interface RevocationChange {
    /// The serial number of the certificate.
    SerialNumber serial();

    /// When the CA processes the change.
    Instant at();

    /// Revoke for good, also out of a hold; or say later that the key of a revoked certificate was compromised.
    ///
    /// A revocation out of a hold keeps the date of the hold: "the revocation date shall be the date the
    /// certificate was placed on hold" (X.509, hold instruction code). A revoked certificate stays revoked; its
    /// reason may change ("or if its revocation reason changes", RFC 5280 §5.2.4) only to `keyCompromise` or
    /// `cACompromise`, and the invalidity date of such a one only to an earlier one. The revocation date stays what
    /// it was: what was learnt later about the past is what `invalidityDate` says (§5.3.2).
    record Revoke(RevocableCertificate certificate, Instant at, CrlReason reason, Optional<Instant> invalidity)
            implements RevocationChange {
        @Override
        public SerialNumber serial() {
            return certificate.serial();
        }
    }

    /// Suspend: `certificateHold`.
    record Hold(RevocableCertificate certificate, Instant at) implements RevocationChange {
        @Override
        public SerialNumber serial() {
            return certificate.serial();
        }
    }

    /// End a hold: the certificate is good again.
    record Release(SerialNumber serial, Instant at) implements RevocationChange {}

    /// Close a serial number whose certificate may exist (record 7): revoked from the time of the intent, reason
    /// `unspecified`, invalidity date the same.
    record Burn(RevocableCertificate certificate, Instant at) implements RevocationChange {
        @Override
        public SerialNumber serial() {
            return certificate.serial();
        }
    }
}
