package kakehashi.terminal;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import kakehashi.ceremony.CeremonyRegistration;
import kakehashi.console.CommonOptions;
import kakehashi.console.Console;
import kakehashi.console.ExitCode;
import kakehashi.console.InputProblem;
import kakehashi.console.Phrase;
import kakehashi.keys.KeyUri;
import kakehashi.keys.Secret;
import kakehashi.x509.Bytes;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `kakehashi credential show FILE`: what a credential, an enrolment (with its twelve words) or a registration is.
@Command(name = "show")
final class CredentialShow implements Callable<Integer> {
    private final Console console;

    @Mixin
    CommonOptions common;

    @Mixin
    Passphrase passphrase = new Passphrase();

    @Parameters(paramLabel = "FILE|pkcs11:…", descriptionKey = "credential.show")
    String file;

    @Option(names = "--ceremony", descriptionKey = "credential.ceremony")
    boolean ceremony;

    @Option(names = "--registration", paramLabel = "FILE", descriptionKey = "credential.registration")
    Optional<Path> registration = Optional.empty();

    CredentialShow(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        if (KeyUri.isMeant(file)) {
            showToken();
            return ExitCode.YES.number();
        }
        Bytes octets = InputFile.octets(file, console.in());
        Optional<EnrolmentFile> enrolment = EnrolmentFile.parse(octets);
        if (enrolment.isPresent()) {
            Answer.show(console, common, file, CredentialFacts.of(enrolment.get()));
            return enrolment.get().check() == EnrolmentFile.Check.WRONG ? ExitCode.NO.number() : ExitCode.YES.number();
        }
        Optional<CeremonyRegistration> registered = CeremonyRegistration.read(octets);
        if (registered.isPresent()) {
            show(registered.get(), octets);
        } else {
            showToken();
        }
        return ExitCode.YES.number();
    }

    private void show(CeremonyRegistration registered, Bytes octets) {
        if (ceremony) {
            console.out().print(block(octets));
        } else {
            Answer.show(console, common, file, CredentialFacts.of(registered, octets));
        }
    }

    private void showToken() {
        CredentialPlace place = CredentialPlace.of(file);
        try (Secret secret = place.secret(passphrase, console);
                CredentialToken token = CredentialToken.open(place, secret)) {
            CredentialNote note = token.note();
            List<Fact> facts =
                    new ArrayList<>(CredentialFacts.of(token.credential(), note.person(), Optional.of(note.officer())));
            registration.ifPresent(out -> facts.add(CredentialFacts.registered(token, out)));
            if (ceremony) {
                throw new InputProblem(
                        ExitCode.USAGE,
                        file,
                        new Phrase("登録票ではありません。", "is no registration."),
                        new Phrase(
                                "--registration で登録票を書き、それを指定してください。",
                                "Write one by --registration, and name that file."));
            }
            Answer.show(console, common, file, facts);
        }
    }

    /// What a ceremony's file says of an officer, by this registration; name, roles and scope are to be set.
    private String block(Bytes registration) {
        String key = Path.of(file).getFileName().toString().replaceFirst("\\.[a-z]+$", "");
        String token = file.replaceFirst("\\.[a-z]+$", "") + ".token";
        String block = """
                [[officer]]
                key = "%s"
                name = ""
                roles = []
                not-after = "2031-03-31T15:00:00Z"
                scope = { authorities = [], profiles = [], offices = [], subtrees = ["C=JP"], domains = [] }
                [[officer.credential]]
                registration = "%s"
                sha256 = "%s"
                token = "%s"
                """;
        return String.format(block, key, file, registration.sha256(), token);
    }
}
