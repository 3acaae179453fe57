/// # testkit
///
/// **Purpose.** What tests of every room need: good and bad hierarchies with their certificates and CRLs, made in a
/// line or two, always at the same time.
///
/// **Principal.** [kakehashi.testkit.TestPki].
///
/// **May see.** x509. Only tests may see it: it makes private keys and signs with them in the open.
///
/// **Never.** Is never on the class path of anything that is shipped; reads no clock, opens no connection.
package kakehashi.testkit;
