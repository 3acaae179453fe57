package kakehashi.collection;

import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import kakehashi.x509.BasicOcspResponse;
import kakehashi.x509.Certificate;
import kakehashi.x509.Crl;
import kakehashi.x509.CrossCertificatePair;

/// What is held of one domain. What it offers to others was verified when this was made, whether it came from the
/// network, the database or a file.
///
/// @param sources by place
/// @param certificates those that hang together with the pins, the pins first
/// @param pairs whole where both halves count
/// @param crls newest first
record CollectedDomain(
        Map<String, CollectedSource> sources,
        List<Certificate> certificates,
        List<CrossCertificatePair> pairs,
        List<Crl> crls,
        List<BasicOcspResponse> responses) {
    CollectedDomain {
        sources = Map.copyOf(sources);
        certificates = List.copyOf(certificates);
        pairs = List.copyOf(pairs);
        crls = List.copyOf(crls);
        responses = List.copyOf(responses);
    }

    /// Of a domain from which nothing was collected yet.
    static CollectedDomain start(PartnerDomain domain) {
        return verified(domain, Map.of(), List.of(), Instant.MAX);
    }

    /// Verifies everything anew.
    ///
    /// @param old CRLs that were had before
    /// @param now for how long CRLs are kept
    static CollectedDomain verified(
            PartnerDomain domain, Map<String, CollectedSource> sources, Collection<Crl> old, Instant now) {
        CollectSignatures signatures = new CollectSignatures(domain.pins(), domain.selection()::takes);
        List<CollectParcel> parcels = sources.values().stream()
                .sorted(java.util.Comparator.comparing(CollectedSource::place))
                .flatMap(source -> CollectParcel.read(source.pieces()).stream())
                .toList();
        parcels.forEach(parcel -> signatures.add(parcel.allCertificates()));
        Set<Crl> crls = new LinkedHashSet<>(old);
        parcels.forEach(parcel -> crls.addAll(parcel.crls()));
        List<Crl> signed =
                crls.stream().filter(crl -> signatures.refusal(crl).isEmpty()).toList();
        List<Crl> kept = CollectHistory.kept(signed, domain.bounds(), now);
        return of(domain, sources, signatures, kept, parcels);
    }

    private static CollectedDomain of(
            PartnerDomain domain,
            Map<String, CollectedSource> sources,
            CollectSignatures signatures,
            List<Crl> crls,
            List<CollectParcel> parcels) {
        List<Certificate> certificates = signatures.accepted().stream()
                .limit(domain.bounds().certificates())
                .toList();
        Set<Certificate> kept = Set.copyOf(certificates);
        Set<CrossCertificatePair> pairs = new LinkedHashSet<>();
        Set<BasicOcspResponse> responses = new LinkedHashSet<>();
        for (CollectParcel parcel : parcels) {
            parcel.pairs().forEach(pair -> half(pair, kept).ifPresent(pairs::add));
            parcel.responses().stream()
                    .filter(response -> isAnswered(response, certificates, signatures))
                    .forEach(responses::add);
        }
        return new CollectedDomain(sources, certificates, List.copyOf(pairs), crls, List.copyOf(responses));
    }

    /// The pair with only the halves that count.
    private static Optional<CrossCertificatePair> half(CrossCertificatePair pair, Set<Certificate> kept) {
        Optional<Certificate> to = pair.issuedToThisCa().filter(kept::contains);
        Optional<Certificate> by = pair.issuedByThisCa().filter(kept::contains);
        return to.isEmpty() && by.isEmpty() || !pair.corresponds()
                ? Optional.empty()
                : Optional.of(new CrossCertificatePair(to, by));
    }

    private static boolean isAnswered(
            BasicOcspResponse response, List<Certificate> certificates, CollectSignatures signatures) {
        return certificates.stream()
                .anyMatch(about -> signatures.issuedTo(about.issuer()).stream()
                        .anyMatch(issuer -> CollectSignatures.answers(response, about, issuer)));
    }

    /// The same with one more source, verified anew.
    CollectedDomain with(PartnerDomain domain, CollectedSource source, Instant now) {
        Map<String, CollectedSource> more = new LinkedHashMap<>(sources);
        more.put(source.place(), source);
        return verified(domain, more, crls, now);
    }
}
