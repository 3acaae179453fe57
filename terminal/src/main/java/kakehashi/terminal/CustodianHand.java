package kakehashi.terminal;

import java.nio.file.Path;
import java.util.Optional;
import kakehashi.console.Console;
import kakehashi.contract.CustodianSignature;
import kakehashi.contract.Digest;
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
        String name = file.getFileName().toString();
        return new PersonToken(console, file, name)
                .opened(
                        secrets.ofToken(name, name + ": パスフレーズ / passphrase: "),
                        token -> PersonToken.signer(token, CustodianHand::algorithm)
                                .map(signer -> PersonToken.custodians(signer, statement)));
    }

    /// "Ed25519 or P-256" (docs/adr/0003-statements.asn1, CustodianSignature).
    private static Optional<SignatureAlgorithm> algorithm(PublicKeyAlgorithm kind) {
        if (kind == PublicKeyAlgorithm.P256) {
            return Optional.of(SignatureAlgorithm.ECDSA_SHA256);
        }
        return Optional.of(SignatureAlgorithm.ED25519).filter(one -> one.fits(kind));
    }
}
