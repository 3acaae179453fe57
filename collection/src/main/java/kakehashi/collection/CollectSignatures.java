package kakehashi.collection;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import kakehashi.x509.BasicOcspResponse;
import kakehashi.x509.Bytes;
import kakehashi.x509.Certificate;
import kakehashi.x509.Crl;
import kakehashi.x509.ExtendedKeyUsage;
import kakehashi.x509.KeyUsage;
import kakehashi.x509.Name;
import kakehashi.x509.VerificationKey;

/// Finds out, by signatures alone, what hangs together with certificates that the operator pinned: a certificate
/// counts when a key that counts signed it. Whether it is valid, and for what, is judged later and elsewhere.
final class CollectSignatures {
    /// The most signatures that are verified over one collection.
    static final int MAX_CHECKS = 20_000;

    private static final int MAX_RESPONDERS = 8;

    private final Predicate<Name> wanted;
    private final Set<Certificate> accepted = new LinkedHashSet<>();
    private final Map<Name, List<Certificate>> signers = new HashMap<>();
    private final Map<Name, Set<Certificate>> waiting = new LinkedHashMap<>();
    private int checks;

    /// @param wanted the subjects that are collected
    CollectSignatures(Collection<Certificate> pins, Predicate<Name> wanted) {
        this.wanted = wanted;
        pins.forEach(this::accept);
    }

    /// Adds certificates that nobody has looked at.
    ///
    /// @return those that count now and did not before, ones that had waited for their signer among them
    List<Certificate> add(Collection<Certificate> candidates) {
        List<Certificate> fresh = new ArrayList<>();
        for (Certificate candidate : candidates) {
            if (!accepted.contains(candidate) && isSigner(candidate) && wanted.test(candidate.subject())) {
                waiting.computeIfAbsent(candidate.issuer(), n -> new LinkedHashSet<>())
                        .add(candidate);
                settle(candidate.issuer(), fresh);
            }
        }
        return fresh;
    }

    /// Accepts who waited for a name, and for the names that follow from it.
    private void settle(Name issuer, List<Certificate> fresh) {
        List<Name> names = new ArrayList<>(List.of(issuer));
        while (!names.isEmpty()) {
            Name name = names.removeLast();
            for (Certificate one : List.copyOf(waiting.getOrDefault(name, Set.of()))) {
                if (signers.getOrDefault(name, List.of()).stream().anyMatch(signer -> signed(signer, one))) {
                    waiting.get(name).remove(one);
                    accept(one);
                    fresh.add(one);
                    names.add(one.subject());
                }
            }
        }
    }

    private void accept(Certificate certificate) {
        if (accepted.add(certificate)) {
            signers.computeIfAbsent(certificate.subject(), n -> new ArrayList<>(1))
                    .add(certificate);
        }
    }

    private boolean signed(Certificate signer, Certificate certificate) {
        return checks++ < MAX_CHECKS && verifies(signer, certificate);
    }

    /// Whether one certificate's key signed another, whatever their names.
    static boolean verifies(Certificate signer, Certificate certificate) {
        return mayBe(signer, certificate)
                && VerificationKey.of(signer.subjectPublicKeyInfo())
                        .map(certificate::isSignedBy)
                        .orElse(false);
    }

    /// Where both name a key, they must name the same: it saves most of the work.
    private static boolean mayBe(Certificate signer, Certificate certificate) {
        Optional<Bytes> key = certificate.authorityKeyIdentifier().flatMap(id -> id.keyIdentifier());
        return key.isEmpty() || signer.subjectKeyIdentifier().isEmpty() || key.equals(signer.subjectKeyIdentifier());
    }

    /// A CA's certificate, or a CRL issuer's.
    static boolean isSigner(Certificate certificate) {
        return certificate.basicConstraints().map(c -> c.ca()).orElse(false)
                || certificate
                        .keyUsage()
                        .map(usage -> usage.allows(KeyUsage.Bit.CRL_SIGN))
                        .orElse(false);
    }

    /// What counts, in the order in which it came to count.
    Set<Certificate> accepted() {
        return accepted;
    }

    /// What waits for its signer, with the reason.
    Map<Certificate, FetchFailure> refused() {
        Map<Certificate, FetchFailure> refused = new LinkedHashMap<>();
        waiting.forEach((name, ones) -> ones.forEach(one -> refused.put(
                one, signers.containsKey(name) ? FetchFailure.WRONG_SIGNATURE : FetchFailure.UNKNOWN_SIGNER)));
        return refused;
    }

    /// Why a CRL does not count, if so.
    Optional<FetchFailure> refusal(Crl crl) {
        return refusal(crl, signers.getOrDefault(crl.issuer(), List.of()));
    }

    /// Why a CRL does not count by these certificates of its issuer, if so.
    static Optional<FetchFailure> refusal(Crl crl, Collection<Certificate> issuers) {
        if (issuers.isEmpty()) {
            return Optional.of(FetchFailure.UNKNOWN_SIGNER);
        }
        boolean signed = issuers.stream()
                .flatMap(signer -> VerificationKey.of(signer.subjectPublicKeyInfo()).stream())
                .distinct()
                .anyMatch(crl::isSignedBy);
        return signed ? Optional.empty() : Optional.of(FetchFailure.WRONG_SIGNATURE);
    }

    /// Whether a response is of the issuer of a certificate or, RFC 6960 §4.2.2.2, of "an Authorized Responder who
    /// holds a specially marked certificate issued directly by the CA", and speaks of that certificate.
    static boolean answers(BasicOcspResponse response, Certificate about, Certificate issuer) {
        boolean speaks = response.responses().stream()
                .anyMatch(one -> one.certId().serialNumber().equals(about.serialNumber())
                        && one.certId().hasIssuer(issuer.subject(), issuer.subjectPublicKeyInfo()));
        Stream<Certificate> responders = response.certificates().stream()
                .limit(MAX_RESPONDERS)
                .filter(one -> one.issuer().equals(issuer.subject()) && verifies(issuer, one))
                .filter(one -> one.extendedKeyUsage()
                        .map(usage -> usage.lists(ExtendedKeyUsage.OCSP_SIGNING))
                        .orElse(false));
        return speaks
                && Stream.concat(Stream.of(issuer), responders)
                        .flatMap(one -> VerificationKey.of(one.subjectPublicKeyInfo()).stream())
                        .anyMatch(response::isSignedBy);
    }

    /// The certificates that count and were issued to a name.
    List<Certificate> issuedTo(Name subject) {
        return signers.getOrDefault(subject, List.of());
    }
}
