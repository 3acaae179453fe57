/// # validation
///
/// **Purpose.** Answers relying parties about certificates: OCSP, the certificate validation server over SCVP and
/// JSON.
///
/// **Principal.** [kakehashi.validation.ValidationServer] and [kakehashi.validation.OcspResponder].
///
/// **May see.** contract, x509, path, keys, web, drawing.
///
/// **Never.** Says yes for want of knowledge, or gives two doors two answers.
package kakehashi.validation;
