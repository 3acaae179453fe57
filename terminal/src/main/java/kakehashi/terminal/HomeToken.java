package kakehashi.terminal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import kakehashi.console.ExitCode;
import kakehashi.console.InputProblem;
import kakehashi.console.Phrase;
import kakehashi.keys.Activation;
import kakehashi.keys.ActivationRefusal;
import kakehashi.keys.CustodianDoor;
import kakehashi.keys.CustodianTerminal;
import kakehashi.keys.KeyPolicy;
import kakehashi.keys.KeyUse;
import kakehashi.keys.KeyUseListener;
import kakehashi.keys.KeyUseResult;
import kakehashi.keys.NewLock;
import kakehashi.keys.PinEntry;
import kakehashi.keys.Pkcs11Settings;
import kakehashi.keys.Pkcs11Token;
import kakehashi.keys.QuorumActivation;
import kakehashi.keys.Secret;
import kakehashi.keys.SoftwareToken;
import kakehashi.keys.Token;
import kakehashi.keys.TokenAddress;
import kakehashi.keys.TokenRules;

/// What keeps the keys of a home: a sealed file in it, or a hardware token.
final class HomeToken {
    private static final int SESSIONS = 8;
    private static final String FILE = "token";

    /// Hears of nothing: the engine itself writes an audit leaf before and after each use of a CA's key.
    static final KeyUseListener SILENT = new KeyUseListener() {
        @Override
        public void before(KeyUse use) {}

        @Override
        public void after(KeyUse use, KeyUseResult result) {}
    };

    private static final TokenRules RULES = new TokenRules(KeyPolicy.ofAuthorities(), SILENT);

    private final HomeFolder folder;
    private final HomeSettings.TokenPlace place;

    private final Path usual;

    /// The installation's own.
    HomeToken(HomeFolder folder, HomeSettings.TokenPlace place) {
        this(folder, place, folder.resolve(FILE));
    }

    /// @param usual where a sealed file lies of which nothing else is said
    private HomeToken(HomeFolder folder, HomeSettings.TokenPlace place, Path usual) {
        this.folder = folder;
        this.place = place;
        this.usual = usual;
    }

    /// A further one.
    static HomeToken further(HomeFolder folder, HomeSettings.FurtherToken token) {
        return new HomeToken(folder, token.place(), folder.subfolder("tokens").resolve(token.name()));
    }

    boolean isThere() {
        return switch (place) {
            case HomeSettings.TokenPlace.SealedFile(Optional<Path> file) -> Files.exists(file.orElse(usual));
            case HomeSettings.TokenPlace.Module module -> true;
        };
    }

    Token make(NewLock lock, HomeUnlock pin) {
        return switch (place) {
            case HomeSettings.TokenPlace.SealedFile(Optional<Path> file) ->
                granted(SoftwareToken.create(file.orElse(usual), lock, RULES));
            case HomeSettings.TokenPlace.Module module -> open(pin);
        };
    }

    Token open(HomeUnlock how) {
        return switch (place) {
            case HomeSettings.TokenPlace.SealedFile(Optional<Path> file) -> granted(file(file.orElse(usual), how));
            case HomeSettings.TokenPlace.Module module -> granted(module(module, how));
        };
    }

    private Activation<SoftwareToken> file(Path file, HomeUnlock how) {
        return switch (how) {
            case HomeUnlock.Passphrase(Secret passphrase) -> SoftwareToken.open(file, passphrase, RULES);
            case HomeUnlock.Custodians(var custodians) -> SoftwareToken.open(file, custodians, RULES);
            case HomeUnlock.AtTerminal(PinEntry entry) -> atTerminal(file, entry);
            case HomeUnlock.AtDoor(Duration longest) -> atDoor(file, longest);
        };
    }

    private static Activation<SoftwareToken> atTerminal(Path file, PinEntry entry) {
        return switch (QuorumActivation.begin(file, RULES)) {
            case QuorumActivation.Start.Begun(QuorumActivation activation) ->
                new CustodianTerminal(entry, words()).activate(activation);
            case QuorumActivation.Start.Refused(ActivationRefusal reason) ->
                reason == ActivationRefusal.OTHER_LOCK ? byPassphrase(file, entry) : new Activation.Refused<>(reason);
        };
    }

