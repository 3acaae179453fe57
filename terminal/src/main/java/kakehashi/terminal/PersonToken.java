package kakehashi.terminal;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import kakehashi.console.Console;
import kakehashi.contract.CustodianSignature;
import kakehashi.contract.Digest;
import kakehashi.keys.Activation;
import kakehashi.keys.KeyPolicy;
import kakehashi.keys.Secret;
import kakehashi.keys.Signer;
import kakehashi.keys.SoftwareToken;
import kakehashi.keys.TokenRules;
import kakehashi.keys.UseCounts;
import kakehashi.x509.Bytes;
import kakehashi.x509.PublicKeyAlgorithm;
import kakehashi.x509.SignatureAlgorithm;

/// A token of a person at the console, opened for one use.
///
/// @param name how the console names it when it does not open
record PersonToken(Console console, Path file, String name) {
    /// What the use answers. Whoever has no passphrase, or a wrong one, has not signed.
    <T> Optional<T> opened(Optional<Secret> passphrase, Function<SoftwareToken, Optional<T>> use) {
        if (passphrase.isEmpty()) {
            return Optional.empty();
        }
        try (Secret secret = passphrase.get()) {
            return switch (SoftwareToken.open(file, secret, new TokenRules(KeyPolicy.ofAllKinds(), counts(file)))) {
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

    /// The counts of a token's uses, in the file that `credential` and `order` use too.
    static UseCounts counts(Path token) {
        return new UseCounts(Path.of(token + ".uses"));
    }

    /// The signer of the token's first key that an algorithm is allowed for.
    static Optional<Signer> signer(
            SoftwareToken token, Function<PublicKeyAlgorithm, Optional<SignatureAlgorithm>> allowed) {
        return token.keys().stream()
                .flatMap(entry -> allowed
                        .apply(entry.publicKey().kind())
                        .map(algorithm -> token.signer(entry.id(), algorithm).orElseThrow())
                        .stream())
                .findFirst();
    }

    /// A custodian's signature under a statement.
    static CustodianSignature custodians(Signer signer, Bytes statement) {
        return new CustodianSignature(Digest.of(signer.publicKey().der()), signer.sign(statement));
    }
}
