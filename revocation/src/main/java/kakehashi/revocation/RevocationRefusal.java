package kakehashi.revocation;

/// Why a revocation state does not change.
public enum RevocationRefusal {
    /// The serial number is not positive or longer than 20 octets: no CA of ours gave it (RFC 5280 §4.1.2.2).
    NO_SERIAL_OF_OURS,
    /// A time lies before 1970 or after 9999.
    TIME_OUT_OF_RANGE,
    /// The certificate has expired: its status says nothing any more.
    EXPIRED,
    /// The certificate is on hold already.
    ALREADY_HELD,
    /// Revocation is final, and the change would not say that the key was compromised, or not since earlier.
    ALREADY_REVOKED,
    /// The serial number was burnt; that is final.
    BURNT,
    /// A serial number that is listed had a certificate and cannot be burnt.
    ALREADY_LISTED,
    /// The certificate is not on hold.
    NOT_HELD,
    /// `certificateHold`, `removeFromCRL` and `aACompromise` are no reasons to revoke, `cACompromise` is none for
    /// an end entity (RFC 5280 §5.3.1).
    REASON_DOES_NOT_FIT,
    /// The invalidity date lies after the processing: it "may be earlier than the revocation date" (RFC 5280
    /// §5.3.2).
    INVALIDITY_IN_THE_FUTURE
}
