package kakehashi.console;

/// A verb behind which stands what it works on, such as the kind of an order: `help` takes that word too.
public interface Operand {
    /// Does nothing when the verb knows the word.
    ///
    /// @throws InputProblem when it does not
    void require(String word);
}
