package kakehashi.drawing;

import java.util.List;
import java.util.Optional;
import kakehashi.path.CandidatePath;
import kakehashi.path.Finding;
import kakehashi.path.PathOutcome;
import kakehashi.path.TrustAnchor;
import kakehashi.x509.Certificate;

/// What a picture tells of the answer to a question about a path: whoever keeps answers keeps this, and not what
/// the search worked with.
///
/// @param held the path that holds, if one does
/// @param missing what is missing when nobody can say; empty for a yes and for a no
/// @param tried the paths that were tried and failed, the most instructive first
public record PathAnswer(Optional<Held> held, List<Finding> missing, List<CandidatePath> tried) {
    public PathAnswer {
        missing = List.copyOf(missing);
        tried = List.copyOf(tried);
    }

    /// A path that holds.
    ///
    /// @param anchor where it starts
    /// @param certificates the certificates, the one issued by the anchor first, the target last
    public record Held(TrustAnchor anchor, List<Certificate> certificates) {
        public Held {
            certificates = List.copyOf(certificates);
        }
    }

    /// What a search came to.
    public static PathAnswer of(PathOutcome outcome) {
        return switch (outcome) {
            case PathOutcome.Valid valid ->
                new PathAnswer(
                        Optional.of(new Held(valid.path().anchor(), valid.path().certificates())),
                        List.of(),
                        valid.tried());
            case PathOutcome.Invalid invalid -> new PathAnswer(Optional.empty(), List.of(), invalid.tried());
            case PathOutcome.Indeterminate open -> new PathAnswer(Optional.empty(), open.missing(), open.tried());
        };
    }

    /// Whether nobody can say.
    boolean isOpen() {
        return held.isEmpty() && !missing.isEmpty();
    }
}
