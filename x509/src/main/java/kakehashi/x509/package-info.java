/// # x509
///
/// **Purpose.** Certificates, CRLs, names, requests and the protocol messages about them, as immutable values over
/// their DER: DER in, DER out.
///
/// **Principal.** [kakehashi.x509.Certificate].
///
/// **May see.** No other room; Bouncy Castle and the Amazon Corretto Crypto Provider for signature verification.
///
/// **Never.** Does no I/O, logs nothing, reads no clock, keeps no mutable global state, touches no private key.
/// A parser returns a value or [kakehashi.x509.Parsed.Malformed], and no accessor of a parsed value can fail.
package kakehashi.x509;
