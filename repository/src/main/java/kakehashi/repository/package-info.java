/// # repository
///
/// **Purpose.** Publishes what the vault's feed says over LDAP and HTTP, and keeps outside directories as it says.
///
/// **Principal.** [kakehashi.repository.Repository].
///
/// **May see.** contract, x509, path, ledger, web, drawing, files; the LDAP library.
///
/// **Never.** Publishes half a pair, believes an unsigned batch, or lets something slow outside hold up an answer.
package kakehashi.repository;
