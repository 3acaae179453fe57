package kakehashi.path;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import kakehashi.x509.Bytes;
import kakehashi.x509.VerificationKey;

/// Remembers which key signed which piece of evidence, so that the signature over a large CRL is verified once and
/// not once a path. Safe for many threads; two that ask at the same moment may both verify.
///
/// It grows with the evidence; the owner calls [#retainOnly(RevocationEvidence)] when the evidence has changed.
public final class EvidenceSignatures {
    private record Signed(Bytes fingerprint, VerificationKey key) {}

    private final Map<Signed, Boolean> verdicts = new ConcurrentHashMap<>();
    private final Optional<EvidenceSignatures> shared;

    /// A memory that knows nothing yet.
    public EvidenceSignatures() {
        this(Optional.empty());
    }

    private EvidenceSignatures(Optional<EvidenceSignatures> shared) {
        this.shared = shared;
    }

    /// A memory for one request, which knows what this one knows and tells it nothing.
    EvidenceSignatures overlaid() {
        return new EvidenceSignatures(Optional.of(this));
    }

    /// What is known about a signature.
    enum Verdict {
        VALID,
        INVALID,
        /// The search has spent its signatures.
        NOT_TRIED
    }

    /// Whether the key signed the evidence. Only a verification that is really done is counted.
    ///
    /// @param fingerprint the SHA-256 digest of the evidence
    /// @param isSignedBy verifies the signature of the evidence
    Verdict verify(Bytes fingerprint, VerificationKey key, Predicate<VerificationKey> isSignedBy, SearchMeter meter) {
        Signed signed = new Signed(fingerprint, key);
        Boolean known = remembered(signed);
        if (known == null) {
            if (!meter.signature()) {
                return Verdict.NOT_TRIED;
            }
            known = isSignedBy.test(key);
            verdicts.put(signed, known);
        }
        return known ? Verdict.VALID : Verdict.INVALID;
    }

    private Boolean remembered(Signed signed) {
        Boolean own = verdicts.get(signed);
        return own == null && shared.isPresent() ? shared.get().remembered(signed) : own;
    }

    /// Forgets everything about evidence that is no longer there.
    public void retainOnly(RevocationEvidence evidence) {
        Set<Bytes> present = evidence.fingerprints();
        verdicts.keySet().removeIf(signed -> !present.contains(signed.fingerprint));
    }

    /// The number of verdicts that are remembered.
    public int size() {
        return verdicts.size();
    }
}
