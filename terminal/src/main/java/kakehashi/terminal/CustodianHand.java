package kakehashi.terminal;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import kakehashi.contract.CustodianSignature;
import kakehashi.contract.Digest;
import kakehashi.keys.Activation;
import kakehashi.keys.KeyEntry;
import kakehashi.keys.KeyPolicy;
import kakehashi.keys.Secret;
import kakehashi.keys.Signer;
import kakehashi.keys.SoftwareToken;
import kakehashi.keys.TokenRules;
import kakehashi.keys.UseCounts;
import kakehashi.x509.Bytes;
import kakehashi.x509.PublicKeyAlgorithm;
import kakehashi.x509.SignatureAlgorithm;

/// A custodian at the console: sees the digest of a statement, says yes, and signs it with a token of his own.
///
/// @param secrets where passphrases come from
record CustodianHand(Console console, CeremonySecrets secrets) {
    /// The signature; empty when the custodian declines, or gives no or a wrong passphrase.
    Optional<CustodianSignature> sign(Path token, Bytes statement) {
        console.line("  " + token.getFileName() + ": SHA-256 " + Digest.of(statement));
        return secrets.agrees("署名しますか / do you sign? (yes/no) ") ? signed(token, statement) : Optional.empty();
    }

    private Optional<CustodianSignature> signed(Path file, Bytes statement) {
        return opened(
                file,
                token -> signer(token)
                        .map(signer -> new CustodianSignature(
                                Digest.of(signer.publicKey().der()), signer.sign(statement))));
    }

    private <T> Optional<T> opened(Path file, Function<SoftwareToken, Optional<T>> use) {
        String name = file.getFileName().toString();
        Optional<Secret> passphrase = secrets.ofToken(name, name + ": パスフレーズ / passphrase: ");
        if (passphrase.isEmpty()) {
            return Optional.empty();
        }
        TokenRules rules = new TokenRules(KeyPolicy.ofAllKinds(), new UseCounts(Path.of(file + ".uses")));
        try (Secret secret = passphrase.get()) {
            return switch (SoftwareToken.open(file, secret, rules)) {
                case Activation.Active<SoftwareToken>(SoftwareToken token) -> {
                    try (token) {
                        yield use.apply(token);
                    }
                }
                case Activation.Refused<SoftwareToken>(var reason) -> {
                    console.line("  " + name + ": "
                            + console.say(HomeToken.refused(reason).wrong()));
                    yield Optional.empty();
                }
            };
        }
    }

    private static Optional<Signer> signer(SoftwareToken token) {
        return token.keys().stream()
                .flatMap(entry ->
                        algorithm(entry).map(a -> token.signer(entry.id(), a).orElseThrow()).stream())
                .findFirst();
    }

    /// "Ed25519 or P-256" (docs/adr/0003-statements.asn1, CustodianSignature).
    private static Optional<SignatureAlgorithm> algorithm(KeyEntry entry) {
        PublicKeyAlgorithm kind = entry.publicKey().kind();
        return kind == PublicKeyAlgorithm.P256
                ? Optional.of(SignatureAlgorithm.ECDSA_SHA256)
                : List.of(SignatureAlgorithm.ED25519).stream()
                        .filter(one -> one.fits(kind))
                        .findFirst();
    }
}
