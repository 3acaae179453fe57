package kakehashi.path;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import kakehashi.x509.Certificate;

/// Judges one given path (RFC 5280 §6.1), and finds everything that is wrong with it, not only the first thing.
///
/// # Deviations from RFC 5280
///
/// The policy tree is the graph of RFC 9618. CA certificates of versions 1 and 2 are refused (§6.1.4 (k) leaves
/// that to the application). A certificate whose syntax is wrong does not come this far: it is no [Certificate].
///
/// # Inputs (§6.1.1)
///
/// (a) the certificates; (b) the time; (c), (e), (f), (g) [PolicyInputs]; (d) the [TrustAnchor]; (h), (i)
/// [NameConstraintSet]. Beyond the clause: [AlgorithmPolicy], [Purpose], and what revocation needs.
public final class PathValidator {
    private final PathBuilder surroundings;

    private PathValidator(PathBuilder surroundings) {
        this.surroundings = surroundings;
    }

    /// A validator with the inputs and the evidence of a builder. The builder's graph is used only to judge issuers
    /// of CRLs other than the certificates' own.
    public static PathValidator of(PathBuilder surroundings) {
        return new PathValidator(surroundings);
    }

    /// Judges the path.
    ///
    /// @param anchor the trust anchor, which issued the first certificate
    /// @param issuers the CA certificates from the anchor's side on; empty when the anchor issued the target
    /// @param request the target, the time and the name that it must be for
    public PathOutcome validate(TrustAnchor anchor, List<Certificate> issuers, PathRequest request) {
        SearchMeter meter = new SearchMeter(SearchLimits.DEFAULT, () -> 0);
        ValidationInputs inputs = surroundings.inputs();
        PathFold fold = new PathFold(
                surroundings.context(anchor, request.at(), meter, CrlIssuerSearch.outermost(surroundings)));
        List<Finding> whole = new ArrayList<>(anchor.judge(request.at(), inputs.purpose()));
        if (hasSameCertificateTwice(issuers, request.target())) {
            whole.add(Finding.of(Check.SAME_CERTIFICATE_TWICE));
        }

        List<CandidatePath.Step> steps = new ArrayList<>();
        List<RevocationStatus.Evidence> evidence = new ArrayList<>();
        PathState state = PathState.initial(anchor, inputs);
        for (Certificate issuer : issuers) {
            PathFold.Step step = fold.extend(state, issuer);
            PathFold.Authenticated last = fold.authenticate(state, step.state(), issuer, Position.INTERMEDIATE);
            List<Finding> findings = new ArrayList<>(step.findings());
            findings.addAll(last.findings());
            steps.add(new CandidatePath.Step(issuer, List.copyOf(findings)));
            evidence.addAll(last.evidence());
            state = last.state();
        }
        PathFold.Finished finished = fold.finish(
                state, request, anchor.constraints().tighten(inputs.policies()), PathFold.Thoroughness.EVERYTHING);
        PathFold.Authenticated target = finished.authenticated();
        steps.add(new CandidatePath.Step(request.target(), List.copyOf(target.findings())));
        evidence.addAll(target.evidence());

        CandidatePath candidate = new CandidatePath(Optional.of(anchor), List.copyOf(steps), whole);
        return outcome(candidate, finished, evidence, meter);
    }

    private static boolean hasSameCertificateTwice(List<Certificate> issuers, Certificate target) {
        Set<Certificate> all = new HashSet<>(issuers);
        all.add(target);
        return all.size() <= issuers.size();
    }

    private static PathOutcome outcome(
            CandidatePath candidate,
            PathFold.Finished finished,
            List<RevocationStatus.Evidence> evidence,
            SearchMeter meter) {
        List<Finding> findings = new ArrayList<>(candidate.allFindings());
        meter.exhausted()
                .map(limit -> Finding.of(Check.BUDGET_EXHAUSTED, limit))
                .filter(exhausted -> !findings.contains(exhausted))
                .ifPresent(findings::add);
        if (findings.isEmpty()) {
            List<Certificate> certificates = candidate.steps().stream()
                    .map(CandidatePath.Step::certificate)
                    .toList();
            ValidatedPath path = new ValidatedPath(
                    candidate.anchor().orElseThrow(),
                    certificates,
                    finished.policies(),
                    evidence,
                    finished.authenticated().state());
            return new PathOutcome.Valid(path, List.of(), meter.cost());
        }
        boolean open = candidate.lacksOnlyEvidence() || meter.exhausted().isPresent();
        return open
                ? new PathOutcome.Indeterminate(findings, List.of(candidate), meter.cost())
                : new PathOutcome.Invalid(List.of(candidate), meter.cost());
    }
}
