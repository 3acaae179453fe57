package kakehashi.terminal;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import kakehashi.ceremony.CeremonyCredential;
import kakehashi.ceremony.CeremonyRegistration;
import kakehashi.console.Phrase;
import kakehashi.contract.Credential;
import kakehashi.contract.Digest;
import kakehashi.contract.Id;
import kakehashi.contract.TwelveWords;
import kakehashi.x509.Bytes;

/// What a credential is, for people and programs.
final class CredentialFacts {
    private CredentialFacts() {}

    static List<Fact> of(Credential credential, Id person, Optional<Id> officer) {
        List<Fact> facts = new ArrayList<>();
        facts.add(Fact.of(Label.PERSON, person.toString()));
        officer.ifPresent(id -> facts.add(Fact.of(Label.OFFICER, id.toString())));
        facts.add(Fact.of(Label.CREDENTIAL, credential.credential().toString()));
        facts.add(Fact.of(Label.USAGES, word(credential.use())));
        facts.add(Fact.of(Label.DISPLAY, word(credential.display())));
        facts.add(Fact.of(Label.SIGNATURE_ALGORITHM, word(credential.algorithm())));
        facts.add(Fact.of(Label.PUBLIC_KEY, credential.key().toString()));
        facts.add(Fact.of(Label.KEY_SHA256, credential.key().der().sha256()));
        facts.add(Fact.of(Label.PASSKEY, credential.passkey().isPresent()));
        return facts;
    }

    /// The same of an enrolment, with its words and what can be said of its signature.
    static List<Fact> of(EnrolmentFile file) {
        List<Fact> facts = new ArrayList<>(
                of(file.enrolment().credential(), file.enrolment().person(), Optional.empty()));
        facts.add(file.enrolment()
                .installation()
                .map(digest -> Fact.of(Label.INSTALLATION, digest.octets()))
                .orElseGet(() -> new Fact(
                        Label.INSTALLATION, new Value.Coded("genesis", new Phrase("創設記録のため", "for genesis")))));
        facts.add(Fact.of(Label.MADE_AT, file.enrolment().at()));
        TwelveWords words = TwelveWords.of(file.enrolment());
        facts.add(Fact.of(Label.TWELVE_WORDS, words.toString()));
        facts.add(Fact.of(Label.TWELVE_KANA, String.join(" ", words.kana())));
        facts.add(new Fact(Label.CHECKED, check(file.check())));
        return facts;
    }

    /// Writes a credential's registration, and answers the fact by which a ceremony's file names it.
    ///
    /// @throws InputProblem when the file is there, or cannot be written
    static Fact registered(CredentialToken token, Path out) {
        CredentialNote note = token.note();
        Credential credential = token.credential();
        Bytes text = new CeremonyRegistration(
                        note.officer(),
                        note.person(),
                        new CeremonyCredential(
                                credential.credential(),
                                credential.use(),
                                credential.display(),
                                note.party().map(party -> note.credential().octets()),
                                Optional.of(Digest.of(credential.key().der()))))
                .text();
        OutputFile.create(out, text);
        return Fact.of(Label.REGISTRATION_SHA256, text.sha256());
    }

    /// What a registration says.
    static List<Fact> of(CeremonyRegistration registration, Bytes text) {
        CeremonyCredential credential = registration.credential();
        List<Fact> facts = new ArrayList<>();
        facts.add(Fact.of(Label.PERSON, registration.person().toString()));
        facts.add(Fact.of(Label.OFFICER, registration.officer().toString()));
        facts.add(Fact.of(Label.CREDENTIAL, credential.id().toString()));
        facts.add(Fact.of(Label.USAGES, word(credential.use())));
        facts.add(Fact.of(Label.DISPLAY, word(credential.display())));
        credential.key().ifPresent(key -> facts.add(Fact.of(Label.KEY_SHA256, key.octets())));
        facts.add(Fact.of(Label.PASSKEY, credential.passkey().isPresent()));
        facts.add(Fact.of(Label.REGISTRATION_SHA256, text.sha256()));
        return facts;
    }

    static Value.Coded check(EnrolmentFile.Check check) {
        return switch (check) {
            case HOLDS -> new Value.Coded("holds", new Phrase("正しい", "holds"));
            case WRONG -> new Value.Coded("wrong", new Phrase("正しくない", "is wrong"));
            case NOT_CHECKED -> new Value.Coded("notChecked", new Phrase("ここでは確かめられない", "cannot be checked here"));
        };
    }

    static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
