package kakehashi.platform;

import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;
import kakehashi.authority.Halt;
import kakehashi.authority.NotInCharge;
import kakehashi.console.ExitCode;
import kakehashi.console.InputProblem;
import kakehashi.console.Phrase;
import kakehashi.issuing.Standby;
import kakehashi.issuing.VaultParts;
import kakehashi.keys.Secret;
import kakehashi.keys.Token;
import kakehashi.keys.TokenUnavailable;
import kakehashi.ledger.EmbeddedServer;
import kakehashi.terminal.FurtherTokens;
import kakehashi.terminal.HomeUnlock;
import kakehashi.terminal.TakeoverRequest;
import kakehashi.terminal.VaultHome;

/// The vault's zone as it is configured: its home, its keys, its wiring.
final class VaultService implements Service {
    private static final System.Logger LOG = System.getLogger(VaultService.class.getName());

    private final VaultHome home;
    private final Token token;
    private final FurtherTokens further;
    private final VaultParts parts;
    private final Configuration.Housekeeping housekeeping;
    private Duty duty;
    private Optional<String> broken = Optional.empty();

    /// What this node does.
    private sealed interface Duty {
        /// It is in charge.
        record Charge(VaultZone zone) implements Duty {}

        /// It follows the one in charge, and signs nothing.
        record Waiting(Standby standby) implements Duty {}
    }

    private VaultService(VaultHome home, Keys keys, VaultParts parts, Configuration.Housekeeping housekeeping) {
        this.home = home;
        this.token = keys.token();
        this.further = keys.further();
        this.parts = parts;
        this.housekeeping = housekeeping;
        this.duty = duty();
    }

    /// The tokens that it opened.
    private record Keys(Token token, FurtherTokens further) {}

    /// Record 5, Standby: "One node is in charge […]. A takeover is an operator's command."
    private Duty duty() {
        TakeoverRequest.forget(home.folder());
        try {
            return new Duty.Charge(VaultZone.open(home, parts, housekeeping));
        } catch (NotInCharge e) {
            LOG.log(System.Logger.Level.INFO, "this node stands by: {0}", e.getMessage());
            return new Duty.Waiting(home.standby(parts));
        }
    }

    /// Opens it: as the vault when this node is in charge, else as a node that stands by until it is told to take
    /// over (`kakehashi vault takeover --running`).
    ///
    /// @param databaseUp called when others may use the home's database; keys may still have to be opened by people
    /// @throws InputProblem when the home, the keys or the chain do not let it
    static VaultService open(Configuration.Vault settings, InstantSource clock, Runnable databaseUp) {
        VaultHome home = null;
        try {
            home = VaultHome.open(settings.home(), clock, EmbeddedServer.Stopping.WHEN_CLOSED);
            databaseUp.run();
            return over(home, settings);
        } catch (RuntimeException e) {
            if (home != null) {
                home.close();
            }
            throw refusal(e);
        }
    }

    private static VaultService over(VaultHome home, Configuration.Vault settings) {
        Token token = unlocked(settings.unlock(), home::openToken);
        try {
            FurtherTokens further = unlocked(settings.unlock(), home::openFurther);
            try {
                return new VaultService(
                        home,
                        new Keys(token, further),
                        home.parts(token, settings.workers())
                                .with(further.byName())
                                .asking(settings.housekeeping().witnesses()),
                        settings.housekeeping());
            } catch (RuntimeException e) {
                further.close();
                throw e;
            }
        } catch (RuntimeException e) {
            token.close();
            throw e;
        }
    }

    private static <T> T unlocked(Configuration.Unlock unlock, Function<HomeUnlock, T> open) {
        return switch (unlock) {
            case Configuration.Unlock.Custodians(var longest) -> open.apply(new HomeUnlock.AtDoor(longest));
            case Configuration.Unlock.SecretFile(var file) -> {
                try (Secret secret = Secret.ofFile(file)) {
                    yield open.apply(new HomeUnlock.Passphrase(secret));
                }
            }
        };
    }

