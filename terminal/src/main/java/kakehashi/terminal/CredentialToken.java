package kakehashi.terminal;

import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import kakehashi.authority.OfficerHand;
import kakehashi.console.ExitCode;
import kakehashi.console.InputProblem;
import kakehashi.console.Phrase;
import kakehashi.contract.Credential;
import kakehashi.contract.Digest;
import kakehashi.contract.Enrolment;
import kakehashi.contract.Signed;
import kakehashi.keys.Activation;
import kakehashi.keys.ActivationRefusal;
import kakehashi.keys.ClientPasskey;
import kakehashi.keys.CredentialAlgorithm;
import kakehashi.keys.CredentialProof;
import kakehashi.keys.CredentialSigner;
import kakehashi.keys.KeyCredential;
import kakehashi.keys.KeyEntry;
import kakehashi.keys.KeyKind;
import kakehashi.keys.KeyOutcome;
import kakehashi.keys.KeyPolicy;
import kakehashi.keys.KeyRefusal;
import kakehashi.keys.KeyRequest;
import kakehashi.keys.NewLock;
import kakehashi.keys.OfficerCredential;
import kakehashi.keys.PassphraseCost;
import kakehashi.keys.RelyingParty;
import kakehashi.keys.Secret;
import kakehashi.keys.Signer;
import kakehashi.keys.SoftwareToken;
import kakehashi.keys.Token;
import kakehashi.keys.TokenRules;
import kakehashi.keys.TokenUnavailable;
import kakehashi.keys.UseCounts;
import kakehashi.x509.Bytes;

/// An officer's credential, open: one key in a sealed file of the officer's own, opened by a passphrase, or on a
/// card or another PKCS#11 token, opened by its PIN.
///
/// Each use of a sealed file is counted in a file beside it.
final class CredentialToken implements AutoCloseable {
    private static final String KEY = "approval key";

    private final Token token;
    private final KeyEntry key;
    private final CredentialNote note;
    private final Use use;

    CredentialToken(Token token, KeyEntry key, CredentialNote note, Use use) {
        this.token = token;
        this.key = key;
        this.note = note;
        this.use = use;
    }

    /// How a credential is used.
    ///
    /// @param place where it is
    /// @param counts of its uses, where it is a sealed file
    record Use(CredentialPlace place, Optional<UseCounts> counts) {}

    private static UseCounts counts(Path file) {
        return new UseCounts(file.resolveSibling(file.getFileName() + ".uses"));
    }

    private static TokenRules rules(UseCounts counts) {
        return new TokenRules(KeyPolicy.ofAuthorities(), counts);
    }

    /// Makes a credential: in a new file, or on a token that is there.
    ///
    /// @throws InputProblem when the file is there, cannot be written, or the passphrase is too short; when the
    /// token
    ///     cannot be used
    static CredentialToken create(
            CredentialPlace place, Secret secret, CredentialAlgorithm algorithm, CredentialNote note) {
        return switch (place) {
            case CredentialPlace.SealedFile(Path file) -> create(file, secret, algorithm, note);
            case CredentialPlace.Module module -> CredentialModule.create(module, secret, kind(algorithm), note);
        };
    }

    private static CredentialToken create(
            Path file, Secret passphrase, CredentialAlgorithm algorithm, CredentialNote note) {
        UseCounts counts = counts(file);
        SoftwareToken token = active(
                file,
                () -> SoftwareToken.create(
                        file, new NewLock.Passphrase(passphrase, PassphraseCost.recommended()), rules(counts)));
        KeyEntry key = token.generate(KeyRequest.of(KEY, kind(algorithm))).orElseThrow();
        token.putNote(CredentialNote.LABEL, note.text());
        return new CredentialToken(token, key, note, use(file, counts));
    }

    private static Use use(Path file, UseCounts counts) {
        return new Use(new CredentialPlace.SealedFile(file), Optional.of(counts));
    }

    private static KeyKind kind(CredentialAlgorithm algorithm) {
        return switch (algorithm) {
            case ECDSA_P256_SHA256 -> KeyKind.P256;
            case ECDSA_P384_SHA384 -> KeyKind.P384;
            case ED25519 -> KeyKind.ED25519;
            case RSA_PKCS1_SHA256 -> KeyKind.RSA_3072;
        };
    }

    /// Opens a credential.
    ///
    /// @throws InputProblem when the place cannot be opened, or is a token without a credential
    static CredentialToken open(CredentialPlace place, Secret secret) {
        return switch (place) {
            case CredentialPlace.SealedFile(Path file) -> open(file, secret);
            case CredentialPlace.Module module -> CredentialModule.open(module, secret);
        };
    }

    private static CredentialToken open(Path file, Secret passphrase) {
        UseCounts counts = counts(file);
        SoftwareToken token = active(file, () -> SoftwareToken.open(file, passphrase, rules(counts)));
        Optional<CredentialNote> note = token.note(CredentialNote.LABEL).flatMap(CredentialNote::parse);
        if (note.isEmpty() || token.keys().size() != 1) {
            token.close();
            throw new InputProblem(
                    ExitCode.MALFORMED,
                    file.toString(),
                    new Phrase("担当職員の署名手段ではないトークンです。", "is a token, but no officer's credential."),
                    new Phrase(
                            "kakehashi credential new で作ったファイルを指定してください。",
                            "Name a file that kakehashi credential new made."));
        }
        return new CredentialToken(token, token.keys().getFirst(), note.get(), use(file, counts));
    }

