package kakehashi.collection;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import kakehashi.contract.OnDemandMaterial.Found;
import kakehashi.contract.OnDemandMaterial.Miss;
import kakehashi.contract.OnDemandMaterial.Missing;
import kakehashi.x509.BasicOcspResponse;
import kakehashi.x509.Bytes;
import kakehashi.x509.CertId;
import kakehashi.x509.Certificate;
import kakehashi.x509.Crl;
import kakehashi.x509.OcspRequest;

/// One request's walk outside, in waves: all that can be asked is asked at once; what comes back tells what to ask
/// next. The overlay of one request, bounded and thrown away with it.
final class OnDemandChase {
    private static final int MAX_CERTIFICATES = 64;
    private static final int MAX_OF_ONE_NAME = 16;
    private static final int MAX_ISSUERS = 2;

    private final CollectPlan plan;
    private final FetchBulkhead bulkhead;
    private final Missing missing;
    private final InstantSource clock;

    private final Set<Certificate> certificates = new LinkedHashSet<>();
    private final Set<Crl> crls = new LinkedHashSet<>();
    private final Set<Crl> unsigned = new LinkedHashSet<>();
    private final Set<BasicOcspResponse> responses = new LinkedHashSet<>();
    private final Map<String, Miss> misses = new LinkedHashMap<>();
    private final Set<String> asked = new LinkedHashSet<>();
    private final Set<Certificate> wanted = new LinkedHashSet<>();
    private final Set<Certificate> spares = new LinkedHashSet<>();
    private final OnDemandDescent descent = new OnDemandDescent();

    /// What is asked for.
    private enum What {
        ISSUER,
        SUBJECTS,
        CRL,
        OCSP
    }

    private record Errand(What what, Certificate about, String place, CompletableFuture<FetchOutcome> answer) {}

    OnDemandChase(CollectPlan plan, FetchBulkhead bulkhead, Missing missing, InstantSource clock) {
        this.plan = plan;
        this.bulkhead = bulkhead;
        this.missing = missing;
        this.clock = clock;
    }

    Found run(Duration time) {
        long deadline = System.nanoTime() + time.toNanos();
        wanted.addAll(missing.withoutStatus());
        List<Errand> wave = new ArrayList<>();
        missing.withoutIssuer().forEach(certificate -> askIssuer(certificate, wave));
        askStatus(wave);
        if (wave.isEmpty()) {
            descend(missing.anchors(), wave);
        }
        while (!wave.isEmpty() && System.nanoTime() < deadline) {
            List<Errand> next = new ArrayList<>();
            for (Errand errand : wave) {
                take(errand, outcome(errand, deadline), next);
            }
            acceptCrls();
            askStatus(next);
            if (next.isEmpty()) {
                descend(missing.anchors(), next);
            }
            wave.clear();
            wave.addAll(next);
        }
        wave.forEach(errand -> miss(errand.place, FetchFailure.TOO_SLOW));
        refuseCrls();
        return new Found(
                List.copyOf(certificates), List.copyOf(crls), List.copyOf(responses), List.copyOf(misses.values()));
    }

    private void askIssuer(Certificate certificate, List<Errand> wave) {
        for (FetchPlace place : plan.directories().issuers(certificate)) {
            ask(What.ISSUER, certificate, place, Optional.empty(), wave);
        }
    }

    /// Those above which nothing is known.
    private List<Certificate> ends() {
        return Stream.concat(missing.withoutIssuer().stream(), certificates.stream())
                .filter(one -> !isRoot(one) && issuers(one).findAny().isEmpty())
                .toList();
    }

    /// Where nothing leads up any more, asks what these CAs issued.
    private void descend(List<Certificate> from, List<Errand> wave) {
        if (ends().isEmpty()) {
            return;
        }
        for (Certificate ca : from) {
            plan.directories().repository(ca).forEach(place -> ask(What.SUBJECTS, ca, place, Optional.empty(), wave));
        }
    }

