/// # console
///
/// **Purpose.** How every verb of the product speaks: one parser, one set of common options, one page of help, one
/// way to tell a problem, one table of exit codes, in Japanese and English. The verbs themselves are the rooms'
/// above.
///
/// **Principal.** [kakehashi.console.Console].
///
/// **May see.** `path`, for its two languages.
///
/// **Never.** Knows a verb; reads a clock of its own; lets a character of an input reach the terminal that could
/// control it. It is on the class path of each zone, and needs nothing there but picocli.
package kakehashi.console;
