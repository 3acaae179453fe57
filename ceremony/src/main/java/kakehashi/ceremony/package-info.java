/// # ceremony
///
/// **Purpose.** Runs ceremonies: founds an installation, and has orders approved by the officers at the console and
/// carried out by the vault, step by step, as one reviewed file says.
///
/// **Principal.** [kakehashi.ceremony.Ceremony].
///
/// **May see.** contract, x509, profiles, keys, authority, issuing, files.
///
/// **Never.** Does what an order could not do, looks into the vault's tables, or decides for the people at the
/// table.
package kakehashi.ceremony;
