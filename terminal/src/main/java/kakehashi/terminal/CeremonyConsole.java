package kakehashi.terminal;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import kakehashi.authority.OfficerHand;
import kakehashi.ceremony.CeremonyEvent;
import kakehashi.ceremony.CeremonyFile;
import kakehashi.ceremony.CeremonyStep;
import kakehashi.ceremony.CeremonyTable;
import kakehashi.console.Console;
import kakehashi.console.Phrase;
import kakehashi.contract.CustodianSignature;
import kakehashi.contract.Digest;
import kakehashi.contract.Enrolment;
import kakehashi.contract.Genesis;
import kakehashi.contract.Order;
import kakehashi.contract.Role;
import kakehashi.contract.Rules;
import kakehashi.contract.Signed;
import kakehashi.contract.TwelveWords;
import kakehashi.keys.ClientPasskey;
import kakehashi.keys.CredentialSigner;
import kakehashi.keys.KeyCredential;
import kakehashi.keys.RelyingParty;
import kakehashi.keys.Signer;
import kakehashi.keys.SoftwareToken;
import kakehashi.keys.UseCounts;
import kakehashi.path.Language;
import kakehashi.x509.Bytes;
import kakehashi.x509.Certificate;
import kakehashi.x509.PublicKeyAlgorithm;
import kakehashi.x509.SignatureAlgorithm;
import kakehashi.x509.SubjectPublicKeyInfo;

/// The people around the vault's console. Everybody opens his own sealed token for each signature, after he has
/// read on the screen all that he signs; it is closed again at once.
final class CeremonyConsole implements CeremonyTable {
    private final Console console;
    private final CeremonySecrets secrets;
    private final VaultHome home;
    private final Optional<Rules> rules;

    /// @param rules those of a founding; else genesis has the relying parties of passkeys
    CeremonyConsole(Console console, CeremonySecrets secrets, VaultHome home, Optional<Rules> rules) {
        this.console = console;
        this.secrets = secrets;
        this.home = home;
        this.rules = rules;
    }

    @Override
    public void begins(CeremonyStep step) {
        console.line("");
        console.line(StepWords.title(step, console.language()));
    }

    @Override
    public void shows(CeremonyStep step, List<Certificate> unsigned) {
        for (Certificate certificate : unsigned) {
            new PreviewPage(new kakehashi.profiles.ProfilePreview.Shown(certificate, Optional.empty()))
                    .lines(console.language())
                    .forEach(line -> console.line("  " + line));
        }
    }

    @Override
    public void ended(CeremonyStep step, CeremonyEvent event) {
        console.line("  " + console.say(StepWords.words(event.kind())) + "  " + event.at() + "  " + event.detail());
        event.digests().forEach(digest -> console.line("    SHA-256 " + digest));
    }

    @Override
    public Optional<Signed> approve(CeremonyFile.Officer officer, Order order, Role role, Instant at) {
        StatementLanguage.of(console).of(order).forEach(line -> console.line("  | " + line));
        String question = officer.name() + " (" + role + "): 承認しますか / do you approve? (yes/no) ";
        CeremonyFile.AtConsole credential = officer.approving().orElseThrow();
        if (!secrets.agrees(question)) {
            return Optional.empty();
        }
        return signing(
                officer,
                credential,
                signer -> new OfficerHand(signer, credential.id(), officer.officer()).approve(order, role, at));
    }

    @Override
    public Optional<Signed> enrol(CeremonyFile.Officer officer, CeremonyFile.AtConsole credential, Instant at) {
        return signing(officer, credential, signer -> {
            Enrolment enrolment = kakehashi.ceremony.Ceremony.enrolment(officer, credential, signer.credential(), at);
            StatementLanguage.of(console).of(enrolment).forEach(line -> console.line("  | " + line));
            return new OfficerHand(signer, credential.id(), officer.officer()).sign(enrolment);
        });
    }

    private <T> Optional<T> signing(
            CeremonyFile.Officer officer, CeremonyFile.AtConsole credential, Function<CredentialSigner, T> use) {
        return opened(officer.key(), officer.name(), credential.token(), token -> {
            Optional<Phrase> fault = new CeremonyNote(officer, credential).fault(token, client());
            if (fault.isPresent()) {
                console.line("  " + credential.token() + ": " + console.say(fault.get()));
                return Optional.empty();
            }
            Optional<Signer> signer = signer(token);
            Optional<Phrase> other = signer.flatMap(one -> CeremonyNote.otherKey(credential, one));
            if (other.isPresent()) {
                console.line("  " + credential.token() + ": " + console.say(other.get()));
                return Optional.empty();
            }
            return signer.flatMap(one -> credential(one, credential)).map(use);
        });
    }

    /// The relying party of clients, of the founding's rules or of genesis.
    private RelyingParty client() {
        kakehashi.contract.RelyingParty client =
                rules.or(() -> home.genesis().map(Genesis::rules)).orElseThrow().client();
        return new RelyingParty(client.id(), client.origin());
    }

    private Optional<? extends CredentialSigner> credential(Signer signer, CeremonyFile.AtConsole credential) {
        if (credential.passkey().isEmpty()) {
            return KeyCredential.of(signer);
        }
        UseCounts counts = PersonToken.counts(credential.token());
        return ClientPasskey.of(
                signer,
                client(),
                credential.passkey().get(),
                () -> counts.next(signer.publicKey().keyIdentifier()));
    }

    private <T> Optional<T> opened(String key, String name, Path file, Function<SoftwareToken, Optional<T>> use) {
        return new PersonToken(console, file, file.toString())
                .opened(secrets.ofToken(key, name + ": パスフレーズ / passphrase of " + file.getFileName() + ": "), use);
    }

    /// The signer of the token's first key that officers' and custodians' credentials may have.
    private static Optional<Signer> signer(SoftwareToken token) {
        return PersonToken.signer(token, CeremonyConsole::algorithm);
    }

    private static Optional<SignatureAlgorithm> algorithm(PublicKeyAlgorithm kind) {
        return List.of(
                        SignatureAlgorithm.ED25519,
                        SignatureAlgorithm.ECDSA_SHA256,
                        SignatureAlgorithm.ECDSA_SHA384,
                        SignatureAlgorithm.RSA_SHA256)
                .stream()
                .filter(one -> one.fits(kind))
                .filter(one -> one != SignatureAlgorithm.ECDSA_SHA256 || kind != PublicKeyAlgorithm.P384)
                .findFirst();
    }

    @Override
    public Optional<SubjectPublicKeyInfo> key(CeremonyFile.Custodian custodian) {
        return opened(
                custodian.key(),
                custodian.name(),
                custodian.token(),
                token -> signer(token).map(Signer::publicKey));
    }

    @Override
    public Optional<CustodianSignature> sign(CeremonyFile.Custodian custodian, Genesis genesis) {
        Bytes der = genesis.der();
        console.line("  " + custodian.name() + ": genesis SHA-256 " + Digest.of(der));
        if (!secrets.agrees("署名しますか / do you sign? (yes/no) ")) {
            return Optional.empty();
        }
        return opened(
                custodian.key(),
                custodian.name(),
                custodian.token(),
                token -> signer(token).map(signer -> PersonToken.custodians(signer, der)));
    }

    @Override
    public Optional<Digest> installation() {
        return home.installation();
    }

    @Override
    public void founded(Digest installation, Genesis genesis, Bytes entry) {
        home.pin(installation, genesis, entry);
        TwelveWords words = TwelveWords.of(installation);
        console.line("  " + installation);
        console.line("  " + String.join(" ", console.language() == Language.JAPANESE ? words.kana() : words.romaji()));
    }
}
