package kakehashi.keys;

/// What the owner of a token lays down for its activation.
///
/// @param policy which keys and algorithms are allowed
/// @param listener who hears of every use of a key
public record TokenRules(KeyPolicy policy, KeyUseListener listener) {}
