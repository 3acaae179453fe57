package kakehashi.authority;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import kakehashi.contract.Authorisation;
import kakehashi.contract.Digest;
import kakehashi.contract.Effect;
import kakehashi.contract.Id;
import kakehashi.contract.Keys;
import kakehashi.contract.Officer;
import kakehashi.contract.Position;
import kakehashi.contract.Rules;
import kakehashi.x509.Bytes;
import kakehashi.x509.Certificate;

/// The vault's state for people: what is in force, as the chain says.
///
/// @param installation the digest of the genesis entry
/// @param head where the chain ends
/// @param batch the number of the last batch of the feed
/// @param officers everybody who ever was an officer
/// @param authorities the CAs, in the order in which they were made
/// @param profiles the profiles, in force or not
/// @param policies the relying-party policies, in force or not
/// @param authorisations the standing authorisations
/// @param pairs the pairs of cross-certificates, each by its case
/// @param rules the rules of approval
/// @param keys the installation's own keys and its custodians
/// @param keyChange the number of the last change of keys; 0 with those of genesis
/// @param burnt when serial numbers were burnt lately, since the last order of the kind rules
public record VaultFacts(
        Digest installation,
        Position head,
        long batch,
        List<KnownOfficer> officers,
        List<KnownAuthority> authorities,
        List<KnownProfile> profiles,
        List<KnownPolicy> policies,
        List<KnownAuthorisation> authorisations,
        List<KnownPair> pairs,
        Rules rules,
        Keys keys,
        long keyChange,
        List<Instant> burnt) {
    /// How many serial numbers were burnt in the day before.
    public long burntWithinADay(Instant now) {
        return burnt.stream().filter(now.minus(BurntCount.DAY)::isBefore).count();
    }

    /// Whether issuing has stopped, while revoking and CRLs go on (docs/adr/0007, Bounds).
    public boolean isIssuingStopped(Instant now) {
        return burntWithinADay(now) > BurntCount.MOST_A_DAY;
    }

    /// An officer, and whether he is in force now.
    public record KnownOfficer(Officer officer, boolean ended) {}

    /// A CA.
    ///
    /// @param name as its settings say
    /// @param key digest of its newest key
    /// @param certificate the newest one; empty before the first
    /// @param lastCrl when its last CRL was made
    /// @param revocations how many serial numbers are revoked, held or burnt
    public record KnownAuthority(
            Id id,
            String name,
            Digest key,
            Optional<Certificate> certificate,
            boolean inForce,
            Optional<Instant> lastCrl,
            int revocations) {}

    /// A profile.
    public record KnownProfile(Id id, Digest digest, Bytes text, boolean inForce) {}

    /// A relying-party policy.
    public record KnownPolicy(Id id, Digest digest, Bytes text, boolean inForce) {}

    /// A standing authorisation.
    ///
    /// @param left how many orders it still lets through
    public record KnownAuthorisation(Authorisation authorisation, long left, boolean stopped) {}

    /// A pair of cross-certificates.
    ///
    /// @param digest of its DER
    public record KnownPair(Id caseId, Digest digest, boolean inForce) {}

    /// The facts as they are now; they do not follow the state.
    public static VaultFacts of(AuthorityState state) {
        return new VaultFacts(
                state.installation(),
                state.head(),
                state.batch(),
                state.officers().all().stream()
                        .map(officer ->
                                new KnownOfficer(officer, state.officers().isEnded(officer.officer())))
                        .toList(),
                state.issuers().stream().map(VaultFacts::of).toList(),
                state.profiles().entrySet().stream()
                        .map(e -> new KnownProfile(
                                e.getValue().id(),
                                e.getKey(),
                                e.getValue().profile().text(),
                                e.getValue().inForce() == Effect.InForce.YES))
                        .toList(),
                state.policies().entrySet().stream()
                        .map(e -> new KnownPolicy(
                                e.getKey(),
                                e.getValue().digest(),
                                e.getValue().bytes(),
                                e.getValue().inForce() == Effect.InForce.YES))
                        .toList(),
                state.authorisations().all().values().stream()
                        .map(one -> new KnownAuthorisation(one.authorisation(), one.left(), one.isStopped()))
                        .toList(),
                state.pairs().entrySet().stream()
                        .map(e -> new KnownPair(
                                e.getKey(), e.getValue().digest(), e.getValue().inForce() == Effect.InForce.YES))
                        .toList(),
                state.rules(),
                state.keys().inForce(),
                state.keys().change(),
                state.burnt().times());
    }

    private static KnownAuthority of(Issuer issuer) {
        return new KnownAuthority(
                issuer.id(),
                issuer.settings().name(),
                issuer.key(),
                issuer.certificate(),
                issuer.isInForce(),
                issuer.lastCrl(),
                issuer.revocations().size());
    }
}
