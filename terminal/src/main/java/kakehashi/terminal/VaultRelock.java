package kakehashi.terminal;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import kakehashi.console.CommonOptions;
import kakehashi.console.Console;
import kakehashi.console.ExitCode;
import kakehashi.console.InputProblem;
import kakehashi.console.Phrase;
import kakehashi.keys.ActivationRefusal;
import kakehashi.keys.Custodian;
import kakehashi.keys.NewLock;
import kakehashi.keys.PassphraseCost;
import kakehashi.keys.PinEntry;
import kakehashi.keys.Pkcs11Token;
import kakehashi.keys.Secret;
import kakehashi.keys.SoftwareToken;
import kakehashi.keys.TerminalPinEntry;
import kakehashi.keys.Token;
import kakehashi.ledger.AuditKind;
import kakehashi.ledger.Zone;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `kakehashi vault relock --home FOLDER --quorum M --new-custodian NAME...`: puts another lock on a sealed token,
/// whose present custodians open it for that. The master key changes with the lock; an old copy of the file still
/// opens with the old passphrases.
@Command(name = "relock")
final class VaultRelock implements Callable<Integer> {
    private final Console console;

    @Mixin
    CommonOptions common;

    @Mixin
    VaultDoor door = new VaultDoor(new HomePlace());

    @Option(names = "--token", paramLabel = "NAME", descriptionKey = "relock.token")
    Optional<String> token = Optional.empty();

    @Option(names = "--quorum", required = true, paramLabel = "M", descriptionKey = "relock.quorum")
    int quorum;

    @Option(names = "--new-custodian", required = true, paramLabel = "NAME", descriptionKey = "relock.custodian")
    List<String> names = List.of();

    @Option(names = "--new-secrets", paramLabel = "FOLDER", descriptionKey = "relock.secrets")
    Optional<Path> folder = Optional.empty();

    VaultRelock(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        if (quorum < 2 || quorum > names.size() || names.stream().distinct().count() < names.size()) {
            throw new InputProblem(
                    ExitCode.USAGE,
                    "--quorum " + quorum,
                    new Phrase("この人数では定足数になりません。", "is no quorum of these custodians."),
                    new Phrase(
                            "異なる名前の管理者を --new-custodian で 2 人以上、定足数は 2 からその人数までを指定してください。",
                            "Name two or more different custodians by --new-custodian, and a quorum from 2 to their number."));
        }
        List<Custodian> custodians = new ArrayList<>();
        try {
            names.forEach(name -> custodians.add(new Custodian(name, share(name))));
            NewLock lock = new NewLock.Quorum(quorum, custodians, PassphraseCost.recommended());
            door.token(console, token, (home, open) -> relock(home, open, lock));
        } finally {
            custodians.forEach(custodian -> custodian.passphrase().close());
        }
        console.verdict(
                ExitCode.YES,
                console.say(new Phrase(
                                "錠を替えました。これからは %s 人のうち %s 人で開きます。古い写しは元のパスフレーズで開くので、破棄してください。",
                                "The lock is changed: %2$s of %1$s custodians open it now. Old copies still open with the"
                                        + " old passphrases: destroy them.")
                        .with(names.size(), quorum)));
        return ExitCode.YES.number();
    }

    private Secret share(String name) {
        CeremonySecrets secrets =
                new CeremonySecrets(folder, TerminalPinEntry.ofThisProcess().map(PinEntry.class::cast));
        return secrets.newShare(name, name)
                .orElseThrow(
                        () -> new InputProblem(
                                ExitCode.USAGE,
                                name,
                                new Phrase("新しいパスフレーズがありません。", "gave no passphrase, or two that differ."),
                                new Phrase(
                                        "端末で 2 回入力するか、試験では --new-secrets のフォルダに NAME.share を置いてください。",
                                        "Type it twice at a terminal; for trials put NAME.share into the folder of --new-secrets.")));
    }

    private Token relock(VaultHome home, Token open, NewLock lock) {
        Optional<ActivationRefusal> refusal = switch (open) {
            case SoftwareToken file -> file.relock(lock);
            case Pkcs11Token module ->
                throw new InputProblem(
                        ExitCode.USAGE,
                        home.folder().toString(),
                        new Phrase("鍵は PKCS#11 トークンにあります。", "has its keys in a PKCS#11 token."),
                        new Phrase("PIN と定足数はその製品の道具で変えてください。", "Change PIN and quorum by the module's own tool."));
        };
        refusal.ifPresent(reason -> {
            throw HomeToken.refused(reason);
        });
        home.installation()
                .ifPresent(installation -> new AuditNote(home.database(Zone.VAULT, 1), installation, console.clock())
                        .record(
                                AuditKind.TOKEN_RELOCKED,
                                token.orElse(""),
                                Integer.toString(quorum),
                                Integer.toString(names.size())));
        return open;
    }
}
