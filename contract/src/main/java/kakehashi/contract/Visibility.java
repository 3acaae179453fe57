package kakehashi.contract;

/// Whether the public zone serves a certificate of an end entity. What it learns of everyone is the status; that a
/// certificate is published its profile says (docs/adr/0006).
public enum Visibility {
    /// Only how its serial number stands.
    STATUS_ONLY,
    /// The certificate too: over HTTP, over LDAP and in outside directories.
    PUBLISHED
}
