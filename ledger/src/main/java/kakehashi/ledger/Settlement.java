package kakehashi.ledger;

/// What the order book says to an outcome.
public enum Settlement {
    /// The order is settled with it now.
    SETTLED,
    /// The order was settled with the same outcome before.
    SAME,
    /// The order was settled with another outcome; that one stays.
    DIFFERENT,
    /// The order was set aside and must be reopened first.
    NOT_OPEN,
    /// No such order is addressed to this zone.
    UNKNOWN
}