    private void takeSubjects(Errand errand, CollectParcel parcel, List<Errand> next) {
        List<Certificate> news = descent.take(errand.about, parcel);
        if (news.isEmpty()) {
            miss(errand.place, FetchFailure.WRONG_SIGNATURE);
        }
        for (Certificate end : ends()) {
            for (Certificate one : descent.wayTo(end)) {
                if (certificates.size() < MAX_CERTIFICATES
                        && certificates.add(one)
                        && !missing.withoutStatus().isEmpty()) {
                    wanted.add(one);
                }
            }
        }
        descend(news, next);
    }

    /// Asks for the CRLs of every certificate whose status is wanted, and, where its issuer is known, a responder.
    private void askStatus(List<Errand> wave) {
        for (Certificate certificate : wanted) {
            plan.directories()
                    .crls(certificate)
                    .forEach(place -> ask(What.CRL, certificate, place, Optional.empty(), wave));
            List<FetchPlace> responders = plan.directories().responders(certificate);
            if (responders.isEmpty()) {
                continue;
            }
            for (Certificate issuer : issuers(certificate).limit(MAX_ISSUERS).toList()) {
                Bytes request = OcspRequest.of(CertId.of("SHA-1", issuer, certificate.serialNumber()))
                        .der();
                responders.forEach(place -> ask(What.OCSP, certificate, place, Optional.of(request), wave));
            }
        }
    }

    private void ask(What what, Certificate about, FetchPlace place, Optional<Bytes> post, List<Errand> wave) {
        String key = place.url() + post.map(body -> "#" + body.sha256()).orElse("");
        if (asked.contains(key)) {
            return;
        }
        if (asked.size() >= plan.onDemand().fetches()) {
            miss(place.url(), FetchFailure.TOO_MANY);
            return;
        }
        asked.add(key);
        FetchAsk how = post.map(FetchAsk::ocsp).orElse(FetchAsk.PLAIN);
        wave.add(new Errand(what, about, place.url(), bulkhead.fetch(key, place, how)));
    }

    private Stream<Certificate> known(kakehashi.x509.Name subject) {
        Collection<Certificate> before = missing.known().apply(subject);
        return Stream.concat(
                        before.stream(),
                        certificates.stream().filter(one -> one.subject().equals(subject)))
                .distinct()
                .limit(MAX_OF_ONE_NAME);
    }

    private Stream<Certificate> issuers(Certificate certificate) {
        return known(certificate.issuer()).filter(issuer -> CollectSignatures.verifies(issuer, certificate));
    }

