package kakehashi.authority;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import kakehashi.contract.CrlBody;
import kakehashi.profiles.CrlShard;
import kakehashi.profiles.Publication;
import kakehashi.revocation.CrlCoverage;
import kakehashi.revocation.CrlPlan;
import kakehashi.revocation.IssuedCrl;
import kakehashi.revocation.RevocationRegister;
import kakehashi.x509.Bytes;
import kakehashi.x509.Certificate;
import kakehashi.x509.DistributionPoint;
import kakehashi.x509.DistributionPointName;
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
        Optional<Instant> expired = expiredSince(times, ca.certificates(), state);
        return coverages(ca.settings(), own.subject()).stream()
                .filter(coverage -> kind != CrlBody.AUTHORITIES || coverage instanceof CrlCoverage.Authorities)
                .map(coverage -> {
                    CrlPlan.Contents.Complete complete =
                            new CrlPlan.Contents.Complete(freshest(ca, own.subject(), coverage), expired);
                    CrlPlan.Contents contents = ca.inForce() ? contents(coverage, own, complete) : complete;
                    return new CrlPlan(coverage, number, now, next(ca, contents, now), contents);
                })
                .toList();
    }

    /// A delta on schedule is valid until the one after the next is due, or as much longer as lists overlap.
    private static Instant next(View.Ca ca, CrlPlan.Contents contents, Instant now) {
        if (!ca.inForce()) {
            return CrlPlan.NO_NEXT_UPDATE;
        }
        AuthoritySettings.CrlTimes times = ca.settings().schedule();
        Optional<Duration> delta = times.deltas().filter(every -> contents instanceof CrlPlan.Contents.Delta);
        return delta.map(every -> now.plus(every).plus(every.compareTo(times.overlap()) < 0 ? every : times.overlap()))
                .orElseGet(() -> now.plus(times.period()).plus(times.overlap()));
    }

    /// Where deltas to a complete list are (RFC 5280 §5.2.6), of a CA that makes them on schedule. A last list has
    /// none.
    private static List<DistributionPoint> freshest(View.Ca ca, Name name, CrlCoverage coverage) {
        List<GeneralName> names = Stream.of(Publication.Form.values())
                .flatMap(form -> ca.settings().publication().delta(name, place(coverage), form).stream())
                .toList();
        return names.isEmpty() || !ca.inForce()
                ? List.of()
                : List.of(new DistributionPoint(
                        Optional.of(new DistributionPointName.FullName(names)), Optional.empty(), List.of()));
    }

    private static Publication.CrlPlace place(CrlCoverage coverage) {
        return switch (coverage) {
            case CrlCoverage.Authorities authorities -> new Publication.CrlPlace.Authorities();
            case CrlCoverage.Part part -> new Publication.CrlPlace.Shard(part.shard());
            case CrlCoverage.Everything everything -> new Publication.CrlPlace.Whole();
            case CrlCoverage.EndEntities all -> new Publication.CrlPlace.Whole();
        };
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
