package kakehashi.contract;

/// How many members a list has.
enum Bound {
    /// Where the annex says nothing.
    LIST(0, 255),
    /// `SIZE (1..255)`.
    SOME(1, 255),
    /// The CAs of an installation in its sealed state. The vault refuses more than 255; many at once may pass.
    AUTHORITIES(0, 1_024),
    /// The approvals of an order.
    APPROVALS(0, Limits.APPROVALS),
    /// The effects of an entry.
    EFFECTS(0, 4_096),
    /// The items of a batch.
    ITEMS(1, 65_535);

    private final int min;
    private final int max;

    Bound(int min, int max) {
        this.min = min;
        this.max = max;
    }

    int min() {
        return min;
    }

    int max() {
        return max;
    }
}
