package kakehashi.path;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import kakehashi.x509.Certificate;
import kakehashi.x509.Name;

/// The paths that a search has tried in vain, and what follows from them.
final class TriedPaths {
    /// How many are kept to be shown; the search itself goes on.
    private static final int MAX_KEPT = 64;

    private final PathRequest request;
    private final List<CandidatePath> all = new ArrayList<>();
    private final Set<Prefix> attempted = new HashSet<>();
    private final Set<List<Certificate>> stopped = new HashSet<>();

    TriedPaths(PathRequest request) {
        this.request = request;
    }

    /// Whether the target has not been tried after the prefix.
    boolean isNew(Prefix prefix) {
        return attempted.add(prefix);
    }

    void addAnchor(TrustAnchor anchor, List<Finding> findings) {
        CandidatePath candidate = new CandidatePath(Optional.of(anchor), List.of(), findings);
        if (!all.contains(candidate)) {
            keep(candidate);
        }
    }

    /// A prefix that does not hold.
    void addStopped(Prefix prefix) {
        if (all.size() < MAX_KEPT && stopped.add(prefix.certificates())) {
            keep(new CandidatePath(Optional.of(prefix.anchor()), prefix.steps(), List.of()));
        }
    }

    /// A path to the target that does not hold.
    void addComplete(Prefix prefix, List<Finding> targetFindings) {
        List<CandidatePath.Step> steps = new ArrayList<>(prefix.steps());
        steps.add(new CandidatePath.Step(request.target(), targetFindings));
        keep(new CandidatePath(Optional.of(prefix.anchor()), List.copyOf(steps), List.of()));
    }

    private void keep(CandidatePath candidate) {
        if (all.size() < MAX_KEPT) {
            all.add(candidate);
        }
    }

    /// The paths, the most instructive first: those that lack nothing but evidence and so leave the answer open,
    /// then those that reached the target, then those with the fewest findings.
    List<CandidatePath> all() {
        List<CandidatePath> sorted = new ArrayList<>(all);
        sorted.sort(Comparator.comparing((CandidatePath c) -> !c.lacksOnlyEvidence())
                .thenComparing(c -> !reachedTarget(c))
                .thenComparing(c -> c.allFindings().size()));
        return List.copyOf(sorted);
    }

    private boolean reachedTarget(CandidatePath candidate) {
        return !candidate.steps().isEmpty()
                && candidate.steps().getLast().certificate().equals(request.target());
    }

    /// What a search that found no path says.
    ///
    /// @param deadEnds the names at which going back ended
    PathOutcome outcome(Set<Name> deadEnds, SearchMeter meter) {
        List<Finding> missing = new ArrayList<>();
        meter.exhausted().ifPresent(limit -> missing.add(Finding.of(Check.BUDGET_EXHAUSTED, limit)));
        for (CandidatePath candidate : all) {
            if (candidate.lacksOnlyEvidence()) {
                candidate.allFindings().stream()
                        .filter(f -> !missing.contains(f))
                        .forEach(missing::add);
            }
        }
        if (all.isEmpty()) {
            addMissingIssuers(deadEnds, missing);
        }
        return missing.isEmpty()
                ? new PathOutcome.Invalid(all(), meter.cost())
                : new PathOutcome.Indeterminate(List.copyOf(missing), all(), meter.cost());
    }

    /// Without any candidate, either an issuer's certificate is missing or what is known leads elsewhere.
    private void addMissingIssuers(Set<Name> deadEnds, List<Finding> missing) {
        List<Finding> notFound = deadEnds.stream()
                .map(name -> Finding.of(Check.ISSUER_NOT_FOUND, name))
                .toList();
        missing.addAll(notFound);
        List<Finding> findings = new ArrayList<>(List.of(Finding.of(Check.NO_PATH_TO_ANCHOR)));
        findings.addAll(notFound);
        keep(new CandidatePath(
                Optional.empty(), List.of(new CandidatePath.Step(request.target(), List.of())), List.copyOf(findings)));
    }
}
