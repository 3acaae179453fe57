package kakehashi.path;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.OptionalInt;
import kakehashi.testkit.TestCa;
import kakehashi.testkit.TestPki;
import kakehashi.x509.Certificate;
import kakehashi.x509.Oid;
import kakehashi.x509.PolicyConstraints;
import kakehashi.x509.PolicyInformation;

/// Short ways to ask the validator and the builder, and to read their answers.
final class Paths {
    static final ValidationInputs INPUTS = ValidationInputs.DEFAULT.with(RevocationPolicy.NOT_CHECKED);
    static final ValidationInputs REQUIRED = ValidationInputs.DEFAULT.with(RevocationPolicy.REQUIRED);
    static final ValidationInputs EXPLICIT = INPUTS.with(PolicyInputs.ANY.requiringExplicitPolicy());

    static final Oid GOLD = Oid.of("1.2.392.1.1");
    static final Oid SILVER = Oid.of("1.2.392.1.2");
    static final Oid BRONZE = Oid.of("1.2.392.1.3");

    private Paths() {}

    /// Judges a path, the target last, under an anchor without limits.
    static PathOutcome validate(ValidationInputs inputs, TestCa anchor, Certificate... path) {
        return validate(inputs, TrustAnchor.of(anchor.certificate()), path);
    }

    static PathOutcome validate(ValidationInputs inputs, TrustAnchor anchor, Certificate... path) {
        PathBuilder nothingElse = PathBuilder.of(TrustGraph.EMPTY, List.of(anchor), inputs, RevocationEvidence.empty());
        List<Certificate> all = List.of(path);
        PathRequest request = PathRequest.of(all.getLast(), TestPki.NOW);
        return PathValidator.of(nothingElse).validate(anchor, all.subList(0, all.size() - 1), request);
    }

    static PathBuilder builder(ValidationInputs inputs, TestCa anchor, Collection<Certificate> graph) {
        return builder(inputs, List.of(TrustAnchor.of(anchor.certificate())), graph);
    }

    static PathBuilder builder(ValidationInputs inputs, List<TrustAnchor> anchors, Collection<Certificate> graph) {
        return PathBuilder.of(TrustGraph.of(graph), anchors, inputs, RevocationEvidence.empty());
    }

    static PathOutcome build(PathBuilder builder, Certificate target) {
        return builder.build(PathRequest.of(target, TestPki.NOW));
    }

    /// The certificates of the path of a valid outcome.
    static List<Certificate> path(PathOutcome outcome) {
        return valid(outcome).certificates();
    }

    /// The path of a valid outcome.
    static ValidatedPath valid(PathOutcome outcome) {
        return switch (outcome) {
            case PathOutcome.Valid valid -> valid.path();
            case PathOutcome.Invalid invalid -> throw new AssertionError(invalid);
            case PathOutcome.Indeterminate open -> throw new AssertionError(open);
        };
    }

    /// Everything found against the paths that were tried; nothing when one was found valid.
    static List<Check> checks(PathOutcome outcome) {
        return outcome instanceof PathOutcome.Valid
                ? List.of()
                : outcome.tried().stream()
                        .flatMap(candidate -> candidate.allFindings().stream())
                        .map(Finding::check)
                        .toList();
    }

    /// What was found against one certificate of the first path that was tried.
    static List<Check> checksOf(PathOutcome outcome, Certificate certificate) {
        return outcome.tried().getFirst().steps().stream()
                .filter(step -> step.certificate().equals(certificate))
                .flatMap(step -> step.findings().stream())
                .map(Finding::check)
                .toList();
    }

    /// Valid, or the checks that say why not.
    static String word(PathOutcome outcome) {
        return switch (outcome) {
            case PathOutcome.Valid valid -> "valid";
            case PathOutcome.Invalid invalid -> "invalid";
            case PathOutcome.Indeterminate open -> "indeterminate";
        };
    }

    static List<PolicyInformation> policies(Oid... policies) {
        return Arrays.stream(policies).map(PolicyInformation::of).toList();
    }

    static PolicyConstraints explicitAfter(int skipCerts) {
        return new PolicyConstraints(OptionalInt.of(skipCerts), OptionalInt.empty());
    }

    static PolicyConstraints noMappingAfter(int skipCerts) {
        return new PolicyConstraints(OptionalInt.empty(), OptionalInt.of(skipCerts));
    }
}
