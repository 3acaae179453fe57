/// # revocation
///
/// **Purpose.** What of a CA's certificates is revoked, held or burnt, by which transitions; and the CRLs, deltas
/// and shards that say so.
///
/// **Principal.** [kakehashi.revocation.RevocationRegister], [kakehashi.revocation.CrlMaker].
///
/// **May see.** x509, profiles, keys.
///
/// **Never.** Decides who may revoke, reads a clock, or knows of chain and database.
package kakehashi.revocation;
