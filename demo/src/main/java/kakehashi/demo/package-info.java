/// # demo
///
/// **Purpose.** The demonstration: whole installations made by the same code as real ones, the story that they
/// play, and an intruder.
///
/// **Principal.** [kakehashi.demo.Demo].
///
/// **May see.** Every room: it is the one place where vault and public zone stand in one process.
///
/// **Never.** Is part of a production distribution; names a CA without 実演 and DEMO; listens on anything but the
/// loopback address.
package kakehashi.demo;
