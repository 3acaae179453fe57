package kakehashi.validation;

/// The three answers of ETSI EN 319 102-1 §5.1.
public enum Verdict {
    /// Yes.
    TOTAL_PASSED("TotalPassed"),
    /// No.
    TOTAL_FAILED("TotalFailed"),
    /// Nobody can say yet.
    INDETERMINATE("Indeterminate");

    private final String word;

    Verdict(String word) {
        this.word = word;
    }

    /// The word in JSON; it never changes.
    public String word() {
        return word;
    }
}
