/// # profiles
///
/// **Purpose.** What certificates may hold: profiles as reviewable texts, the exact certificate that a request
/// comes to under one, and the rules (lint) that every certificate, CRL, request and key is held to before anything
/// is signed.
///
/// **Principal.** [kakehashi.profiles.CertificateProfile], [kakehashi.profiles.Lint].
///
/// **May see.** x509, path, contract.
///
/// **Never.** Signs, decides who may have a certificate, or keeps state.
package kakehashi.profiles;
