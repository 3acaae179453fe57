package kakehashi.keys;

/// One of those who together open a token.
///
/// @param name how the token tells custodians apart
/// @param passphrase opens this custodian's share only; whoever made it wipes it
public record Custodian(String name, Secret passphrase) {}
