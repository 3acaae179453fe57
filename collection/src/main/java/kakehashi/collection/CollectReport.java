package kakehashi.collection;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import kakehashi.x509.Crl;
import kakehashi.x509.Name;

/// How collecting stands, for a page, for JSON and for figures.
///
/// @param at when this was true
/// @param domains by name
/// @param events the last ones, newest first
public record CollectReport(Instant at, List<Domain> domains, List<CollectEvent> events) {
    /// A domain.
    ///
    /// @param crls the newest of each scope
    /// @param kept how many CRLs are kept in all
    public record Domain(String name, int certificates, int pairs, int kept, List<CrlState> crls, List<Place> places) {
        public Domain {
            crls = List.copyOf(crls);
            places = List.copyOf(places);
        }
    }

    /// The newest CRL of a scope.
    public record CrlState(Name issuer, Instant thisUpdate, Optional<Instant> nextUpdate, int entries) {}

    /// A place.
    ///
    /// @param failures how often it failed in a row
    public record Place(
            String url,
            Instant triedAt,
            Optional<Instant> hadAt,
            Optional<FetchFailure> failure,
            String detail,
            int failures) {}

    public CollectReport {
        domains = List.copyOf(domains);
        events = List.copyOf(events);
    }

    static CollectReport of(Collected collected, Instant now) {
        List<Domain> domains = collected.domains().entrySet().stream()
                .map(one -> domain(one.getKey(), one.getValue()))
                .toList();
        return new CollectReport(now, domains, collected.events());
    }

    private static Domain domain(String name, CollectedDomain held) {
        return new Domain(
                name,
                held.certificates().size(),
                held.pairs().size(),
                held.crls().size(),
                CollectHistory.newest(held.crls()).stream()
                        .map(CollectReport::state)
                        .toList(),
                held.sources().values().stream()
                        .sorted(Comparator.comparing(CollectedSource::place))
                        .map(CollectReport::place)
                        .toList());
    }

    private static CrlState state(Crl crl) {
        return new CrlState(crl.issuer(), crl.thisUpdate(), crl.nextUpdate(), crl.entryCount());
    }

    private static Place place(CollectedSource source) {
        return new Place(
                source.place(),
                source.triedAt(),
                source.had().map(CollectedSource.Had::at),
                source.trouble().map(CollectedSource.Trouble::failure),
                source.trouble().map(CollectedSource.Trouble::detail).orElse(""),
                source.trouble().map(CollectedSource.Trouble::times).orElse(0));
    }

    private Optional<Domain> domain(String name) {
        return domains.stream().filter(domain -> domain.name.equals(name)).findFirst();
    }

    /// How long the place has been silent that answered longest ago, files that were brought left aside; empty when
    /// none ever answered.
    public Optional<Duration> age(String domain) {
        return domain(domain)
                .flatMap(one -> one.places.stream()
                        .filter(place -> !place.url.startsWith(CollectedSource.IMPORT))
                        .flatMap(place -> place.hadAt.stream())
                        .min(Comparator.naturalOrder()))
                .map(oldest -> Duration.between(oldest, at));
    }

    /// The newest CRLs that should have been replaced by now.
    public List<CrlState> overdue(String domain) {
        return domain(domain)
                .map(one -> one.crls.stream()
                        .filter(crl ->
                                crl.nextUpdate.filter(next -> next.isBefore(at)).isPresent())
                        .toList())
                .orElse(List.of());
    }
}
