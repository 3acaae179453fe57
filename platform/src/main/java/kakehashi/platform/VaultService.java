package kakehashi.platform;

import java.time.InstantSource;
import java.util.Optional;
import kakehashi.issuing.Halt;
import kakehashi.issuing.VaultParts;
import kakehashi.keys.Secret;
import kakehashi.keys.Token;
import kakehashi.keys.TokenUnavailable;
import kakehashi.ledger.EmbeddedServer;
import kakehashi.path.Language;
import kakehashi.terminal.HomeUnlock;
import kakehashi.terminal.InputProblem;
import kakehashi.terminal.VaultHome;

/// The vault's zone as it is configured: its home, its keys, its wiring.
final class VaultService implements Service {
    private static final int REFUSED_BY_TOKEN = 1;

    private final VaultHome home;
    private final Token token;
    private final VaultZone zone;

    private VaultService(VaultHome home, Token token, VaultZone zone) {
        this.home = home;
        this.token = token;
        this.zone = zone;
    }

    /// Opens it.
    ///
    /// @throws ServeRefusal when the home, the keys or the chain do not let it
    static VaultService open(Configuration.Vault settings, InstantSource clock) {
        VaultHome home = null;
        Token token = null;
        try {
            home = VaultHome.open(settings.home(), clock, EmbeddedServer.Stopping.WHEN_CLOSED);
            token = unlocked(home, settings.unlock());
            VaultParts parts = home.parts(token, settings.workers());
            return new VaultService(home, token, VaultZone.open(home, parts));
        } catch (RuntimeException e) {
            if (token != null) {
                token.close();
            }
            if (home != null) {
                home.close();
            }
            throw refusal(e);
        }
    }

    private static Token unlocked(VaultHome home, Configuration.Unlock unlock) {
        return switch (unlock) {
            case Configuration.Unlock.Custodians(var longest) -> home.openToken(new HomeUnlock.AtDoor(longest));
            case Configuration.Unlock.SecretFile(var file) -> {
                try (Secret secret = Secret.ofFile(file)) {
                    yield home.openToken(new HomeUnlock.Passphrase(secret));
                }
            }
        };
    }

    private static RuntimeException refusal(RuntimeException thrown) {
        return switch (thrown) {
            case InputProblem problem ->
                new ServeRefusal(exitCode(problem), problem.text(Language.JAPANESE), problem.text(Language.ENGLISH));
            case Halt halt -> halted(halt.getMessage());
            case TokenUnavailable gone ->
                new ServeRefusal(
                        ServeRefusal.UNAVAILABLE,
                        "鍵のトークンが応えません: " + gone.getMessage() + "。docs/operations/keys.md をご覧ください。",
                        "the keys' token does not answer: " + gone.getMessage() + ". See docs/operations/keys.md.");
            default -> thrown;
        };
    }

    /// The home was checked before: what is wrong with it now, such as a command that uses it, may pass. What the
    /// token refuses does not: trying a wrong PIN again and again would lock it.
    private static int exitCode(InputProblem problem) {
        return switch (problem.exitCode()) {
            case REFUSED_BY_TOKEN -> ServeRefusal.CONFIGURATION;
            case ServeRefusal.HALTED -> ServeRefusal.HALTED;
            default -> ServeRefusal.UNAVAILABLE;
        };
    }

    private static ServeRefusal halted(String reason) {
        return new ServeRefusal(
                ServeRefusal.HALTED,
                "保管庫は署名を止めました: " + reason + "。原因を調べるまで再起動しないでください（docs/adr/0005）。",
                "the vault has stopped signing: " + reason + ". Do not restart it before the cause is known"
                        + " (docs/adr/0005).");
    }

    @Override
    public String ready() {
        return home.folder().toString();
    }

    @Override
    public Optional<ServeRefusal> stopped() {
        return zone.authority().halted().map(VaultService::halted);
    }

    @Override
    public void close() {
        zone.close();
        token.close();
        home.close();
    }
}
