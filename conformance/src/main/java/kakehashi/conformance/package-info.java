/// # conformance
///
/// **Purpose.** Runs the cases of public conformance suites against the engine, or against the validation
/// server's doors, and counts what it gets right.
///
/// **Principal.** [kakehashi.conformance.ConformanceRun].
///
/// **May see.** x509, path, validation, collection.
///
/// **Never.** Decides anything by the name of a suite or a case: only what a case says of itself counts.
package kakehashi.conformance;
