package kakehashi.authority;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import kakehashi.contract.Digest;
import kakehashi.contract.Effect;
import kakehashi.contract.Id;
import kakehashi.contract.Rules;
import kakehashi.profiles.IssuingCa;
import kakehashi.x509.Certificate;

/// What threads that plan certificates see of the state: CAs, profiles and rules as they are at one moment. A plan
/// made under a view that is no longer the newest is made anew.
///
/// @param authorities the CAs by id
/// @param profiles the profiles in force, by the digest of their bytes
public record View(Map<Id, Ca> authorities, Map<Digest, AuthorityState.KnownProfile> profiles, Rules rules) {
    /// A CA at that moment.
    ///
    /// @param key digest of the newest key that was made for it
    /// @param certificates its own, oldest first; empty before the first
    public record Ca(Id id, AuthoritySettings settings, Digest key, List<Certificate> certificates, boolean inForce) {
        /// The CA as it is now.
        public static Ca of(Issuer issuer) {
            return new Ca(issuer.id(), issuer.settings(), issuer.key(), issuer.certificates(), issuer.isInForce());
        }

        /// The newest of its own certificates.
        Optional<Certificate> certificate() {
            return certificates.isEmpty() ? Optional.empty() : Optional.of(certificates.getLast());
        }

        /// The CA as certificates are prepared for it, when it may issue.
        Optional<IssuingCa> issuing() {
            return certificate().filter(c -> inForce).map(c -> settings.issuingCa(id, c));
        }

        /// Digest of the key in the certificate that is in force.
        Digest certifiedKey() {
            return Digest.of(certificate().orElseThrow().subjectPublicKeyInfo().der());
        }
    }

    /// What stands now; it does not follow the state.
    public static View of(AuthorityState state) {
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

    /// Whether effects change what plans look at: CAs, profiles, rules or card officers.
    public static boolean isChangedBy(List<Effect> effects) {
        return effects.stream()
                .anyMatch(effect -> effect instanceof Effect.Profile
                        || effect instanceof Effect.Rules
                        || effect instanceof Effect.Officer
                        || effect instanceof Effect.OfficerEnded
                        || effect instanceof Effect.CredentialEnded
                        || effect instanceof Effect.Authority
                        || effect instanceof Effect.AuthorityKey);
    }
}