    private static Activation<SoftwareToken> byPassphrase(Path file, PinEntry entry) {
        try (Secret passphrase = entry.requiredSecret("鍵のパスフレーズ / passphrase of the keys: ")) {
            return SoftwareToken.open(file, passphrase, RULES);
        }
    }

    /// Custodians of both languages may stand at one terminal.
    private static CustodianTerminal.Words words() {
        return new CustodianTerminal.Words(
                missing -> "鍵管理者の名前（あと " + missing + " 人）/ custodian (" + missing + " missing): ",
                name -> name + " のパスフレーズ / passphrase of " + name + ": ",
                reason -> "受け付けません / refused: " + reason);
    }

    private Activation<SoftwareToken> atDoor(Path file, Duration longest) {
        return switch (QuorumActivation.begin(file, RULES)) {
            case QuorumActivation.Start.Refused(ActivationRefusal reason) -> new Activation.Refused<>(reason);
            case QuorumActivation.Start.Begun(QuorumActivation activation) -> {
                try (CustodianDoor door = CustodianDoor.open(folder.resolve("custodians.sock"), activation)) {
                    yield door.await(longest);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        };
    }

    private static Activation<Pkcs11Token> module(HomeSettings.TokenPlace.Module module, HomeUnlock how) {
        Supplier<Secret> pin = module.pin()
                .<Supplier<Secret>>map(file -> () -> Secret.ofFile(file))
                .orElseGet(() -> pin(how));
        return Pkcs11Token.activate(
                new Pkcs11Settings(module.library(), new TokenAddress.ByLabel(module.label()), pin, SESSIONS), RULES);
    }

    private static Supplier<Secret> pin(HomeUnlock how) {
        return switch (how) {
            case HomeUnlock.Passphrase(Secret pin) -> pin::copy;
            case HomeUnlock.AtTerminal(PinEntry entry) -> () -> entry.requiredSecret("PIN: ");
            case HomeUnlock.Custodians custodians -> throw refused(ActivationRefusal.OTHER_LOCK);
            case HomeUnlock.AtDoor door -> throw refused(ActivationRefusal.OTHER_LOCK);
        };
    }

    private static Token granted(Activation<? extends Token> activation) {
        return switch (activation) {
            case Activation.Active<? extends Token>(Token token) -> token;
            case Activation.Refused<? extends Token>(ActivationRefusal reason) -> throw refused(reason);
        };
    }

    /// The refusal of a token, as people read it.
    static InputProblem refused(ActivationRefusal reason) {
        return new InputProblem(
                ExitCode.NO,
                "token",
                words(reason),
                new Phrase("鍵については docs/operations/keys.ja.md をご覧ください。", "About keys see docs/operations/keys.md."));
    }

    private static Phrase words(ActivationRefusal reason) {
        return switch (reason) {
            case WRONG_PIN -> new Phrase("パスフレーズ又は PIN が違います。", "the passphrase or PIN is wrong.");
            case WRONG_PIN_ONE_TRY_LEFT ->
                new Phrase("PIN が違います。もう一度間違えるとロックされます。", "the PIN is wrong; one more wrong one locks it.");
            case PIN_LOCKED -> new Phrase("誤りが多すぎ、ロックされています。", "is locked after too many wrong tries.");
            case PIN_TOO_SHORT -> new Phrase("パスフレーズが短すぎます。", "the passphrase is too short.");
            case NOT_ENOUGH_CUSTODIANS -> new Phrase("鍵管理者の人数が足りません。", "there are not enough custodians.");
            case NOT_A_CUSTODIAN -> new Phrase("このトークンの鍵管理者ではありません。", "somebody is no custodian of this token.");
            case OTHER_LOCK -> new Phrase("別の方法で開くトークンです。", "is opened in another way.");
            case NO_SUCH_TOKEN -> new Phrase("トークンがありません。", "there is no token.");
            case TOKEN_EXISTS -> new Phrase("トークンが既にあります。", "there is a token already.");
            case OPEN_TO_OTHERS -> new Phrase("所有者以外に開かれています。", "is open to others than its owner.");
            case DAMAGED -> new Phrase("壊れているか、書き換えられています。", "is damaged or was altered.");
            case UNKNOWN_VERSION -> new Phrase("新しい版の形式です。", "has the format of a later version.");
            case ALREADY_ACTIVE -> new Phrase("このプロセスで既に使われています。", "is active in this process already.");
        };
    }
}
