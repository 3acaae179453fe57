/// # issuing
///
/// **Purpose.** The issuing authority (IA): takes signed orders, has them judged, prepares, lints and signs
/// certificates exactly once, writes the chain of authority, and has CRLs made in time.
///
/// **Principal.** [kakehashi.issuing.IssuingAuthority].
///
/// **May see.** contract, x509, profiles, revocation, authority, keys, ledger, files.
///
/// **Never.** Believes a row of a table, signs outside an intent, or listens on a network.
package kakehashi.issuing;
