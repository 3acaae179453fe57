/// # collection
///
/// **Purpose.** Collects certificates, CRLs and OCSP responses of other PKI domains within limits: by schedule for
/// the shared graph, and for a single request what its certificates point at. It alone asks other domains.
///
/// **Principal.** [kakehashi.collection.Collecting].
///
/// **May see.** contract, x509, web, files; the LDAP library.
///
/// **Never.** Takes what hangs together with no pin, makes trust out of what it found, goes to an address that is
/// not allowed, or waits longer than it was told.
package kakehashi.collection;
