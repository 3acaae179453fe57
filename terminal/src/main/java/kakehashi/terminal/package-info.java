/// # terminal
///
/// **Purpose.** The command line: one class per noun or verb, words in Japanese and English, JSON for programs.
///
/// **Principal.** [kakehashi.terminal.CommandLine].
///
/// **May see.** x509, path, console, drawing, conformance, contract, profiles, keys, ledger, authority, issuing,
/// ceremony, validation, repository, collection, web, files.
///
/// **Never.** Lets a character of an input reach the terminal that could control it; reads a clock of its own;
/// shows or asks for a secret.
package kakehashi.terminal;
