package kakehashi.issuing;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import kakehashi.contract.Digest;
import kakehashi.contract.Id;
import kakehashi.contract.Rules;
import kakehashi.profiles.IssuingCa;
import kakehashi.x509.Certificate;

/// What threads that plan certificates see of the state: CAs, profiles and rules as they are at one moment. A plan
/// made under a view that is no longer the newest is made anew.
///
/// @param authorities the CAs by id
/// @param profiles the profiles in force, by the digest of their bytes
record View(Map<Id, Ca> authorities, Map<Digest, AuthorityState.KnownProfile> profiles, Rules rules) {
    /// A CA at that moment.
    ///
    /// @param key digest of the newest key that was made for it
    /// @param certificates its own, oldest first; empty before the first
    /// @param issuing as certificates are prepared for it, when it may issue
    /// @param certified digest of the key in its newest certificate
    record Ca(
            Id id,
            AuthoritySettings settings,
            Digest key,
            List<Certificate> certificates,
            boolean inForce,
            Optional<IssuingCa> issuing,
            Optional<Digest> certified) {
        static Ca of(Issuer issuer) {
            Optional<Certificate> newest =
                    issuer.certificates().reversed().stream().findFirst();
            return new Ca(
                    issuer.id(),
                    issuer.settings(),
                    issuer.key(),
                    issuer.certificates(),
                    issuer.isInForce(),
                    newest.filter(c -> issuer.isInForce())
                            .map(c -> issuer.settings().issuingCa(issuer.id(), c)),
                    newest.map(c -> Digest.of(c.subjectPublicKeyInfo().der())));
        }

        /// The newest of its own certificates.
        Optional<Certificate> certificate() {
            return certificates.isEmpty() ? Optional.empty() : Optional.of(certificates.getLast());
        }

        /// Digest of the key in the certificate that is in force.
        Digest certifiedKey() {
            return certified.orElseThrow();
        }
    }

    static View of(AuthorityState state) {
        Map<Id, Ca> authorities = new HashMap<>();
        for (Issuer issuer : state.issuers()) {
            authorities.put(issuer.id(), Ca.of(issuer));
        }
        Map<Digest, AuthorityState.KnownProfile> profiles = new HashMap<>();
        state.profiles().forEach((digest, known) -> {
            if (known.inForce() == kakehashi.contract.Effect.InForce.YES) {
                profiles.put(digest, known);
            }
        });
        return new View(Map.copyOf(authorities), Map.copyOf(profiles), state.rules());
    }
}
