package kakehashi.terminal;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import kakehashi.keys.Secret;
import kakehashi.x509.Bytes;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
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

    @Option(names = "--ceremony", descriptionKey = "credential.ceremony")
    boolean ceremony;

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
            if (ceremony) {
                console.out().print(block(token));
                return ExitCode.YES.number();
            }
            Answer.show(
                    console,
                    common,
                    file,
                    CredentialFacts.of(token.credential(), note.person(), Optional.of(note.officer())));
        }
        return ExitCode.YES.number();
    }

    /// What a ceremony's file says of an officer, with the ids of this token; name, roles and scope are to be set.
    private String block(CredentialToken token) {
        CredentialNote note = token.note();
        String key = Path.of(file).getFileName().toString().replaceFirst("\\.token$", "");
        String block = """
                [[officer]]
                key = "%s"
                name = ""
                id = "%s"
                person = "%s"
                roles = []
                not-after = "2031-03-31T15:00:00Z"
                scope = { authorities = [], profiles = [], offices = [], subtrees = ["C=JP"], domains = [] }
                [[officer.credential]]
                id = "%s"
                use = "%s"
                display = "client"
                token = "%s"
                """;
        String filled = String.format(
                block, key, note.officer(), note.person(), note.credential(), CredentialFacts.word(note.use()), file);
        return note.party().isPresent() ? filled + "passkey = \"" + note.credential() + "\"\n" : filled;
    }
}
