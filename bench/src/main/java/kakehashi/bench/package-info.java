/// # bench
///
/// **Purpose.** Measures what the product promises about speed, beside the JDK and Bouncy Castle in the same run.
/// `docs/bench.md` says what each figure means.
///
/// **Principal.** [kakehashi.bench.Bench].
///
/// **May see.** Every room it measures, and the peers.
///
/// **Never.** Is no part of the product; no room sees it.
package kakehashi.bench;
