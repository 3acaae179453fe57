package kakehashi.repository;

/// What a node did with octets that claim to be a batch or a pulse.
public sealed interface FeedVerdict {
    /// It was the next batch, or a later pulse, and holds now.
    record Applied() implements FeedVerdict {}

    /// It says what is known already.
    record Known() implements FeedVerdict {}

    /// Numbers are missing before it.
    ///
    /// @param number the one that is asked for next
    record Missing(long number) implements FeedVerdict {}

    /// Nothing was changed.
    ///
    /// @param reason why
    record Refused(String reason) implements FeedVerdict {}

    /// Signed, with a number that is known, and other octets: evidence that there are two feeds. From now on the
    /// node takes nothing until an operator has looked.
    ///
    /// @param number the number
    record Forked(long number) implements FeedVerdict {}
}
