package kakehashi.validation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import kakehashi.path.CandidatePath;
import kakehashi.path.Finding;
import kakehashi.path.PathBuilder;
import kakehashi.path.PathOutcome;
import kakehashi.path.PathRequest;
import kakehashi.x509.Certificate;
import kakehashi.x509.GeneralName;

/// What a client demands of a target beside a valid path, and how a path that held is refused.
final class Demands {
    private Demands() {}

    /// The target must be good for the uses that the client demands.
    static ValidationAnswer uses(ValidationAnswer answer) {
        if (answer.path().isEmpty() || answer.question().depth() == Depth.BUILT) {
            return answer;
        }
        List<Finding> findings =
                answer.question().uses().judge(answer.question().target());
        return findings.isEmpty() ? answer : refused(answer, ofTarget(answer, findings));
    }

    /// The target must be for one of the names.
    static ValidationAnswer name(ValidationAnswer answer, PathBuilder builder) {
        List<Finding> against = new ArrayList<>();
        for (GeneralName name : answer.question().names()) {
            PathRequest request =
                    PathRequest.of(answer.question().target(), answer.at()).forPeer(name);
            PathOutcome outcome = builder.build(request);
            if (outcome instanceof PathOutcome.Valid) {
                return answer;
            }
            outcome.tried().stream()
                    .limit(1)
                    .flatMap(path -> path.steps().getLast().findings().stream())
                    .forEach(against::add);
        }
        return refused(answer, ofTarget(answer, against));
    }

    private static Function<Certificate, List<Finding>> ofTarget(ValidationAnswer answer, List<Finding> findings) {
        List<Finding> kept = List.copyOf(findings);
        return certificate -> certificate.equals(answer.question().target()) ? kept : List.of();
    }

    /// A path that held, refused for what is found against its certificates.
    static ValidationAnswer refused(ValidationAnswer answer, Function<Certificate, List<Finding>> findings) {
        ValidationAnswer.FoundPath path = answer.path().orElseThrow();
        List<CandidatePath.Step> steps = path.certificates().stream()
                .map(c -> new CandidatePath.Step(c, findings.apply(c)))
                .toList();
        List<CandidatePath> tried = new ArrayList<>();
        tried.add(new CandidatePath(Optional.of(path.anchor()), steps, List.of()));
        tried.addAll(answer.tried());
        return new ValidationAnswer(
                answer.question(),
                answer.at(),
                Verdict.TOTAL_FAILED,
                Optional.empty(),
                tried,
                List.of(),
                Optional.empty(),
                answer.cost(),
                answer.findEvidence(),
                answer.misses());
    }
}
