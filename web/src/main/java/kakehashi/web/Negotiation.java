package kakehashi.web;

import java.util.List;
import java.util.Optional;

/// Chooses a media type (RFC 9110 §12.5.1).
final class Negotiation {
    private Negotiation() {}

    static Optional<String> best(Optional<String> accept, String... offered) {
        if (accept.isEmpty()) {
            return Optional.of(offered[0]);
        }
        List<Preference> wishes = Preference.list(accept.get());
        int bestWeight = 0;
        Optional<String> best = Optional.empty();
        for (String type : offered) {
            int weight = weight(type, wishes);
            if (weight > bestWeight) {
                bestWeight = weight;
                best = Optional.of(type);
            }
        }
        return best;
    }

    /// RFC 9110 §12.5.1: "the most specific reference has precedence".
    private static int weight(String type, List<Preference> wishes) {
        int closest = 0;
        int weight = 0;
        for (Preference wish : wishes) {
            int covers = wish.covers(type);
            if (covers > closest) {
                closest = covers;
                weight = wish.weight();
            }
        }
        return weight;
    }
}
