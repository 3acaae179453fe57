/// # platform
///
/// **Purpose.** The composition root: reads the configuration, wires the rooms of one process by hand in one
/// readable file, and starts it.
///
/// **Principal.** [kakehashi.platform.Main].
///
/// **May see.** Every room it wires; no room sees it.
///
/// **Never.** Holds no rule of the domain. Outside `Main` it reads no clock.
package kakehashi.platform;
