package kakehashi.drawing;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import kakehashi.path.Language;
import kakehashi.path.RevocationStatus;
import kakehashi.path.TrustAnchor;
import kakehashi.x509.Certificate;

/// From where a graph is looked at.
///
/// @param at the time by which certificates are marked expired or not yet valid
/// @param language the language of the words; names stay as they are
/// @param anchors the CAs on top; when empty, those that nobody in the graph certifies
/// @param revoked the certificates that are known to be revoked, by evidence that was judged elsewhere
public record GraphView(
        Instant at, Language language, List<TrustAnchor> anchors, Map<Certificate, RevocationStatus.Revoked> revoked) {
    public GraphView {
        anchors = List.copyOf(anchors);
        revoked = Map.copyOf(revoked);
    }

    /// A view without anchors and without evidence.
    public static GraphView of(Instant at, Language language) {
        return new GraphView(at, language, List.of(), Map.of());
    }

    /// The same view with these CAs on top.
    public GraphView from(List<TrustAnchor> tops) {
        return new GraphView(at, language, tops, revoked);
    }

    /// The same view with what evidence says.
    public GraphView knowing(Map<Certificate, RevocationStatus.Revoked> revocations) {
        return new GraphView(at, language, anchors, revocations);
    }
}
