package kakehashi.path;

import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import kakehashi.x509.Certificate;
import kakehashi.x509.SubjectPublicKeyInfo;
import kakehashi.x509.VerificationKey;

/// Remembers which key signed which CA certificate, so that paths through the same edge verify it once. Signatures
/// are facts: an entry never grows old. Bounded; when full it forgets everything.
final class SignatureMemo {
    private static final int MAX_ENTRIES = 1 << 18;

    private final ConcurrentHashMap<Edge, Boolean> known = new ConcurrentHashMap<>();
    private final Optional<SignatureMemo> shared;

    SignatureMemo() {
        this(Optional.empty());
    }

    private SignatureMemo(Optional<SignatureMemo> shared) {
        this.shared = shared;
    }

    /// A memory for one request, which knows what this one knows and tells it nothing: what a stranger sends in
    /// does not push out what is known of the shared graph.
    SignatureMemo overlaid() {
        return new SignatureMemo(Optional.of(this));
    }

    private record Edge(Certificate certificate, SubjectPublicKeyInfo key) implements Comparable<Edge> {
        /// Keeps the table fast under certificates made to collide.
        @Override
        public int compareTo(Edge other) {
            int order = certificate.compareTo(other.certificate);
            return order != 0 ? order : key.der().compareTo(other.key.der());
        }
    }

    private Boolean remembered(Edge edge) {
        Boolean own = known.get(edge);
        return own == null && shared.isPresent() ? shared.get().remembered(edge) : own;
    }

    /// Whether the key signed the certificate. False as well, and not remembered, when the budget is exhausted.
    boolean verifies(Certificate certificate, VerificationKey key, SearchMeter meter) {
        Edge edge = new Edge(certificate, key.info());
        Boolean remembered = remembered(edge);
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
