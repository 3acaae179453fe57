package kakehashi.profiles;

/// How an extension is marked (RFC 5280 §4.2).
public enum Criticality {
    CRITICAL,
    NON_CRITICAL;

    /// What a flag in a profile's text says.
    static Criticality of(boolean critical) {
        return critical ? CRITICAL : NON_CRITICAL;
    }
}
