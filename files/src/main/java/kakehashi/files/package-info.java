/// # files
///
/// **Purpose.** Puts a file in its place so that neither a crash nor a reader ever meets half of it. Every room
/// that keeps something on a disk does it through this one. Beside it folders that are private to their owner.
///
/// **Principal.** [kakehashi.files.WholeFile].
///
/// **May see.** x509 (for its octets).
///
/// **Never.** Knows what a file means, chooses where it lies, reads one, or hides that the disk failed.
package kakehashi.files;
