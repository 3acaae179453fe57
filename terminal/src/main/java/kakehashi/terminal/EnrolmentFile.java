package kakehashi.terminal;

import java.util.List;
import java.util.Optional;
import kakehashi.console.Console;
import kakehashi.console.ExitCode;
import kakehashi.console.InputProblem;
import kakehashi.console.Phrase;
import kakehashi.contract.Credential;
import kakehashi.contract.Enrolment;
import kakehashi.contract.Signed;
import kakehashi.contract.TwelveWords;
import kakehashi.keys.CredentialAlgorithm;
import kakehashi.keys.CredentialOutcome;
import kakehashi.keys.CredentialProof;
import kakehashi.keys.CredentialVerifier;
import kakehashi.keys.OfficerCredential;
import kakehashi.keys.RelyingParty;
import kakehashi.x509.Bytes;
import kakehashi.x509.Pem;

/// The public part of an officer's credential: its enrolment, signed by its own key, in a small text file.
///
/// @param signed the enrolment with its proof
/// @param enrolment what is enrolled
record EnrolmentFile(Signed signed, Enrolment enrolment) {
    static final String LABEL = "KAKEHASHI ENROLMENT";

    /// What can be said of a signature here.
    enum Check {
        HOLDS,
        WRONG,
        /// A passkey's: whom it serves is pinned in the installation's rules, which are not here.
        NOT_CHECKED
    }

    /// Reads a file; empty when it holds no enrolment.
    static Optional<EnrolmentFile> parse(Bytes file) {
        return Pem.decode(file).toOptional().stream()
                .flatMap(List::stream)
                .filter(block -> block.label().equals(LABEL) || block.label().isEmpty())
                .findFirst()
                .flatMap(block -> Signed.parse(block.content()).toOptional())
                .flatMap(signed -> Enrolment.parse(signed.statement())
                        .toOptional()
                        .map(enrolment -> new EnrolmentFile(signed, enrolment)));
    }

    /// The text of the file. What stands above the block is for people; only the block counts.
    String text() {
        TwelveWords words = TwelveWords.of(enrolment);
        return String.join(
                        "\n",
                        "person: " + enrolment.person(),
                        "credential: " + enrolment.credential().credential(),
                        "installation: "
                                + enrolment.installation().map(Object::toString).orElse("(genesis)"),
                        "words: " + words,
                        "words: " + String.join(" ", words.kana()),
                        "")
                + Pem.encode(LABEL, signed.der());
    }

    /// Whether the credential's own key signed its enrolment.
    Check check() {
        return check(signed);
    }

    /// Whether this credential signed a statement.
    Check check(Signed statement) {
        Credential credential = enrolment.credential();
        if (!statement.credential().equals(credential.credential())) {
            return Check.WRONG;
        }
        if (credential.passkey().isPresent() || !(statement.proof() instanceof Signed.Proof.Key(Bytes signature))) {
            return Check.NOT_CHECKED;
        }
        OfficerCredential key = OfficerCredential.ofKey(
                CredentialAlgorithm.valueOf(credential.algorithm().name()), credential.key());
        RelyingParty nobody = new RelyingParty("none.invalid", "https://none.invalid");
        return new CredentialVerifier()
                                .verify(statement.statement(), key, new CredentialProof.KeyProof(signature), nobody)
                        instanceof CredentialOutcome.Verified
                ? Check.HOLDS
                : Check.WRONG;
    }

    /// The enrolment of a file that must have one.
    ///
    /// @throws InputProblem when it has none
    static EnrolmentFile read(String file, Console console) {
        return parse(InputFile.octets(file, console.in()))
                .orElseThrow(() -> new InputProblem(
                        ExitCode.MALFORMED,
                        file,
                        new Phrase("署名手段の登録ではありません。", "holds no enrolment of a credential."),
                        new Phrase(
                                "kakehashi credential enrol で作ったファイルを指定してください。",
                                "Name a file that kakehashi credential enrol wrote.")));
    }
}
