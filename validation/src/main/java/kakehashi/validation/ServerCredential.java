package kakehashi.validation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import kakehashi.keys.Signer;
import kakehashi.x509.AlgorithmIdentifier;
import kakehashi.x509.Certificate;
import kakehashi.x509.SignatureAlgorithm;
import kakehashi.x509.VerificationKey;

/// The key with which a validation server signs its answers, and the certificates that tell whose it is.
///
/// @param signer the key
/// @param certificate the server's certificate
/// @param issuers the CA certificates above it that are sent along; may be empty
/// @param others what signs for clients of SCVP that ask for another algorithm (RFC 5055 §3.8); they have no others
public record ServerCredential(
        Signer signer, Certificate certificate, List<Certificate> issuers, List<ServerCredential> others) {
    /// @throws IllegalArgumentException when the key is not the certificate's
    public ServerCredential {
        issuers = List.copyOf(issuers);
        others = List.copyOf(others);
        if (!signer.publicKey().equals(certificate.subjectPublicKeyInfo())) {
            throw new IllegalArgumentException("the key is not that of " + certificate.subject());
        }
    }

    /// A credential that is alone.
    public ServerCredential(Signer signer, Certificate certificate, List<Certificate> issuers) {
        this(signer, certificate, issuers, List.of());
    }

    /// The same with others beside it.
    public ServerCredential with(List<ServerCredential> beside) {
        return new ServerCredential(signer, certificate, issuers, beside);
    }

    /// The same with the next certificate of its key, also where it signs by other algorithms.
    public ServerCredential renewed(Certificate next) {
        return new ServerCredential(
                signer,
                next,
                issuers,
                others.stream()
                        .map(one -> one.certificate.equals(certificate)
                                ? new ServerCredential(one.signer, next, one.issuers, one.others)
                                : one)
                        .toList());
    }

    /// Why a certificate cannot take the place of this one; empty when it can: the CA signed it for this key, under
    /// the same name, for SCVP servers (RFC 5055 §3.11) where this one is so.
    public Optional<String> refusalFor(Certificate next, Certificate ca) {
        boolean own = next.subjectPublicKeyInfo().equals(signer.publicKey())
                && next.subject().equals(certificate.subject());
        boolean direct = next.issuer().equals(ca.subject())
                && VerificationKey.of(ca.subjectPublicKeyInfo())
                        .filter(next::isSignedBy)
                        .isPresent();
        boolean same = next.extendedKeyUsage().equals(certificate.extendedKeyUsage())
                && next.keyUsage().equals(certificate.keyUsage());
        return own && direct && same ? Optional.empty() : Optional.of("not the next certificate of this server");
    }

    /// This one and the others.
    Stream<ServerCredential> all() {
        return Stream.concat(Stream.of(this), others.stream());
    }

    /// The certificates of all keys, each once.
    public List<Certificate> certificates() {
        return all().map(ServerCredential::certificate).distinct().toList();
    }

    /// The first that signs by this algorithm; empty when none does.
    Optional<ServerCredential> signingBy(AlgorithmIdentifier wanted) {
        return SignatureAlgorithm.of(wanted)
                .flatMap(algorithm ->
                        all().filter(one -> one.signer.algorithm() == algorithm).findFirst());
    }

    /// The server's certificate and those above it.
    List<Certificate> chain() {
        List<Certificate> chain = new ArrayList<>(List.of(certificate));
        chain.addAll(issuers);
        return List.copyOf(chain);
    }
}
