package kakehashi.path;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import kakehashi.x509.BasicOcspResponse;
import kakehashi.x509.Bytes;
import kakehashi.x509.Certificate;
import kakehashi.x509.Crl;
import kakehashi.x509.DistributionPoint;
import kakehashi.x509.GeneralName;
import kakehashi.x509.Name;
import kakehashi.x509.SerialNumber;

/// The CRLs and OCSP responses that may be relied on, found by issuer and by serial number. Immutable: a change
/// makes the next evidence, which shares every shelf that did not change.
public final class RevocationEvidence {
    private static final RevocationEvidence EMPTY = new RevocationEvidence(Map.of(), Map.of());

    /// "The CRL number is a monotonically increasing sequence number for a given CRL scope and CRL issuer" (RFC
    /// 5280 §5.2.3): between scopes only the time compares.
    private static final Comparator<Crl> NEWEST_CRL_FIRST = Comparator.comparing(Crl::thisUpdate)
            .thenComparing(crl -> crl.crlNumber().orElse(BigInteger.ONE.negate()))
            .reversed();

    private static final Comparator<BasicOcspResponse> NEWEST_RESPONSE_FIRST =
            Comparator.comparing(BasicOcspResponse::producedAt).reversed();

    private final Map<Name, Shelf<Crl>> crls;
    private final Map<SerialNumber, Shelf<BasicOcspResponse>> responses;

    private RevocationEvidence(Map<Name, Shelf<Crl>> crls, Map<SerialNumber, Shelf<BasicOcspResponse>> responses) {
        this.crls = crls;
        this.responses = responses;
    }

    /// The evidence under one key, newest first. The token is the shelf's identity: a stamp holds it and not the
    /// evidence, so that a remembered answer keeps no old CRL in memory.
    private record Shelf<T>(List<T> items, Object token) {
        private static final Object EMPTY_TOKEN = new Object();

        private static <T> Shelf<T> empty() {
            return new Shelf<>(List.of(), EMPTY_TOKEN);
        }

        private static <T> Shelf<T> of(Collection<T> items, Comparator<T> order) {
            return new Shelf<>(items.stream().sorted(order).toList(), new Object());
        }
    }

    /// What [#stamp(Certificate)] answers: equal to another of the same shelves.
    private static final class Stamp {
        private final Object[] tokens;

        private Stamp(Object[] tokens) {
            this.tokens = tokens;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Stamp that && Arrays.equals(tokens, that.tokens);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(tokens);
        }
    }

    /// No evidence.
    public static RevocationEvidence empty() {
        return EMPTY;
    }

    /// The evidence of these CRLs and responses.
    public static RevocationEvidence of(Collection<Crl> crls, Collection<BasicOcspResponse> responses) {
        return EMPTY.with(crls, responses);
    }

    /// This evidence and more. What is already there changes nothing.
    public RevocationEvidence with(Collection<Crl> moreCrls, Collection<BasicOcspResponse> moreResponses) {
        return new RevocationEvidence(
                changed(crls, byKey(moreCrls, crl -> Set.of(crl.issuer())), NEWEST_CRL_FIRST, Collection::addAll),
                changed(
                        responses,
                        byKey(moreResponses, RevocationEvidence::serials),
                        NEWEST_RESPONSE_FIRST,
                        Collection::addAll));
    }

    /// This evidence without some. What is not there changes nothing.
    public RevocationEvidence without(Collection<Crl> oldCrls, Collection<BasicOcspResponse> oldResponses) {
        return new RevocationEvidence(
                changed(crls, byKey(oldCrls, crl -> Set.of(crl.issuer())), NEWEST_CRL_FIRST, Collection::removeAll),
                changed(
                        responses,
                        byKey(oldResponses, RevocationEvidence::serials),
                        NEWEST_RESPONSE_FIRST,
                        Collection::removeAll));
    }

    /// How a set of items becomes another: items are added to it, or taken away.
    @FunctionalInterface
    private interface Change<T> {
        boolean apply(Collection<T> items, Collection<T> change);
    }

    private static Set<SerialNumber> serials(BasicOcspResponse response) {
        Set<SerialNumber> serials = new HashSet<>();
        response.responses().forEach(single -> serials.add(single.certId().serialNumber()));
        return serials;
    }

