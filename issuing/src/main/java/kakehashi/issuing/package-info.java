/// # issuing
///
/// **Purpose.** The issuing authority (IA): judges signed orders against the chain of authority, prepares, lints
/// and signs certificates exactly once, and has CRLs made in time.
///
/// **Principal.** [kakehashi.issuing.IssuingAuthority].
///
/// **May see.** contract, x509, path, profiles, revocation, keys, ledger.
///
/// **Never.** Believes a row of a table, signs outside an intent, or listens on a network.
package kakehashi.issuing;
