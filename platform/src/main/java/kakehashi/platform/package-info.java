/// # platform
///
/// **Purpose.** The composition root: reads the configuration, wires the rooms of one process by hand in one
/// readable file, and starts it.
///
/// **Principal.** [kakehashi.platform.Main].
///
/// Each zone has its wiring class, [VaultZone] and [PublicZone], which is loaded only in that zone's process: the
/// folder of a zone holds no jar of the others.
///
/// **May see.** Every room it wires. `demo` alone sees it, and wires its installations by the same classes.
///
/// **Never.** Holds no rule of the domain. Outside `Main` it reads no clock.
package kakehashi.platform;