    private static <K, T> Map<K, List<T>> byKey(Collection<T> items, Function<T, Set<K>> keys) {
        Map<K, List<T>> map = new HashMap<>();
        for (T item : items) {
            keys.apply(item)
                    .forEach(key ->
                            map.computeIfAbsent(key, k -> new ArrayList<>(1)).add(item));
        }
        return map;
    }

    private static <K, T> Map<K, Shelf<T>> changed(
            Map<K, Shelf<T>> shelves, Map<K, List<T>> changes, Comparator<T> order, Change<T> change) {
        Map<K, Shelf<T>> next = new HashMap<>(shelves);
        boolean different = false;
        for (Map.Entry<K, List<T>> entry : changes.entrySet()) {
            Shelf<T> before = shelves.getOrDefault(entry.getKey(), Shelf.empty());
            Set<T> items = new LinkedHashSet<>(before.items);
            if (!change.apply(items, entry.getValue())) {
                continue;
            }
            different = true;
            if (items.isEmpty()) {
                next.remove(entry.getKey());
            } else {
                next.put(entry.getKey(), Shelf.of(items, order));
            }
        }
        return different ? next : shelves;
    }

    /// The CRLs, full and delta, that an issuer signed by its own account, newest first.
    public List<Crl> crlsOf(Name issuer) {
        return crls.getOrDefault(issuer, Shelf.empty()).items;
    }

    /// The CRLs, full and delta, whose issuer and scope fit a certificate (RFC 5280 §6.3.3 (b)), newest first of
    /// each issuer. Nothing is said of their signatures and times.
    public List<Crl> crlsAbout(Certificate certificate) {
        List<DistributionPoint> points = new ArrayList<>(certificate.crlDistributionPoints());
        points.add(CrlScope.assumedPoint(certificate));
        Set<Name> issuers = new LinkedHashSet<>(Set.of(certificate.issuer()));
        points.forEach(point -> issuers.addAll(crlIssuers(point)));
        return issuers.stream()
                .flatMap(issuer -> crlsOf(issuer).stream())
                .filter(crl -> points.stream()
                        .anyMatch(point ->
                                CrlScope.refusal(certificate, point, crl).isEmpty()))
                .toList();
    }

    /// The OCSP responses that speak of a certificate with the serial number, whoever issued it, newest first.
    public List<BasicOcspResponse> responsesFor(SerialNumber serial) {
        return responses.getOrDefault(serial, Shelf.empty()).items;
    }

    /// A value that stays equal from one evidence to the next as long as nothing changed that can concern the
    /// certificate: the CRLs of its issuer and of the CRL issuers that it names, the OCSP responses for its serial
    /// number, and the CRLs that tell whether their signers are revoked.
    public Object stamp(Certificate certificate) {
        List<Object> tokens = new ArrayList<>(4);
        Shelf<BasicOcspResponse> shelf = responses.getOrDefault(certificate.serialNumber(), Shelf.empty());
        tokens.add(shelf.token);
        addCrlTokens(tokens, certificate);
        for (BasicOcspResponse response : shelf.items) {
            response.certificates().forEach(responder -> addCrlTokens(tokens, responder));
        }
        return new Stamp(tokens.toArray());
    }

    private void addCrlTokens(List<Object> tokens, Certificate certificate) {
        tokens.add(crls.getOrDefault(certificate.issuer(), Shelf.empty()).token);
        Stream.concat(certificate.crlDistributionPoints().stream(), certificate.freshestCrl().stream())
                .flatMap(point -> crlIssuers(point).stream())
                .forEach(name -> tokens.add(crls.getOrDefault(name, Shelf.empty()).token));
    }

    /// The distinguished names in the cRLIssuer field of a distribution point.
    static List<Name> crlIssuers(DistributionPoint point) {
        List<Name> names = new ArrayList<>(1);
        for (GeneralName name : point.crlIssuer()) {
            if (name instanceof GeneralName.DirectoryName(Name distinguished)) {
                names.add(distinguished);
            }
        }
        return names;
    }

    /// The SHA-256 digests of everything whose signature may be remembered.
    Set<Bytes> fingerprints() {
        Set<Bytes> fingerprints = new HashSet<>();
        crls.values().forEach(shelf -> shelf.items.forEach(crl -> fingerprints.add(crl.fingerprint())));
        responses
                .values()
                .forEach(shelf -> shelf.items.forEach(response -> {
                    fingerprints.add(response.der().sha256());
                    response.certificates().forEach(certificate -> fingerprints.add(certificate.fingerprint()));
                }));
        return fingerprints;
    }
}
