/// # path
///
/// **Purpose.** Finds certification paths (RFC 4158) in a trust graph and judges them (RFC 5280 §6 with the policy
/// graph of RFC 9618).
///
/// **Principal.** [kakehashi.path.PathBuilder], [kakehashi.path.PathValidator] and [kakehashi.path.TrustGraph].
///
/// **May see.** `x509`.
///
/// **Never.** Does no I/O, fetches nothing, logs nothing, reads no clock, keeps no mutable global state. Time is an
/// `Instant` handed in; revocation evidence is handed in. A "no" is an outcome with its findings, never an
/// exception.
package kakehashi.path;