    private static RuntimeException refusal(RuntimeException thrown) {
        return switch (thrown) {
            case InputProblem problem ->
                new InputProblem(exitCode(problem), problem.input(), problem.wrong(), problem.remedy());
            case Halt halt -> halted(halt.getMessage());
            case TokenUnavailable gone ->
                new InputProblem(
                        ExitCode.UNAVAILABLE,
                        "vault.toml",
                        new Phrase("鍵のトークンが応えません: %s", "the keys' token does not answer: %s").with(gone.getMessage()),
                        new Phrase("docs/operations/keys.ja.md をご覧ください。", "See docs/operations/keys.md."));
            default -> thrown;
        };
    }

    /// The home was checked before: what is wrong with it now, such as a command that uses it, may pass. What the
    /// token refuses does not: trying a wrong PIN again and again would lock it.
    private static ExitCode exitCode(InputProblem problem) {
        return switch (problem.code()) {
            case NO -> ExitCode.MALFORMED;
            case HALTED -> ExitCode.HALTED;
            case YES, INDETERMINATE, USAGE, MALFORMED, NOT_FOUND, UNAVAILABLE, BUG -> ExitCode.UNAVAILABLE;
        };
    }

    private static InputProblem halted(String reason) {
        return new InputProblem(
                ExitCode.HALTED,
                "vault",
                new Phrase("保管庫は署名を止めました: %s", "the vault has stopped signing: %s").with(reason),
                new Phrase(
                        "原因を調べるまで再起動しないでください（docs/operations/recovery.ja.md）。",
                        "Do not restart it before the cause is known (docs/operations/recovery.md)."));
    }

    @Override
    public String ready() {
        return switch (duty) {
            case Duty.Charge charge -> home.folder().toString();
            case Duty.Waiting(Standby standby) ->
                home.folder() + " 待機中 / stands by, has seen entry "
                        + standby.seen().index();
        };
    }

    @Override
    public Optional<InputProblem> stopped() {
        TakeoverRequest.taken(home.folder()).ifPresent(this::takeOver);
        if (broken.isPresent()) {
            return broken.map(VaultService::halted);
        }
        return switch (duty) {
            case Duty.Charge(VaultZone zone) -> zone.authority().halted().map(VaultService::halted);
            case Duty.Waiting(Standby standby) -> standby.fault().map(VaultService::halted);
        };
    }

    private void takeOver(TakeoverRequest request) {
        Optional<String> refusal = switch (duty) {
            case Duty.Charge charge -> Optional.of("this node is in charge already");
            case Duty.Waiting(Standby standby) -> takeOver(standby, request);
        };
        TakeoverRequest.answer(home.folder(), refusal);
    }

    /// What was refused keeps this node standing by; when it cannot even do that, it stops and says why.
    private Optional<String> takeOver(Standby standby, TakeoverRequest request) {
        try {
            duty = new Duty.Charge(VaultZone.over(home, parts, home.takeOver(standby, request), housekeeping));
            ServiceNotice.ready(ready());
            LOG.log(System.Logger.Level.INFO, "this node has taken over and is in charge");
            return Optional.empty();
        } catch (Halt | TokenUnavailable e) {
            LOG.log(System.Logger.Level.ERROR, "this node could not take over: " + e.getMessage());
            standAgain();
            return Optional.of(e.getMessage());
        }
    }

    private void standAgain() {
        try {
            duty = new Duty.Waiting(home.standby(parts));
        } catch (Halt | TokenUnavailable e) {
            broken = Optional.of(e.getMessage());
        }
    }

    @Override
    public void close() {
        switch (duty) {
            case Duty.Charge(VaultZone zone) -> zone.close();
            case Duty.Waiting(Standby standby) -> standby.close();
        }
        further.close();
        token.close();
        home.close();
    }
}
