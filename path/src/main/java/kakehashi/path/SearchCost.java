package kakehashi.path;

/// What a validation cost.
///
/// @param signatures signature verifications
/// @param edges certificates looked at, going back from the target and forward from the anchors
/// @param comparisons comparisons of a name with a name constraint
public record SearchCost(int signatures, int edges, long comparisons) {}
