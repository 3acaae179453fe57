package kakehashi.validation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import kakehashi.contract.OnDemandMaterial.Miss;
import kakehashi.path.CandidatePath;
import kakehashi.path.Finding;
import kakehashi.path.RevocationStatus;
import kakehashi.path.SearchCost;
import kakehashi.path.TrustAnchor;
import kakehashi.x509.Certificate;
import kakehashi.x509.Oid;
import kakehashi.x509.SubjectPublicKeyInfo;

/// The answer to one question, from which every door makes its own words.
///
/// @param question the question
/// @param at the time at which the certificate was judged
/// @param verdict the answer
/// @param path the path that was found; for a question to [Depth#BUILT] one that need not hold
/// @param tried the paths that were tried and failed, the most instructive first
/// @param missing what is missing when nobody can say
/// @param validUntil until when the answer stays as it is, for a question about now; absent when nobody can say
/// @param cost what the answer cost
/// @param findEvidence finds the evidence itself
/// @param misses where something was asked for outside and not had, where the policy lets that be tried
public record ValidationAnswer(
        ValidationQuestion question,
        Instant at,
        Verdict verdict,
        Optional<FoundPath> path,
        List<CandidatePath> tried,
        List<Finding> missing,
        Optional<Instant> validUntil,
        SearchCost cost,
        EvidenceFinder findEvidence,
        List<Miss> misses) {
    public ValidationAnswer {
        misses = List.copyOf(misses);
        tried = List.copyOf(tried);
        missing = List.copyOf(missing);
    }

    /// A path with what was found of it.
    ///
    /// @param anchor where it starts
    /// @param certificates the certificates, the one issued by the anchor first, the target last
    /// @param policies the policies for which it is valid (RFC 5280 §6.1.6)
    /// @param evidence the revocation evidence that was relied on
    /// @param key the target's key, parameters inherited
    /// @param proof what is known of it
    public record FoundPath(
            TrustAnchor anchor,
            List<Certificate> certificates,
            Set<Oid> policies,
            List<RevocationStatus.Evidence> evidence,
            SubjectPublicKeyInfo key,
            Proof proof) {
        public FoundPath {
            certificates = List.copyOf(certificates);
            policies = Set.copyOf(policies);
            evidence = List.copyOf(evidence);
        }

        /// What is known of a path.
        public enum Proof {
            /// It is valid.
            VALID,
            /// It leads from the anchor to the target, and need not be valid.
            BUILT
        }

        /// The same path to another target, of which the same was found.
        FoundPath to(Certificate target) {
            List<Certificate> all = new ArrayList<>(certificates);
            all.set(all.size() - 1, target);
            return new FoundPath(anchor, all, policies, evidence, target.subjectPublicKeyInfo(), proof);
        }
    }

    /// The same without the graph, the evidence and the material of the request, which a kept answer must not hold.
    ValidationAnswer forKeeping() {
        return new ValidationAnswer(
                question.with(Supplied.NOTHING),
                at,
                verdict,
                path,
                tried,
                missing,
                validUntil,
                cost,
                EvidenceFinder.NONE,
                misses);
    }

    /// Whether asking again later may bring another answer although nothing about the certificate changes: evidence
    /// or a certificate was missing, or the search ran out of its budget.
    public boolean isRetryable() {
        return verdict == Verdict.INDETERMINATE;
    }

    /// Everything that was found against the paths that were tried, the most instructive path first.
    public Stream<Finding> findings() {
        return Stream.concat(missing.stream(), tried.stream().flatMap(path -> path.allFindings().stream()));
    }

    /// The one finding that tells a person most: what speaks against the target in the first path, else the first
    /// of all. Empty for a yes.
    public Optional<Finding> mainFinding() {
        if (verdict == Verdict.TOTAL_PASSED) {
            return Optional.empty();
        }
        Optional<Finding> ofTarget = tried.stream()
                .limit(1)
                .flatMap(path -> path.steps().stream())
                .filter(step -> step.certificate().equals(question.target()))
                .flatMap(step -> step.findings().stream())
                .findFirst();
        return ofTarget.or(() -> findings().findFirst());
    }

    /// Whether certificates lead from an anchor to the target, be the path valid or not. A path that was given up
    /// half way for what was found against it counts: the search follows only certificates that lead to the target.
    public boolean isBuilt() {
        return path.isPresent()
                || tried.stream().anyMatch(candidate -> candidate.anchor().isPresent());
    }
}
