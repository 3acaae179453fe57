package kakehashi.validation;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import kakehashi.contract.OnDemandMaterial.Miss;
import kakehashi.path.CandidatePath;
import kakehashi.path.Finding;
import kakehashi.path.PathBuilder;
import kakehashi.path.PathOutcome;
import kakehashi.path.PathRequest;
import kakehashi.path.ValidatedPath;
import kakehashi.x509.Certificate;

/// An outcome of the engine, and the builder that knows the graph and evidence behind it.
///
/// @param misses where the outside was asked in vain
record Answered(PathRequest request, PathOutcome outcome, PathBuilder builder, List<Miss> misses) {
    /// The answer to a question.
    ///
    /// @param at the time that is asked about
    ValidationAnswer about(ValidationQuestion question, Instant at) {
        EvidenceFinder finder = new EvidenceFinder(builder.graph(), builder.evidence());
        return switch (outcome) {
            case PathOutcome.Valid valid ->
                new ValidationAnswer(
                        question,
                        at,
                        Verdict.TOTAL_PASSED,
                        Optional.of(found(valid.path())),
                        valid.tried(),
                        List.of(),
                        validUntil(question, valid.path()),
                        valid.cost(),
                        finder,
                        misses);
            case PathOutcome.Invalid _ -> no(question, at, List.of(), finder);
            case PathOutcome.Indeterminate open -> no(question, at, open.missing(), finder);
        };
    }

    private ValidationAnswer no(ValidationQuestion question, Instant at, List<Finding> missing, EvidenceFinder finder) {
        Verdict verdict = outcome instanceof PathOutcome.Indeterminate ? Verdict.INDETERMINATE : Verdict.TOTAL_FAILED;
        Optional<ValidationAnswer.FoundPath> built =
                question.depth() == Depth.BUILT ? prospective(question.target(), outcome) : Optional.empty();
        return new ValidationAnswer(
                question,
                at,
                built.isPresent() ? Verdict.TOTAL_PASSED : verdict,
                built,
                outcome.tried(),
                built.isPresent() ? List.of() : missing,
                Optional.empty(),
                outcome.cost(),
                finder,
                misses);
    }

    /// A path from an anchor to the target that does not hold.
    private static Optional<ValidationAnswer.FoundPath> prospective(Certificate target, PathOutcome outcome) {
        return outcome.tried().stream()
                .filter(candidate -> candidate.anchor().isPresent()
                        && !candidate.steps().isEmpty()
                        && candidate.steps().getLast().certificate().equals(target))
                .map(candidate -> new ValidationAnswer.FoundPath(
                        candidate.anchor().get(),
                        candidate.steps().stream()
                                .map(CandidatePath.Step::certificate)
                                .toList(),
                        Set.of(),
                        List.of(),
                        target.subjectPublicKeyInfo(),
                        ValidationAnswer.FoundPath.Proof.BUILT))
                .findFirst();
    }

    private static ValidationAnswer.FoundPath found(ValidatedPath path) {
        return new ValidationAnswer.FoundPath(
                path.anchor(),
                path.certificates(),
                path.userConstrainedPolicySet(),
                path.evidence(),
                path.workingPublicKey(),
                ValidationAnswer.FoundPath.Proof.VALID);
    }

    private static Optional<Instant> validUntil(ValidationQuestion question, ValidatedPath path) {
        return Optional.of(path.period().until())
                .filter(until -> question.at().isEmpty() && until.isBefore(Instant.MAX));
    }
}
