package kakehashi.path;

import java.util.List;

/// What is known about a target after building and validating.
public sealed interface PathOutcome {
    /// A path holds.
    ///
    /// @param path the path
    /// @param tried paths that were tried before it and failed
    /// @param cost what the answer cost
    record Valid(ValidatedPath path, List<CandidatePath> tried, SearchCost cost) implements PathOutcome {}

    /// No path holds.
    ///
    /// @param tried the paths that were tried, the most instructive first
    /// @param cost what the answer cost
    record Invalid(List<CandidatePath> tried, SearchCost cost) implements PathOutcome {}

    /// Nobody can say: something is missing, and with it the answer could become yes.
    ///
    /// @param missing what is missing: evidence, an issuer's certificate, or budget
    /// @param tried the paths that were tried, the most instructive first
    /// @param cost what the answer cost
    record Indeterminate(List<Finding> missing, List<CandidatePath> tried, SearchCost cost) implements PathOutcome {}

    /// The paths that were tried and failed.
    List<CandidatePath> tried();

    /// What the answer cost.
    SearchCost cost();
}
