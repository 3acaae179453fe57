package kakehashi.repository;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import kakehashi.contract.Digest;
import kakehashi.contract.Id;
import kakehashi.contract.PublicationFeed.PublishedCa;
import kakehashi.x509.BasicConstraints;
import kakehashi.x509.Bytes;
import kakehashi.x509.Certificate;
import kakehashi.x509.Crl;
import kakehashi.x509.Name;
import kakehashi.x509.SubjectPublicKeyInfo;
import kakehashi.x509.VerificationKey;

/// A CA of ours as it is published, but for the states of its serial numbers.
///
/// @param id what the vault calls it
/// @param certificates its own in force, newest first
/// @param responders others' that it issued and the feed names
/// @param retired its own that are in force no more; their keys still verify CRLs
/// @param crls the newest of each part
record CaState(
        Id id,
        List<Certificate> certificates,
        List<Certificate> responders,
        List<Certificate> retired,
        Map<CrlPart, Crl> crls) {
    private static final Comparator<Certificate> NEWEST_FIRST =
            Comparator.comparing(Certificate::notBefore).reversed().thenComparing(Certificate::fingerprint);

    CaState {
        certificates = List.copyOf(certificates);
        responders = List.copyOf(responders);
        retired = List.copyOf(retired);
        crls = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(crls));
    }

    static CaState of(Id id) {
        return new CaState(id, List.of(), List.of(), List.of(), Map.of());
    }

    /// Its name; empty until a certificate of its own is published.
    Optional<Name> name() {
        return Stream.concat(certificates.stream(), retired.stream())
                .map(Certificate::subject)
                .findFirst();
    }

    /// With one more certificate; empty when it is a CA's of another name: an id never comes to mean another CA.
    Optional<CaState> with(Certificate certificate) {
        if (holds(Digest.of(certificate.der()))) {
            return Optional.of(this);
        }
        boolean ca = certificate.basicConstraints().map(BasicConstraints::ca).orElse(false);
        if (!ca) {
            return Optional.of(new CaState(id, certificates, added(responders, certificate), retired, crls));
        }
        if (name().filter(name -> !name.equals(certificate.subject())).isPresent()) {
            return Optional.empty();
        }
        return Optional.of(new CaState(
                id,
                added(certificates, certificate),
                responders,
                without(retired, Digest.of(certificate.der())),
                crls));
    }

    boolean holds(Digest certificate) {
        return Stream.concat(certificates.stream(), responders.stream())
                .anyMatch(c -> Digest.of(c.der()).equals(certificate));
    }

    /// Without a certificate that it holds.
    CaState withdraw(Digest certificate) {
        List<Certificate> gone = certificates.stream()
                .filter(c -> Digest.of(c.der()).equals(certificate))
                .toList();
        List<Certificate> past = new ArrayList<>(retired);
        past.addAll(gone);
        return new CaState(id, without(certificates, certificate), without(responders, certificate), past, crls);
    }

    CaState with(CrlPart part, Crl crl) {
        Map<CrlPart, Crl> more = new LinkedHashMap<>(crls);
        more.put(part, crl);
        return new CaState(id, certificates, responders, retired, more);
    }

    private static List<Certificate> added(List<Certificate> to, Certificate one) {
        return Stream.concat(to.stream(), Stream.of(one)).sorted(NEWEST_FIRST).toList();
    }

    private static List<Certificate> without(List<Certificate> from, Digest one) {
        return from.stream().filter(c -> !Digest.of(c.der()).equals(one)).toList();
    }

    /// The identifier of the key of ours that signed a CRL; empty when none did.
    Optional<Bytes> signerOf(Crl crl) {
        return Stream.concat(certificates.stream(), retired.stream())
                .filter(c -> c.subject().equals(crl.issuer()))
                .map(Certificate::subjectPublicKeyInfo)
                .filter(key -> VerificationKey.of(key).map(crl::isSignedBy).orElse(false))
                .map(SubjectPublicKeyInfo::keyIdentifier)
                .findFirst();
    }

    /// The CRLs signed by the key of the newest certificate, where a part has lists of several keys; by part.
    List<Crl> current() {
        Map<Object, Crl> byPlace = new LinkedHashMap<>();
        Bytes newest = certificates.isEmpty()
                ? Bytes.EMPTY
                : certificates.getFirst().subjectPublicKeyInfo().keyIdentifier();
        crls.forEach((part, crl) -> {
            List<Object> place = List.of(part.place(), part.kind());
            if (part.key().equals(newest) || !byPlace.containsKey(place)) {
                byPlace.put(place, crl);
            }
        });
        return List.copyOf(byPlace.values());
    }

    /// As it is told to other rooms; empty without a certificate in force.
    Optional<PublishedCa> told() {
        return certificates.isEmpty() ? Optional.empty() : Optional.of(new PublishedCa(id, certificates, responders));
    }
}
