/// # authority
///
/// **Purpose.** The chain of authority: folds approved orders into what is in force (officers, rules, authorities,
/// authorisations), and judges whether the next order may be done. Whoever has the chain can judge it again.
///
/// **Principal.** [kakehashi.authority.OrderJudge], [kakehashi.authority.AuthorityState].
///
/// **May see.** contract, x509, path, profiles, revocation, keys (to verify signatures).
///
/// **Never.** Reads a database, signs, or asks what time it is.
package kakehashi.authority;
