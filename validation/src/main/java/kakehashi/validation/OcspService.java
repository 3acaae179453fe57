package kakehashi.validation;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import kakehashi.x509.OcspExtension.PreferredSignatureAlgorithm;

/// One issuer in an OCSP responder, with those who may sign for it: the first one signs unless the client prefers
/// the algorithm of another (RFC 6960 §4.4.7).
///
/// @param issuer the issuer
/// @param duties the signing credentials, one at least
public record OcspService(OcspIssuer issuer, List<ResponderDuty> duties) {
    /// @throws IllegalArgumentException without a credential, or with one for another issuer
    public OcspService {
        duties = List.copyOf(duties);
        if (duties.isEmpty() || duties.stream().anyMatch(duty -> !duty.issuer().equals(issuer))) {
            throw new IllegalArgumentException("no responder for " + issuer.name() + ", or one for another issuer");
        }
    }

    /// An issuer with one signing credential.
    public static OcspService of(ResponderDuty duty) {
        return new OcspService(duty.issuer(), List.of(duty));
    }

    /// Who signs; empty when every certificate has expired.
    ///
    /// @param preferred the client's wishes, the dearest first
    Optional<ResponderCredential> credential(List<PreferredSignatureAlgorithm> preferred, Instant now) {
        List<ResponderCredential> usable =
                duties.stream().flatMap(duty -> duty.at(now).stream()).toList();
        // "Select an algorithm specified as a preferred signature algorithm in the client request" (§4.4.7.2.1)
        return preferred.stream()
                .flatMap(wish -> usable.stream().filter(c -> fits(c, wish)))
                .findFirst()
                .or(() -> usable.stream().findFirst());
    }

    private static boolean fits(ResponderCredential credential, PreferredSignatureAlgorithm wish) {
        boolean sameAlgorithm = credential
                .signer()
                .algorithm()
                .identifier()
                .algorithm()
                .equals(wish.signature().algorithm());
        return sameAlgorithm
                && wish.publicKey()
                        .map(key -> key.equals(credential.signer().publicKey().algorithm()))
                        .orElse(true);
    }
}