    private interface Opening {
        Activation<SoftwareToken> open();
    }

    private static SoftwareToken active(Path file, Opening opening) {
        try {
            return switch (opening.open()) {
                case Activation.Active<SoftwareToken>(SoftwareToken token) -> token;
                case Activation.Refused<SoftwareToken>(ActivationRefusal reason) -> throw refused(file, reason);
            };
        } catch (TokenUnavailable e) {
            throw new InputProblem(
                    ExitCode.MALFORMED,
                    file.toString(),
                    new Phrase("トークンのファイルを使えません (%s)。", "cannot be used as a token file (%s).").with(e.getMessage()),
                    new Phrase("ファイルとフォルダの権限を確かめてください。", "Check the permissions of the file and its folder."));
        }
    }

    private static InputProblem refused(Path file, ActivationRefusal reason) {
        Phrase wrong = switch (reason) {
            case WRONG_PIN -> new Phrase("パスフレーズが違います。", "the passphrase is not the right one.");
            case WRONG_PIN_ONE_TRY_LEFT, PIN_LOCKED ->
                new Phrase("失敗が多すぎて閉じられています。", "is locked after too many wrong passphrases.");
            case PIN_TOO_SHORT -> new Phrase("パスフレーズは 8 オクテット以上必要です。", "the passphrase must have 8 octets or more.");
            case NOT_ENOUGH_CUSTODIANS, NOT_A_CUSTODIAN, OTHER_LOCK ->
                new Phrase("鍵管理者のトークンで、担当職員の署名手段ではありません。", "is a token of custodians, not an officer's credential.");
            case NO_SUCH_TOKEN -> new Phrase("ファイルがありません。", "there is no such file.");
            case TOKEN_EXISTS -> new Phrase("すでにあります。", "is there already.");
            case OPEN_TO_OTHERS -> new Phrase("他人も読めるファイルです。", "may be read by others than its owner.");
            case DAMAGED -> new Phrase("壊れているか、改ざんされています。", "is damaged, was altered, or is no token.");
            case UNKNOWN_VERSION -> new Phrase("新しい版の形式です。", "has the format of a later version.");
            case ALREADY_ACTIVE -> new Phrase("すでに開かれています。", "is open already.");
        };
        ExitCode code = reason == ActivationRefusal.NO_SUCH_TOKEN ? ExitCode.NOT_FOUND : ExitCode.MALFORMED;
        return new InputProblem(
                code,
                file.toString(),
                wrong,
                new Phrase("kakehashi credential --help に例があります。", "See kakehashi credential --help for examples."));
    }

    CredentialNote note() {
        return note;
    }

    private CredentialSigner signer() {
        Signer signer = switch (token.signer(key.id(), algorithm().signature())) {
            case KeyOutcome.Granted<Signer>(Signer granted) -> granted;
            case KeyOutcome.Refused<Signer>(KeyRefusal reason) -> throw unfit(reason);
        };
        Optional<? extends CredentialSigner> credential = note.party().isPresent()
                ? use.counts().flatMap(counts -> passkey(signer, note.party().get(), counts))
                : KeyCredential.of(signer);
        return new Asked(credential.orElseThrow(() -> unfit(KeyRefusal.ALGORITHM_DOES_NOT_FIT)), use.place());
    }

    private Optional<ClientPasskey> passkey(Signer signer, RelyingParty party, UseCounts counts) {
        return ClientPasskey.of(signer, party, note.credential().octets(), () -> counts.next(key.id()));
    }

    /// A credential at work, whose token may be pulled in the midst of it.
    private record Asked(CredentialSigner signer, CredentialPlace place) implements CredentialSigner {
        @Override
        public OfficerCredential credential() {
            return signer.credential();
        }

        @Override
        public CredentialProof prove(Bytes statement) {
            try {
                return signer.prove(statement);
            } catch (TokenUnavailable e) {
                throw TokenProblem.unavailable(place, e);
            }
        }
    }

    private InputProblem unfit(KeyRefusal reason) {
        return TokenProblem.refused(use.place(), key.label(), reason);
    }

    private CredentialAlgorithm algorithm() {
        for (CredentialAlgorithm algorithm : CredentialAlgorithm.values()) {
            if (algorithm.fits(key.publicKey())) {
                return algorithm;
            }
        }
        throw unfit(KeyRefusal.ALGORITHM_DOES_NOT_FIT);
    }

    /// The credential at work.
    OfficerHand hand() {
        return new OfficerHand(signer(), note.credential(), note.officer());
    }

    /// The credential as the register is to know it. What a client signs was shown by the client.
    Credential credential() {
        return new Credential(
                note.credential(),
                note.use(),
                Credential.Display.CLIENT,
                Credential.Algorithm.valueOf(algorithm().name()),
                key.publicKey(),
                note.party().map(party -> note.credential().octets()));
    }

    /// The enrolment for an installation, or for genesis, signed by the credential's own key.
    EnrolmentFile enrolment(Optional<Digest> installation, Instant now) {
        Enrolment enrolment =
                new Enrolment(installation, note.person(), credential(), now.truncatedTo(ChronoUnit.SECONDS));
        Signed signed = hand().sign(enrolment);
        return new EnrolmentFile(signed, enrolment);
    }

    @Override
    public void close() {
        token.close();
    }
}
