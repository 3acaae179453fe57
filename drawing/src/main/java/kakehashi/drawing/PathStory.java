package kakehashi.drawing;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import kakehashi.path.CandidatePath;
import kakehashi.path.Finding;
import kakehashi.path.TrustAnchor;
import kakehashi.x509.Certificate;

/// What a search found out about certificates; nothing, when none was made.
///
/// @param answer the answer
/// @param target the certificate that was asked about
/// @param parts what each certificate has to do with it
/// @param found what was found against certificates, in any path that was tried
record PathStory(
        Optional<PathAnswer> answer,
        Optional<Certificate> target,
        Map<Certificate, PathPart> parts,
        Map<Certificate, List<Finding>> found) {
    static final PathStory NONE = new PathStory(Optional.empty(), Optional.empty(), Map.of(), Map.of());

    static PathStory of(PathAnswer answer, Certificate target) {
        Map<Certificate, PathPart> parts = new LinkedHashMap<>();
        Map<Certificate, Set<Finding>> found = new LinkedHashMap<>();
        for (CandidatePath candidate : answer.tried()) {
            for (CandidatePath.Step step : candidate.steps()) {
                PathPart part = step.findings().isEmpty() ? PathPart.TRIED : PathPart.REFUSED;
                parts.merge(step.certificate(), part, (a, b) -> a == PathPart.REFUSED ? a : b);
                found.computeIfAbsent(step.certificate(), c -> new LinkedHashSet<>())
                        .addAll(step.findings());
            }
        }
        answer.held().ifPresent(held -> held.certificates().forEach(c -> parts.put(c, PathPart.HOLDS)));
        Map<Certificate, List<Finding>> lists = new LinkedHashMap<>();
        found.forEach((certificate, findings) -> lists.put(certificate, List.copyOf(findings)));
        return new PathStory(Optional.of(answer), Optional.of(target), parts, lists);
    }

    PathPart part(Certificate certificate) {
        return parts.getOrDefault(certificate, PathPart.NONE);
    }

    List<Finding> findings(Certificate certificate) {
        return found.getOrDefault(certificate, List.of());
    }

    /// The certificates of the answer, the target always among them.
    Set<Certificate> certificates() {
        Set<Certificate> certificates = new LinkedHashSet<>(parts.keySet());
        target.ifPresent(certificates::add);
        return certificates;
    }

    /// The anchors of the answer: that of the path that holds, and those from which candidates start.
    List<TrustAnchor> anchors() {
        List<TrustAnchor> anchors = new ArrayList<>();
        answer.ifPresent(told -> {
            told.held().ifPresent(held -> anchors.add(held.anchor()));
            told.tried().forEach(candidate -> candidate.anchor().ifPresent(anchors::add));
        });
        return anchors.stream().distinct().toList();
    }
}
