package kakehashi.terminal;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import kakehashi.console.CommonOptions;
import kakehashi.console.Console;
import kakehashi.console.ExitCode;
import kakehashi.console.InputProblem;
import kakehashi.console.Phrase;
import kakehashi.contract.Credential;
import kakehashi.contract.Id;
import kakehashi.keys.CredentialAlgorithm;
import kakehashi.keys.RelyingParty;
import kakehashi.keys.Secret;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `kakehashi credential new FILE`: makes an officer's key in a sealed file.
///
/// JSON: `{"file", …facts of [CredentialFacts]}`.
@Command(name = "new")
final class CredentialNew implements Callable<Integer> {
    private final Console console;

    @Mixin
    CommonOptions common;

    @Mixin
    Passphrase passphrase = new Passphrase();

    @Parameters(paramLabel = "FILE|pkcs11:…", descriptionKey = "credential.file")
    String file;

    @Option(names = "--use", paramLabel = "approval|filing|card-key", descriptionKey = "credential.use")
    String use = "approval";

    @Option(names = "--algorithm", paramLabel = "p256|p384|ed25519|rsa3072", descriptionKey = "credential.algorithm")
    Algorithm algorithm = Algorithm.p256;

    @Option(names = "--beside", paramLabel = "FILE|pkcs11:…", descriptionKey = "credential.beside")
    Optional<String> beside = Optional.empty();

    @Option(names = "--registration", paramLabel = "FILE", descriptionKey = "credential.registration")
    Optional<Path> registration = Optional.empty();

    @Option(names = "--passkey", paramLabel = "RP.invalid", descriptionKey = "credential.passkey")
    Optional<String> passkey = Optional.empty();

    /// The algorithms as they are written on the command line.
    enum Algorithm {
        p256(CredentialAlgorithm.ECDSA_P256_SHA256),
        p384(CredentialAlgorithm.ECDSA_P384_SHA384),
        ed25519(CredentialAlgorithm.ED25519),
        rsa3072(CredentialAlgorithm.RSA_PKCS1_SHA256);

        private final CredentialAlgorithm algorithm;

        Algorithm(CredentialAlgorithm algorithm) {
            this.algorithm = algorithm;
        }
    }

    CredentialNew(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Credential.Use of = Choice.of("--use", use, Credential.Use.class);
        CredentialPlace place = CredentialPlace.of(file);
        Optional<RelyingParty> party = passkey.map(id -> party(id, of, place));
        try (Secret secret = newSecret(place)) {
            CredentialNote note = note(of, party, secret);
            try (CredentialToken token = CredentialToken.create(place, secret, algorithm.algorithm, note)) {
                List<Fact> facts = new ArrayList<>(
                        CredentialFacts.of(token.credential(), note.person(), Optional.of(note.officer())));
                registration.ifPresent(out -> facts.add(CredentialFacts.registered(token, out)));
                Answer.show(console, common, file, facts);
            }
        }
        return ExitCode.YES.number();
    }

    /// A sealed file gets a new passphrase; a token has its PIN already.
    private Secret newSecret(CredentialPlace place) {
        return switch (place) {
            case CredentialPlace.SealedFile sealed -> passphrase.askNew(console);
            case CredentialPlace.Module module -> module.secret(passphrase, console);
        };
    }

    /// A second credential of a person is made beside the first, under the same passphrase or PIN.
    private CredentialNote note(Credential.Use of, Optional<RelyingParty> party, Secret secret) {
        if (beside.isEmpty()) {
            return new CredentialNote(Chance.id(), Chance.id(), Chance.id(), of, party);
        }
        try (CredentialToken first = CredentialToken.open(CredentialPlace.of(beside.get()), secret)) {
            Id person = first.note().person();
            return new CredentialNote(Chance.id(), person, first.note().officer(), of, party);
        }
    }

    private static RelyingParty party(String id, Credential.Use of, CredentialPlace place) {
        if (place instanceof CredentialPlace.Module) {
            throw new InputProblem(
                    ExitCode.USAGE,
                    "--passkey " + id,
                    new Phrase(
                            "トークンの鍵は文面そのものに署名し、パスキーにはなりません。",
                            "a token's key signs statements themselves and is no passkey."),
                    new Phrase("--passkey を外してください。", "Leave --passkey out."));
        }
        if (!id.matches("[a-z0-9.-]+\\.invalid")) {
            throw new InputProblem(
                    ExitCode.USAGE,
                    "--passkey " + id,
                    new Phrase("クライアントの RP ではありません。", "is no relying party of a client."),
                    new Phrase(
                            "設備の規則にある、.invalid で終わる ID を指定してください。",
                            "Give the id from the installation's rules, which ends in .invalid."));
        }
        if (of != Credential.Use.APPROVAL) {
            throw new InputProblem(
                    ExitCode.USAGE,
                    "--passkey " + id,
                    new Phrase("クライアントのパスキーは承認だけに使えます。", "a client's passkey signs approvals only."),
                    new Phrase("--passkey を外してください。", "Leave --passkey out."));
        }
        return new RelyingParty(id, "https://" + id);
    }
}
