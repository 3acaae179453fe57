package kakehashi.validation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kakehashi.path.RevocationEvidence;
import kakehashi.path.RevocationStatus;
import kakehashi.path.TrustGraph;
import kakehashi.x509.BasicOcspResponse;
import kakehashi.x509.Bytes;
import kakehashi.x509.Certificate;
import kakehashi.x509.Crl;
import kakehashi.x509.DistributionPoint;
import kakehashi.x509.GeneralName;
import kakehashi.x509.IssuingDistributionPoint;
import kakehashi.x509.KeyUsage;
import kakehashi.x509.Name;
import kakehashi.x509.OcspResponse;
import kakehashi.x509.ReasonFlags;
import kakehashi.x509.RevocationItem;

/// Finds the octets of the evidence that an answer was given by, for those who want to keep them.
///
/// @param graph the graph of the answer
/// @param evidence the evidence of the answer
public record EvidenceFinder(TrustGraph graph, RevocationEvidence evidence) {
    /// Finds nothing.
    static final EvidenceFinder NONE = new EvidenceFinder(TrustGraph.EMPTY, RevocationEvidence.empty());

    private static final int MAX_EXTRA = 16;

    /// The evidence about one certificate of a path that was relied on.
    public List<RevocationItem> about(Certificate certificate, List<RevocationStatus.Evidence> reliedOn) {
        Set<Bytes> wanted =
                reliedOn.stream().map(RevocationStatus.Evidence::fingerprint).collect(Collectors.toSet());
        List<RevocationItem> found = new ArrayList<>();
        for (BasicOcspResponse response : evidence.responsesFor(certificate.serialNumber())) {
            if (wanted.contains(response.der().sha256())) {
                found.add(new RevocationItem.Ocsp(new OcspResponse.Successful(response)));
            }
        }
        for (Name issuer : crlIssuers(certificate)) {
            for (Crl crl : evidence.crlsOf(issuer)) {
                if (wanted.contains(crl.fingerprint())) {
                    found.add(
                            crl.baseCrlNumber().isPresent()
                                    ? new RevocationItem.DeltaCrl(crl)
                                    : new RevocationItem.FullCrl(crl));
                }
            }
        }
        return found;
    }

    /// The evidence about one certificate of a path whose status was not asked for: the smallest of the current
    /// complete CRLs that cover it – all of them where each is for some reasons only – and the deltas that go with
    /// them. Whether it holds is for the client to see, which validates the path itself.
    List<RevocationItem> current(Certificate certificate, Instant at) {
        List<Crl> current = evidence.crlsAbout(certificate).stream()
                .filter(crl -> !crl.thisUpdate().isAfter(at))
                .filter(crl -> crl.nextUpdate().map(at::isBefore).orElse(true))
                .toList();
        Collection<Crl> complete = newest(current, crl -> crl.baseCrlNumber().isEmpty());
        Collection<Crl> deltas = newest(current, crl -> crl.baseCrlNumber().isPresent());
        Optional<Crl> smallest = complete.stream()
                .filter(crl -> reasons(crl).isEmpty())
                .min(Comparator.comparing(crl -> crl.der().length()));
        List<Crl> chosen = smallest.map(List::of).orElse(List.copyOf(complete));
        return Stream.<RevocationItem>concat(
                        chosen.stream().map(RevocationItem.FullCrl::new),
                        deltas.stream()
                                .filter(delta -> chosen.stream().anyMatch(crl -> goesWith(delta, crl)))
                                .map(RevocationItem.DeltaCrl::new))
                .toList();
    }

    /// The newest list of each scope.
    private static Collection<Crl> newest(List<Crl> crls, Predicate<Crl> kind) {
        return crls.stream()
                .filter(kind)
                .collect(Collectors.toMap(
                        Crl::issuingDistributionPoint,
                        crl -> crl,
                        (one, other) -> one.thisUpdate().isBefore(other.thisUpdate()) ? other : one,
                        LinkedHashMap::new))
                .values();
    }

    private static Optional<ReasonFlags> reasons(Crl crl) {
        return crl.issuingDistributionPoint().flatMap(IssuingDistributionPoint::onlySomeReasons);
    }

    private static boolean goesWith(Crl delta, Crl complete) {
        return delta.issuer().equals(complete.issuer())
                && delta.issuingDistributionPoint().equals(complete.issuingDistributionPoint())
                && delta.thisUpdate().isAfter(complete.thisUpdate());
    }

    private static Set<Name> crlIssuers(Certificate certificate) {
        Set<Name> names = new LinkedHashSet<>(List.of(certificate.issuer()));
        Stream.concat(certificate.crlDistributionPoints().stream(), certificate.freshestCrl().stream())
                .map(DistributionPoint::crlIssuer)
                .flatMap(List::stream)
                .forEach(name -> {
                    if (name instanceof GeneralName.DirectoryName(Name distinguished)) {
                        names.add(distinguished);
                    }
                });
        return names;
    }

    /// The certificates that are needed to verify CRLs and that are not in the path.
    public List<Certificate> extraCertificates(List<RevocationItem> items, List<Certificate> path) {
        Set<Certificate> known = new HashSet<>(path);
        return items.stream()
                .flatMap(item -> signer(item).stream())
                .distinct()
                .flatMap(name -> graph.issuedTo(name).stream())
                .filter(c -> !known.contains(c) && maySignCrls(c))
                .distinct()
                .limit(MAX_EXTRA)
                .toList();
    }

    private static List<Name> signer(RevocationItem item) {
        return switch (item) {
            case RevocationItem.FullCrl(Crl crl) -> List.of(crl.issuer());
            case RevocationItem.DeltaCrl(Crl crl) -> List.of(crl.issuer());
            case RevocationItem.Ocsp _, RevocationItem.Other _ -> List.of();
        };
    }

    private static boolean maySignCrls(Certificate certificate) {
        return certificate
                .keyUsage()
                .map(usage -> usage.allows(KeyUsage.Bit.CRL_SIGN))
                .orElse(true);
    }
}
