package kakehashi.collection;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import kakehashi.collection.CollectEvent.What;
import kakehashi.collection.PartnerDomain.Follow;
import kakehashi.x509.Bytes;
import kakehashi.x509.CertId;
import kakehashi.x509.Certificate;
import kakehashi.x509.Crl;
import kakehashi.x509.OcspRequest;

/// One walk through a domain, from its configured places along what its certificates point at. A place that fails
/// keeps what was had from it before; one that nothing points at any longer is forgotten.
final class CollectRound {
    private final PartnerDomain domain;
    private final CollectedDomain before;
    private final Fetcher fetcher;
    private final CollectPlan plan;
    private final InstantSource clock;

    private final CollectSignatures signatures;
    private final Map<String, CollectedSource> sources = new LinkedHashMap<>();
    private final Deque<Errand> errands = new ArrayDeque<>();
    private final Set<String> known = new HashSet<>();
    private final List<Crl> offered = new ArrayList<>();
    private final List<CollectEvent> events = new ArrayList<>();

    /// A place to ask.
    ///
    /// @param post an OCSP request
    private record Errand(String key, FetchPlace place, Optional<Bytes> post) {}

    /// What a round came to.
    record Result(CollectedDomain domain, List<CollectEvent> events) {}

    CollectRound(PartnerDomain domain, CollectedDomain before, Fetcher fetcher, CollectPlan plan, InstantSource clock) {
        this.domain = domain;
        this.before = before;
        this.fetcher = fetcher;
        this.plan = plan;
        this.clock = clock;
        this.signatures = new CollectSignatures(domain.pins(), domain.selection()::takes);
    }

    Result walk() {
        before.sources().values().stream()
                .filter(source -> source.place().startsWith(CollectedSource.IMPORT))
                .forEach(source -> {
                    sources.put(source.place(), source);
                    take(source);
                });
        domain.places().forEach(place -> add(place.url(), place, Optional.empty()));
        domain.pins().forEach(this::follow);
        while (!errands.isEmpty() && sources.size() < domain.bounds().places()) {
            ask(errands.removeFirst());
        }
        errands.forEach(left -> sources.put(left.key, failed(left.key, FetchFailure.TOO_MANY, "places")));
        CollectedDomain after = CollectedDomain.verified(domain, sources, before.crls(), clock.instant());
        refusals();
        changes(after);
        return new Result(after, List.copyOf(events));
    }

    private void add(String key, FetchPlace place, Optional<Bytes> post) {
        if (known.add(key) && known.size() <= 2 * domain.bounds().places()) {
            errands.add(new Errand(key, place, post));
        }
    }

    private void follow(Certificate certificate) {
        FetchDirectories places = plan.directories();
        follow(Follow.AIA, places.issuers(certificate));
        follow(Follow.SIA, places.repository(certificate));
        follow(Follow.CRL, places.crls(certificate));
        if (domain.follow().contains(Follow.OCSP)) {
            signatures.issuedTo(certificate.issuer()).stream().findFirst().ifPresent(issuer -> {
                Bytes request = OcspRequest.of(CertId.of("SHA-1", issuer, certificate.serialNumber()))
                        .der();
                places.responders(certificate)
                        .forEach(at -> add(at.url() + "#" + certificate.fingerprint(), at, Optional.of(request)));
            });
        }
    }

    private void follow(Follow what, List<FetchPlace> places) {
        if (domain.follow().contains(what)) {
            places.forEach(place -> add(place.url(), place, Optional.empty()));
        }
    }

    private void ask(Errand errand) {
        CollectedSource old = old(errand.key);
        FetchAsk ask = errand.post
                .map(FetchAsk::ocsp)
                .orElseGet(() -> FetchAsk.unless(old.had().flatMap(CollectedSource.Had::tag)));
        CollectedSource now = switch (fetcher.fetch(errand.place, ask, plan.limits())) {
            case FetchOutcome.Fetched fetched -> read(old, fetched);
            case FetchOutcome.Unchanged _ -> old.unchanged(clock.instant());
            case FetchOutcome.Failed(FetchFailure failure, String detail) -> failed(errand.key, failure, detail);
        };
        sources.put(errand.key, now);
        take(now);
        note(old, sources.get(errand.key));
    }

    private CollectedSource old(String key) {
        return before.sources()
                .getOrDefault(key, new CollectedSource(key, Instant.EPOCH, Optional.empty(), Optional.empty()));
    }

    private CollectedSource failed(String key, FetchFailure failure, String detail) {
        return old(key).failed(clock.instant(), failure, detail);
    }

    private CollectedSource read(CollectedSource old, FetchOutcome.Fetched fetched) {
        Optional<CollectParcel> parcel = CollectParcel.read(fetched.pieces());
        if (parcel.isEmpty()) {
            return old.failed(clock.instant(), FetchFailure.MALFORMED, "");
        }
        CollectedSource now = old.answered(clock.instant(), fetched);
        return parcel.get().crls().stream()
                .flatMap(crl -> CollectHistory.staleness(crl, before.crls(), clock.instant()).stream())
                .findFirst()
                .map(failure -> new CollectedSource(
                        now.place(),
                        now.triedAt(),
                        now.had(),
                        Optional.of(new CollectedSource.Trouble(
                                failure,
                                "",
                                old.trouble()
                                                .map(CollectedSource.Trouble::times)
                                                .orElse(0)
                                        + 1))))
                .orElse(now);
    }

    private void take(CollectedSource source) {
        CollectParcel.read(source.pieces()).ifPresent(parcel -> {
            offered.addAll(parcel.crls());
            signatures.add(parcel.allCertificates()).forEach(this::follow);
        });
    }

    private void note(CollectedSource old, CollectedSource now) {
        Optional<FetchFailure> was = old.trouble().map(CollectedSource.Trouble::failure);
        Optional<FetchFailure> is = now.trouble().map(CollectedSource.Trouble::failure);
        if (is.isPresent() && !is.equals(was)) {
            event(What.SOURCE_FAILED, now.place(), is.get().label());
        } else if (was.isPresent() && is.isEmpty()) {
            event(What.SOURCE_RECOVERED, now.place(), "");
        }
    }

    private void refusals() {
        signatures
                .refused()
                .forEach((certificate, why) ->
                        event(What.REFUSED, certificate.subject().toString(), why.label()));
        for (Crl crl : offered) {
            signatures
                    .refusal(crl)
                    .ifPresent(why -> event(What.REFUSED, crl.issuer().toString(), why.label()));
        }
    }

    private void changes(CollectedDomain after) {
        added(before.certificates(), after.certificates())
                .forEach(c -> event(What.CERTIFICATE_ADDED, c.subject().toString(), "" + c.fingerprint()));
        added(after.certificates(), before.certificates())
                .forEach(c -> event(What.CERTIFICATE_GONE, c.subject().toString(), "" + c.fingerprint()));
        added(before.crls(), after.crls())
                .forEach(crl -> event(What.CRL_ADDED, crl.issuer().toString(), "" + crl.fingerprint()));
    }

    private static <T> List<T> added(Collection<T> before, Collection<T> after) {
        Set<T> old = Set.copyOf(before);
        return after.stream().filter(one -> !old.contains(one)).toList();
    }

    private void event(What what, String subject, String detail) {
        events.add(new CollectEvent(clock.instant(), domain.name(), what, subject, detail));
    }
}
