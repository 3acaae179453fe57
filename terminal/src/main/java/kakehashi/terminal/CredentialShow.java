package kakehashi.terminal;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import kakehashi.keys.Secret;
import kakehashi.x509.Bytes;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `kakehashi credential show FILE`: what a credential or an enrolment is, with its twelve words.
@Command(name = "show")
final class CredentialShow implements Callable<Integer> {
    private final Console console;

    @Mixin
    CommonOptions common;

    @Mixin
    Passphrase passphrase = new Passphrase();

    @Parameters(paramLabel = "FILE", descriptionKey = "credential.show")
    String file;

    CredentialShow(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Bytes octets = InputFile.octets(file, console.in());
        Optional<EnrolmentFile> enrolment = EnrolmentFile.parse(octets);
        if (enrolment.isPresent()) {
            Answer.show(console, common, file, CredentialFacts.of(enrolment.get()));
            return enrolment.get().check() == EnrolmentFile.Check.WRONG ? ExitCode.NO.number() : ExitCode.YES.number();
        }
        try (Secret secret = passphrase.ask(console);
                CredentialToken token = CredentialToken.open(Path.of(file), secret)) {
            CredentialNote note = token.note();
            Answer.show(
                    console,
                    common,
                    file,
                    CredentialFacts.of(token.credential(), note.person(), Optional.of(note.officer())));
        }
        return ExitCode.YES.number();
    }
}
