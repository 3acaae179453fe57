package kakehashi.path;

import java.util.concurrent.ConcurrentHashMap;
import kakehashi.x509.Certificate;
import kakehashi.x509.SubjectPublicKeyInfo;
import kakehashi.x509.VerificationKey;

/// Remembers which key signed which CA certificate, so that paths through the same edge verify it once. Signatures
/// are facts: an entry never grows old. Bounded; when full it forgets everything.
final class SignatureMemo {
    private static final int MAX_ENTRIES = 1 << 18;

    private final ConcurrentHashMap<Edge, Boolean> known = new ConcurrentHashMap<>();

    private record Edge(Certificate certificate, SubjectPublicKeyInfo key) implements Comparable<Edge> {
        /// Keeps the table fast under certificates made to collide.
        @Override
        public int compareTo(Edge other) {
            int order = certificate.compareTo(other.certificate);
            return order != 0 ? order : key.der().compareTo(other.key.der());
        }
    }

    /// Whether the key signed the certificate. False as well, and not remembered, when the budget is exhausted.
    boolean verifies(Certificate certificate, VerificationKey key, SearchMeter meter) {
        Edge edge = new Edge(certificate, key.info());
        Boolean remembered = known.get(edge);
        if (remembered != null) {
            return remembered;
        }
        if (!meter.signature()) {
            return false;
        }
        boolean verifies = certificate.isSignedBy(key);
        if (known.size() >= MAX_ENTRIES) {
            known.clear();
        }
        known.put(edge, verifies);
        return verifies;
    }
}
