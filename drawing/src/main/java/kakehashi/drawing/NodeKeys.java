package kakehashi.drawing;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import kakehashi.path.TrustAnchor;
import kakehashi.x509.AuthorityKeyIdentifier;
import kakehashi.x509.Certificate;
import kakehashi.x509.Name;
import kakehashi.x509.SubjectPublicKeyInfo;
import kakehashi.x509.VerificationKey;

/// The keys of every name, and which of them signed a certificate.
final class NodeKeys {
    private final Map<Name, Set<SubjectPublicKeyInfo>> keys = new HashMap<>();
    private final Map<SubjectPublicKeyInfo, Optional<VerificationKey>> ready = new HashMap<>();

    NodeKeys(List<Certificate> certificates, List<TrustAnchor> anchors) {
        anchors.forEach(anchor -> add(anchor.name(), anchor.publicKey()));
        certificates.stream()
                .sorted(Comparator.comparing(Certificate::notBefore).thenComparing(Certificate::fingerprint))
                .forEach(c -> add(c.subject(), c.subjectPublicKeyInfo()));
    }

    private void add(Name name, SubjectPublicKeyInfo key) {
        keys.computeIfAbsent(name, n -> new LinkedHashSet<>()).add(key);
    }

    /// The keys of a name, anchors first, then the oldest first.
    List<SubjectPublicKeyInfo> of(Name name) {
        return List.copyOf(keys.getOrDefault(name, Set.of()));
    }

    /// The number of the issuer's key under which the signature verifies, from 1; 0 when no key of that name does.
    /// Names and identifiers alone do not tell: a CA may have signed with any of its keys.
    int signerOf(Certificate certificate) {
        List<SubjectPublicKeyInfo> all = of(certificate.issuer());
        List<SubjectPublicKeyInfo> likelyFirst = new ArrayList<>(all);
        likelyFirst.sort(Comparator.comparing(key -> !isNamed(certificate, key)));
        for (SubjectPublicKeyInfo key : likelyFirst) {
            boolean signed = ready.computeIfAbsent(key, VerificationKey::of)
                    .map(certificate::isSignedBy)
                    .orElse(false);
            if (signed) {
                return all.indexOf(key) + 1;
            }
        }
        return 0;
    }

    private static boolean isNamed(Certificate certificate, SubjectPublicKeyInfo key) {
        return certificate
                .authorityKeyIdentifier()
                .flatMap(AuthorityKeyIdentifier::keyIdentifier)
                .filter(key.keyIdentifier()::equals)
                .isPresent();
    }
}
