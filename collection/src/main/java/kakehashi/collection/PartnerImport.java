package kakehashi.collection;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import kakehashi.x509.Bytes;
import kakehashi.x509.Certificate;
import kakehashi.x509.Crl;

/// What became of a file that somebody brought for a domain.
///
/// @param fingerprint the SHA-256 of the file
/// @param taken certificates that count and did not before
/// @param had how many counted before
/// @param refused certificates that do not count, with the reason; those that the domain's rules leave out, and
///     those of no CA, are in neither list
/// @param crls CRLs whose signatures hold
/// @param refusedCrls issuers of CRLs that do not count, with the reason
public record PartnerImport(
        Bytes fingerprint,
        List<Certificate> taken,
        int had,
        Map<Certificate, FetchFailure> refused,
        List<Crl> crls,
        Map<Crl, FetchFailure> refusedCrls) {
    public PartnerImport {
        taken = List.copyOf(taken);
        refused = Map.copyOf(refused);
        crls = List.copyOf(crls);
        refusedCrls = Map.copyOf(refusedCrls);
    }

    /// Whether the file held anything that can be read.
    public boolean isReadable() {
        return !taken.isEmpty() || had > 0 || !refused.isEmpty() || !crls.isEmpty() || !refusedCrls.isEmpty();
    }

    static PartnerImport of(PartnerDomain domain, CollectedDomain held, Bytes file) {
        Optional<CollectParcel> read = CollectParcel.read(List.of(file));
        if (read.isEmpty()) {
            return new PartnerImport(file.sha256(), List.of(), 0, Map.of(), List.of(), Map.of());
        }
        CollectParcel parcel = read.get();
        CollectSignatures signatures = new CollectSignatures(domain.pins(), domain.selection()::takes);
        signatures.add(held.certificates());
        int had = (int) parcel.allCertificates().stream()
                .distinct()
                .filter(signatures.accepted()::contains)
                .count();
        List<Certificate> taken = signatures.add(parcel.allCertificates());
        Map<Crl, FetchFailure> refusedCrls = new java.util.LinkedHashMap<>();
        parcel.crls().forEach(crl -> signatures.refusal(crl).ifPresent(why -> refusedCrls.put(crl, why)));
        List<Crl> crls = parcel.crls().stream()
                .filter(crl -> !refusedCrls.containsKey(crl))
                .toList();
        return new PartnerImport(file.sha256(), taken, had, signatures.refused(), crls, refusedCrls);
    }
}
