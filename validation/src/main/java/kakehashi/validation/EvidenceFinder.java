package kakehashi.validation;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
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
import kakehashi.x509.KeyUsage;
import kakehashi.x509.Name;
import kakehashi.x509.OcspResponse;
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
