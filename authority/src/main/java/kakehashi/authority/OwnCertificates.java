package kakehashi.authority;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import kakehashi.x509.Bytes;
import kakehashi.x509.Certificate;
import kakehashi.x509.Parsed;
import kakehashi.x509.VerificationKey;

/// The certificates that another CA has of itself, as an order for a cross-certificate carries them. Its officers
/// approved their octets; what they say of each other is verified here.
public final class OwnCertificates {
    private OwnCertificates() {}

    /// The certificates; empty when there is none, when one cannot be read, or when a self-issued one among them
    /// was signed by none of their keys. One that a superior CA issued stands as the officers approved it.
    static Optional<List<Certificate>> of(List<Bytes> ders) {
        List<Certificate> own = new ArrayList<>();
        for (Bytes der : ders) {
            if (!(Certificate.parse(der) instanceof Parsed.Value<Certificate>(Certificate certificate))) {
                return Optional.empty();
            }
            own.add(certificate);
        }
        return !own.isEmpty() && own.stream().allMatch(one -> !one.isSelfIssued() || isSignedByOneOf(own, one))
                ? Optional.of(List.copyOf(own))
                : Optional.empty();
    }

    private static boolean isSignedByOneOf(List<Certificate> own, Certificate one) {
        return own.stream()
                .anyMatch(other -> VerificationKey.of(other.subjectPublicKeyInfo())
                        .map(one::isSignedBy)
                        .orElse(false));
    }
}
