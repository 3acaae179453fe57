package kakehashi.bench;

/// How long to measure.
enum Effort {
    /// All figures in less than three minutes.
    QUICK,
    FULL;

    /// One number or the other.
    int times(int quick, int full) {
        return this == QUICK ? quick : full;
    }
}
