package kakehashi.repository;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import kakehashi.contract.Digest;
import kakehashi.contract.Id;
import kakehashi.contract.Position;
import kakehashi.x509.Bytes;
import kakehashi.x509.Crl;
import kakehashi.x509.CrossCertificatePair;

/// All that is published at one moment, but for the states of serial numbers. It never changes: a batch makes
/// another.
///
/// @param last number and digest of the last batch
/// @param chain the chain's entry that ended it
/// @param at its time
/// @param pulse the time of the newest pulse after it
/// @param keys the vault's
/// @param authorities the CAs, in the order in which they were first named
/// @param pairs the cross-certificate pairs by case
/// @param policies the relying-party policies
/// @param named the CRLs that were named and not seen
record PublicPicture(
        Position last,
        Position chain,
        Instant at,
        Optional<Instant> pulse,
        FeedKeys keys,
        Map<Id, CaState> authorities,
        Map<Id, CrossCertificatePair> pairs,
        Map<Id, Bytes> policies,
        NamedCrls named) {
    PublicPicture {
        authorities = copy(authorities);
        pairs = copy(pairs);
        policies = copy(policies);
    }

    private static <K, V> Map<K, V> copy(Map<K, V> map) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }

    /// Before the first batch.
    static PublicPicture beginning(InstallationPin pin) {
        return new PublicPicture(
                new Position(0, Digest.ZERO),
                new Position(0, pin.installation()),
                Instant.EPOCH,
                Optional.empty(),
                FeedKeys.of(pin),
                Map.of(),
                Map.of(),
                Map.of(),
                NamedCrls.NONE);
    }

    /// The time of the last batch or pulse.
    Instant freshAt() {
        return pulse.filter(at::isBefore).orElse(at);
    }

    /// The CRLs that are published.
    Stream<Crl> crls() {
        return authorities.values().stream().flatMap(ca -> ca.crls().values().stream());
    }

    /// Whether each CA of which a CRL was named has one.
    boolean hasCrls() {
        return named.stream().noneMatch(crl -> lacksCrls(crl.authority()));
    }

    boolean lacksCrls(Id authority) {
        return authorities.get(authority).crls().isEmpty();
    }

    PublicPicture heard(Instant newPulse) {
        return new PublicPicture(last, chain, at, Optional.of(newPulse), keys, authorities, pairs, policies, named);
    }

    /// Without these among the CRLs that were named.
    PublicPicture without(Set<Digest> crls) {
        NamedCrls fewer = named;
        for (Digest crl : crls) {
            fewer = fewer.without(crl);
        }
        return new PublicPicture(last, chain, at, pulse, keys, authorities, pairs, policies, fewer);
    }

    /// With a CRL published, or with it dropped from those that were named.
    PublicPicture seen(NamedCrl crl, Optional<CaState> published) {
        Map<Id, CaState> cas = new LinkedHashMap<>(authorities);
        published.ifPresent(ca -> cas.put(ca.id(), ca));
        return new PublicPicture(last, chain, at, pulse, keys, cas, pairs, policies, named.without(crl.digest()));
    }
}
