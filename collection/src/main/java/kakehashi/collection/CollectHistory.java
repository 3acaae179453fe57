package kakehashi.collection;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import kakehashi.x509.Bytes;
import kakehashi.x509.Crl;
import kakehashi.x509.KnownExtension;
import kakehashi.x509.Name;

/// The CRLs that are kept: the newest of every scope for ever, older ones for the configured time and size, so that
/// the past can be judged.
final class CollectHistory {
    private CollectHistory() {}

    /// What a CRL speaks for: its issuer, its distribution point, and whether it is a delta.
    private record Scope(Name issuer, Optional<Bytes> point, boolean delta) {
        static Scope of(Crl crl) {
            return new Scope(
                    crl.issuer(),
                    crl.extensions().value(KnownExtension.ISSUING_DISTRIBUTION_POINT),
                    crl.baseCrlNumber().isPresent());
        }
    }

    /// Newest first.
    static List<Crl> kept(Collection<Crl> crls, PartnerDomain.Bounds bounds, Instant now) {
        List<Crl> newestFirst = crls.stream()
                .distinct()
                .sorted(Comparator.comparing(Crl::thisUpdate).reversed())
                .toList();
        Set<Scope> scopes = new HashSet<>();
        List<Crl> kept = new ArrayList<>();
        long octets = 0;
        for (Crl crl : newestFirst) {
            boolean newest = scopes.add(Scope.of(crl));
            boolean young = now.equals(Instant.MAX) || !crl.thisUpdate().isBefore(now.minus(bounds.history()));
            boolean fits = octets + crl.der().length() <= bounds.historyOctets();
            if (newest || young && fits) {
                kept.add(crl);
                octets += crl.der().length();
            }
        }
        return kept;
    }

    /// The newest of each scope.
    static List<Crl> newest(List<Crl> newestFirst) {
        Set<Scope> scopes = new HashSet<>();
        return newestFirst.stream().filter(crl -> scopes.add(Scope.of(crl))).toList();
    }

    /// What is wrong with a CRL that was just fetched, if anything: an old one in place of the newest may be an
    /// attack, and says nothing of the present. It is kept all the same.
    static Optional<FetchFailure> staleness(Crl crl, Collection<Crl> known, Instant now) {
        Scope scope = Scope.of(crl);
        boolean older = known.stream()
                .anyMatch(one -> Scope.of(one).equals(scope) && one.thisUpdate().isAfter(crl.thisUpdate()));
        if (older) {
            return Optional.of(FetchFailure.OLDER);
        }
        return crl.nextUpdate().filter(next -> next.isBefore(now)).map(next -> FetchFailure.STALE);
    }
}
