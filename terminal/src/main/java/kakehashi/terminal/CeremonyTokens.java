package kakehashi.terminal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import kakehashi.ceremony.CeremonyFile;
import kakehashi.console.Console;
import kakehashi.console.ExitCode;
import kakehashi.console.InputProblem;
import kakehashi.console.Phrase;
import kakehashi.keys.Custodian;
import kakehashi.keys.NewLock;
import kakehashi.keys.PassphraseCost;
import kakehashi.keys.Secret;
import kakehashi.keys.Token;

/// The tokens of a ceremony: the installation's own, and those that the CAs of its file name. They are open for its
/// duration only.
final class CeremonyTokens {
    private final Console console;
    private final CeremonyFile ceremony;
    private final VaultHome home;
    private final CeremonySecrets secrets;

    CeremonyTokens(Console console, CeremonyFile ceremony, VaultHome home, CeremonySecrets secrets) {
        this.console = console;
        this.ceremony = ceremony;
        this.home = home;
        this.secrets = secrets;
    }

    /// The installation's own, made where it is founded.
    Token own() {
        return opened(home.own(), home.settings().keys(), home.folder().toString());
    }

    /// The further ones that this ceremony is about.
    ///
    /// @throws InputProblem when the home knows none of that name, or one refuses
    FurtherTokens further() {
        Set<String> wanted = ceremony.tokens();
        List<HomeSettings.FurtherToken> known = home.settings().further();
        wanted.stream()
                .filter(name -> known.stream().noneMatch(one -> one.name().equals(name)))
                .findFirst()
                .ifPresent(name -> {
                    throw problem(
                            ExitCode.MALFORMED,
                            name,
                            new Phrase("そのようなトークンはこのホームにありません。", "is no token of this home."),
                            new Phrase("vault.toml に [[tokens]] を書いてください。", "Write [[tokens]] into vault.toml."));
                });
        return FurtherTokens.of(
                known, one -> wanted.contains(one.name()) ? Optional.of(further(one)) : Optional.empty());
    }

    private Token further(HomeSettings.FurtherToken token) {
        console.line("");
        console.line(console.say(new Phrase("鍵のトークン「%s」を開きます。", "Opening the token %s.").with(token.name())));
        return opened(home.further(token), token.place(), token.name());
    }

    private Token opened(HomeToken token, HomeSettings.TokenPlace place, String name) {
        return switch (place) {
            case HomeSettings.TokenPlace.Module module ->
                token.open(secrets.people()
                        .<HomeUnlock>map(HomeUnlock.AtTerminal::new)
                        .orElseGet(secrets::unlock));
            case HomeSettings.TokenPlace.SealedFile sealed ->
                token.isThere() ? token.open(secrets.unlock()) : made(token, name);
        };
    }

    private Token made(HomeToken token, String name) {
        CeremonyFile.Founded founded = ceremony.founding()
                .orElseThrow(() -> problem(
                        ExitCode.USAGE,
                        name,
                        new Phrase("鍵がありません。", "has no keys here."),
                        new Phrase(
                                "鍵のファイルを持ってくるか、[installation] のあるセレモニーで創設してください。",
                                "Bring the file with the keys, or found it by a ceremony with an [installation].")));
        List<Custodian> custodians = new ArrayList<>();
        try {
            for (CeremonyFile.Custodian one : founded.custodians()) {
                custodians.add(new Custodian(one.key(), share(one)));
            }
            return token.make(
                    new NewLock.Quorum(founded.quorum(), custodians, PassphraseCost.recommended()), secrets.unlock());
        } finally {
            custodians.forEach(one -> one.passphrase().close());
        }
    }

    private Secret share(CeremonyFile.Custodian one) {
        return secrets.newShare(one.key(), one.name())
                .orElseThrow(() -> problem(
                        ExitCode.NO,
                        one.key(),
                        new Phrase("パスフレーズが定まりませんでした。", "no passphrase was set."),
                        new Phrase("同じコマンドをもう一度実行してください。", "Run the same command again.")));
    }

    private static InputProblem problem(ExitCode code, String what, Phrase wrong, Phrase remedy) {
        return new InputProblem(code, what, wrong, remedy);
    }
}