    private static FetchOutcome outcome(Errand errand, long deadline) {
        try {
            long left = Math.max(0, deadline - System.nanoTime());
            return errand.answer.get(left, TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            return new FetchOutcome.Failed(FetchFailure.TOO_SLOW, "");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new FetchOutcome.Failed(FetchFailure.TOO_SLOW, "");
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private void take(Errand errand, FetchOutcome outcome, List<Errand> next) {
        switch (outcome) {
            case FetchOutcome.Failed(FetchFailure failure, String _) -> miss(errand.place, failure);
            case FetchOutcome.Unchanged _ -> miss(errand.place, FetchFailure.BAD_ANSWER);
            case FetchOutcome.Fetched(List<Bytes> pieces, Optional<String> _) ->
                CollectParcel.read(pieces)
                        .ifPresentOrElse(
                                parcel -> take(errand, parcel, next), () -> miss(errand.place, FetchFailure.MALFORMED));
        }
    }

    private void take(Errand errand, CollectParcel parcel, List<Errand> next) {
        switch (errand.what) {
            case ISSUER -> takeIssuers(errand, parcel, next);
            case SUBJECTS -> takeSubjects(errand, parcel, next);
            case CRL -> takeCrls(errand, parcel);
            case OCSP -> {
                List<BasicOcspResponse> good = parcel.responses().stream()
                        .limit(1)
                        .filter(response -> issuers(errand.about)
                                .anyMatch(issuer -> CollectSignatures.answers(response, errand.about, issuer)))
                        .toList();
                responses.addAll(good);
                if (good.isEmpty()) {
                    miss(errand.place, FetchFailure.WRONG_SIGNATURE);
                }
            }
        }
    }

    /// Takes those whose key signed the certificate that pointed here, and what in the same parcel signed those: a
    /// CA that changed its key offers both certificates at one place. The rest may have signed a CRL.
    private void takeIssuers(Errand errand, CollectParcel parcel, List<Errand> next) {
        List<Certificate> offered = parcel.allCertificates().stream().distinct().toList();
        Deque<Certificate> signed = new ArrayDeque<>(List.of(errand.about));
        boolean useful = false;
        while (!signed.isEmpty()) {
            Certificate about = signed.removeFirst();
            List<Certificate> issuers = offered.stream()
                    .filter(one -> one.subject().equals(about.issuer()))
                    .limit(MAX_OF_ONE_NAME)
                    .toList();
            for (Certificate one : issuers) {
                boolean issuer = CollectSignatures.verifies(one, about);
                useful |= issuer;
                if (!issuer) {
                    spare(one);
                } else if (take(one, next)) {
                    signed.add(one);
                }
            }
        }
        if (!useful) {
            miss(errand.place, FetchFailure.WRONG_SIGNATURE);
        }
    }

    private void spare(Certificate one) {
        if (spares.size() < MAX_CERTIFICATES) {
            spares.add(one);
        }
    }

    /// Whether a certificate is new, and leads on.
    private boolean take(Certificate issuer, List<Errand> next) {
        if (certificates.size() >= MAX_CERTIFICATES || !certificates.add(issuer) || isRoot(issuer)) {
            return false;
        }
        if (!missing.withoutStatus().isEmpty()) {
            wanted.add(issuer);
        }
        if (issuers(issuer).findAny().isEmpty()) {
            askIssuer(issuer, next);
        }
        return true;
    }

    private static boolean isRoot(Certificate one) {
        return one.isSelfIssued() && CollectSignatures.verifies(one, one);
    }

    private void takeCrls(Errand errand, CollectParcel parcel) {
        unsigned.addAll(parcel.crls().stream().limit(MAX_OF_ONE_NAME).toList());
        if (parcel.crls().isEmpty()) {
            miss(errand.place, FetchFailure.MALFORMED);
        }
        parcel.crls().stream()
                .flatMap(crl -> CollectHistory.staleness(crl, List.of(), clock.instant()).stream())
                .findFirst()
                .ifPresent(failure -> miss(errand.place, failure));
    }

    /// Takes the CRLs that verify; their signers may have come later than they did. A certificate that nothing else
    /// needs is taken when it verifies one, and its own status is then wanted too.
    private void acceptCrls() {
        for (Crl crl : List.copyOf(unsigned)) {
            Optional<Certificate> spare = spares.stream()
                    .filter(one -> one.subject().equals(crl.issuer()))
                    .filter(one -> issuers(one).findAny().isPresent()
                            && CollectSignatures.refusal(crl, List.of(one)).isEmpty())
                    .findFirst();
            boolean signed =
                    CollectSignatures.refusal(crl, known(crl.issuer()).toList()).isEmpty();
            if (!signed && spare.isPresent()) {
                certificates.add(spare.get());
                wanted.add(spare.get());
            }
            if (signed || spare.isPresent()) {
                crls.add(crl);
                unsigned.remove(crl);
            }
        }
    }

    private void refuseCrls() {
        acceptCrls();
        for (Crl crl : unsigned) {
            CollectSignatures.refusal(crl, known(crl.issuer()).toList())
                    .ifPresent(why -> miss(CollectEvent.fit(crl.issuer().toString()), why));
        }
    }

    private void miss(String place, FetchFailure failure) {
        misses.putIfAbsent(place, new Miss(place, failure.reason(), failure.again()));
    }
}
