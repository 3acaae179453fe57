package kakehashi.authority;

import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import kakehashi.contract.CrlBody;
import kakehashi.profiles.CrlShard;
import kakehashi.profiles.Publication;
import kakehashi.revocation.CrlCoverage;
import kakehashi.revocation.CrlPlan;
import kakehashi.revocation.IssuedCrl;
import kakehashi.revocation.RevocationRegister;
import kakehashi.x509.Bytes;
import kakehashi.x509.Certificate;
import kakehashi.x509.GeneralName;
import kakehashi.x509.Name;

/// What lists a CRL number of a CA has: of CA certificates, of everything or of each shard; complete or deltas; the
/// last ones when the CA has ended.
///
/// @param number the number
/// @param kind which lists are wanted
/// @param bases the complete lists that deltas build on
public record CrlPlanner(BigInteger number, CrlBody kind, List<IssuedCrl> bases) {
    /// The lists that come under one of the CA's keys.
    ///
    /// @param own the newest certificate of that key
    /// @param state the revocations that are listed
    public List<CrlPlan> plans(View.Ca ca, Certificate own, RevocationRegister state, Instant now) {
        AuthoritySettings.CrlTimes times = ca.settings().schedule();
        Instant next = ca.inForce() ? now.plus(times.period()).plus(times.overlap()) : CrlPlan.NO_NEXT_UPDATE;
        CrlPlan.Contents.Complete complete =
                new CrlPlan.Contents.Complete(List.of(), expiredSince(times, ca.certificates(), state));
        return coverages(ca.settings(), own.subject()).stream()
                .filter(coverage -> kind != CrlBody.AUTHORITIES || coverage instanceof CrlCoverage.Authorities)
                .map(coverage -> {
                    CrlPlan.Contents contents = ca.inForce() ? contents(coverage, own, complete) : complete;
                    return new CrlPlan(coverage, number, now, next, contents);
                })
                .toList();
    }

    /// Since when certificates that expired are still listed: since the CA's first certificate, or since the last
    /// one that was forgotten before the settings said that they stay.
    private static Optional<Instant> expiredSince(
            AuthoritySettings.CrlTimes times, List<Certificate> own, RevocationRegister state) {
        if (times.expired() == AuthoritySettings.Expired.LEAVES) {
            return Optional.empty();
        }
        Instant forgotten = Instant.ofEpochSecond(state.forgottenThrough() + 1);
        Instant first = own.getFirst().notBefore();
        return Optional.of(forgotten.isAfter(first) ? forgotten : first);
    }

    /// A delta where one is asked for and a complete list under the same key is known; else a complete list.
    private CrlPlan.Contents contents(CrlCoverage coverage, Certificate own, CrlPlan.Contents.Complete complete) {
        Bytes key = own.subjectKeyIdentifier()
                .orElseGet(() -> own.subjectPublicKeyInfo().keyIdentifier());
        return bases.stream()
                .filter(base -> kind == CrlBody.DELTA
                        && base.coverage().equals(coverage)
                        && base.key().equals(key))
                .<CrlPlan.Contents>map(CrlPlan.Contents.Delta::new)
                .findFirst()
                .orElse(complete);
    }

    /// One full list, or one for each shard; and the list of CA certificates only.
    private static List<CrlCoverage> coverages(AuthoritySettings settings, Name ca) {
        List<CrlCoverage> coverages = new ArrayList<>();
        coverages.add(new CrlCoverage.Authorities(places(settings, ca, new Publication.CrlPlace.Authorities())));
        if (settings.shards() == 1) {
            coverages.add(new CrlCoverage.Everything(List.of()));
            return coverages;
        }
        for (int index = 0; index < settings.shards(); index++) {
            CrlShard shard = new CrlShard(index, settings.shards());
            coverages.add(new CrlCoverage.Part(shard, places(settings, ca, new Publication.CrlPlace.Shard(shard))));
        }
        return coverages;
    }

    private static List<GeneralName> places(AuthoritySettings settings, Name ca, Publication.CrlPlace place) {
        List<GeneralName> places = new ArrayList<>();
        for (Publication.Form form : Publication.Form.values()) {
            settings.publication().crl(ca, place, form).ifPresent(places::add);
        }
        return places;
    }
}
