/// # fuzz
///
/// **Purpose.** Hostile input for every parser of `x509`, for the statements of `contract` and for the search of
/// `path`: guided by coverage when asked for (`./kakehashi fuzz`), replayed from seeds and former findings in every
/// test run.
///
/// **Principal.** None.
///
/// **May see.** x509, path, contract, testkit. No room may see it.
///
/// **Never.** Is never on the class path of anything that is shipped.
package kakehashi.fuzz;
