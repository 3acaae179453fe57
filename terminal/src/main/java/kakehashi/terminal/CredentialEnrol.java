package kakehashi.terminal;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import kakehashi.console.CommonOptions;
import kakehashi.console.Console;
import kakehashi.console.ExitCode;
import kakehashi.contract.Digest;
import kakehashi.keys.Secret;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `kakehashi credential enrol FILE --installation DIGEST --out FILE`: writes the public part of a credential,
/// signed by its own key for one installation or for the genesis of one, and shows the twelve words for the paper.
@Command(name = "enrol")
final class CredentialEnrol implements Callable<Integer> {
    private final Console console;

    @Mixin
    CommonOptions common;

    @Mixin
    Passphrase passphrase = new Passphrase();

    @Parameters(paramLabel = "FILE|pkcs11:…", descriptionKey = "credential.file")
    String file;

    @ArgGroup(multiplicity = "1")
    For purpose;

    @Option(names = "--out", required = true, paramLabel = "FILE", descriptionKey = "credential.out")
    Path out;

    @Option(names = "--der", descriptionKey = "credential.der")
    boolean der;

    /// For which installation.
    static final class For {
        @Option(names = "--installation", paramLabel = "SHA-256", descriptionKey = "order.installation")
        String installation = "";

        @Option(names = "--genesis", descriptionKey = "credential.genesis")
        boolean genesis;
    }

    CredentialEnrol(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Optional<Digest> installation =
                purpose.genesis ? Optional.empty() : Optional.of(Installation.of(purpose.installation));
        CredentialPlace place = CredentialPlace.of(file);
        try (Secret secret = place.secret(passphrase, console);
                CredentialToken token = CredentialToken.open(place, secret)) {
            EnrolmentFile enrolment =
                    token.enrolment(installation, console.clock().instant());
            OutputFile.create(out, der ? enrolment.signed().der() : OrderText.utf8(enrolment.text()));
            Answer.show(console, common, out.toString(), CredentialFacts.of(enrolment));
        }
        return ExitCode.YES.number();
    }
}
