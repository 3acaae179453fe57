package kakehashi.path;

/// Where a certificate stands in a path.
enum Position {
    /// Certificate i with i < n: it issues the next one.
    INTERMEDIATE,
    /// Certificate n.
    TARGET
}
