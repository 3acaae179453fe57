package kakehashi.keys;

/// What comes of one custodian's passphrase.
public sealed interface ShareAnswer {
    /// The share was taken; so many more custodians are needed, from 1 on.
    record Missing(int custodians) implements ShareAnswer {}

    /// The quorum is there and the token is activated.
    record Complete() implements ShareAnswer {}

    /// The share was not taken, and what was taken before stays.
    record Refused(ActivationRefusal reason) implements ShareAnswer {}
}
