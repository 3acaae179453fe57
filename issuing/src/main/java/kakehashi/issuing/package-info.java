/// # issuing
///
/// **Purpose.** The issuing authority (IA): judges signed orders against the chain of authority, prepares, lints
/// and signs certificates exactly once, makes CRLs, and runs ceremonies.
///
/// **Principal.** [kakehashi.issuing.IssuingAuthority].
///
/// **May see.** contract, x509, path, profiles, keys, ledger.
///
/// **Never.** Believes a row of a table, signs outside an intent, or listens on a network.
package kakehashi.issuing;
