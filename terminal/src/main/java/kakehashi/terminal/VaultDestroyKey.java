package kakehashi.terminal;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import kakehashi.console.CommonOptions;
import kakehashi.console.Console;
import kakehashi.console.ExitCode;
import kakehashi.console.InputProblem;
import kakehashi.console.Phrase;
import kakehashi.contract.CustodianSignature;
import kakehashi.contract.DestroyKey;
import kakehashi.contract.Digest;
import kakehashi.issuing.KeyDestruction;
import kakehashi.keys.PinEntry;
import kakehashi.keys.TerminalPinEntry;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `kakehashi vault destroy-key [SHA256] --home FOLDER [--signer FILE]...`: lists the private keys of a vault, or
/// destroys one that nothing in force needs, when a quorum of custodians has signed for it at this console. Without
/// a signer it shows the key only.
@Command(name = "destroy-key")
final class VaultDestroyKey implements Callable<Integer> {
    private final Console console;

    @Mixin
    CommonOptions common;

    @Mixin
    VaultDoor door = new VaultDoor(new HomePlace());

    @Parameters(arity = "0..1", paramLabel = "SHA256", descriptionKey = "destroy.key")
    String key = "";

    @Option(names = "--token", paramLabel = "NAME", descriptionKey = "destroy.token")
    Optional<String> token = Optional.empty();

    @Option(names = "--signer", paramLabel = "FILE", descriptionKey = "reconcile.signer")
    List<Path> signers = List.of();

    @Option(names = "--secrets", paramLabel = "FOLDER", descriptionKey = "ceremony.secrets")
    Optional<Path> folder = Optional.empty();

    VaultDestroyKey(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        if (key.isEmpty()) {
            List<List<Fact>> all = door.alsoOpening(token)
                    .open(console, opened -> list(new KeyDestruction(opened.authority(), opened.parts())));
            FactsAnswer.show(console, common, "keys", all);
            return ExitCode.YES.number();
        }
        // As the list shows it, in groups, or in one piece.
        String digits = key.replaceAll("[ :]", "").toLowerCase(Locale.ROOT);
        if (!digits.matches("[0-9a-f]{64}")) {
            throw problem(
                    ExitCode.USAGE,
                    new Phrase("SHA-256 ではありません。", "is no SHA-256."),
                    new Phrase(
                            "公開鍵の SHA-256 を 16 進 64 桁で指定してください。",
                            "Give the SHA-256 of the public key, 64 hex digits."));
        }
        Digest digest = Digest.ofHex(digits);
        return door.alsoOpening(token)
                .open(console, opened -> destroy(new KeyDestruction(opened.authority(), opened.parts()), digest))
                .number();
    }

    private static List<List<Fact>> list(KeyDestruction destruction) {
        return destruction.keys().stream()
                .map(entry -> {
                    Digest digest = Digest.of(entry.publicKey().der());
                    return List.of(
                            Fact.of(Label.NAME, entry.label()),
                            Fact.of(Label.KEY_SHA256, digest.octets()),
                            Fact.of(Label.NEEDED, destruction.isNeeded(digest)));
                })
                .toList();
    }

    private ExitCode destroy(KeyDestruction destruction, Digest digest) {
        DestroyKey statement = destruction.statement(digest).orElseThrow(() -> told(KeyDestruction.Result.NO_SUCH_KEY));
        if (destruction.isNeeded(digest)) {
            throw told(KeyDestruction.Result.IN_FORCE);
        }
        Answer.show(
                console,
                common,
                door.place.folder.toString(),
                List.of(
                        Fact.of(Label.KEY_SHA256, digest.octets()),
                        Fact.of(Label.NAME, statement.name()),
                        Fact.of(Label.STATEMENT, Digest.of(statement.der()).octets())));
        if (signers.isEmpty()) {
            return said(
                    ExitCode.NO,
                    new Phrase(
                            "何も破棄していません。破棄するには、定足数の鍵管理者の鍵を --signer で指定してください。",
                            "Nothing was destroyed. To destroy it name the tokens of a quorum of custodians by --signer."));
        }
        KeyDestruction.Result result = destruction.carryOut(statement, signatures(statement));
        if (result != KeyDestruction.Result.DESTROYED) {
            throw told(result);
        }
        return said(
                ExitCode.YES,
                new Phrase(
                        "鍵を破棄しました。トークンの写しとバックアップには残っています。それらも破棄してください。",
                        "The key is destroyed. Copies of the token and backups still hold it: destroy them too."));
    }

    private List<CustodianSignature> signatures(DestroyKey statement) {
        CeremonySecrets secrets =
                new CeremonySecrets(folder, TerminalPinEntry.ofThisProcess().map(PinEntry.class::cast));
        if (folder.isEmpty() && secrets.people().isEmpty()) {
            throw CeremonySecrets.nobody();
        }
        CustodianHand hand = new CustodianHand(console, secrets);
        List<CustodianSignature> signatures = new ArrayList<>();
        signers.forEach(file -> hand.sign(file, statement.der()).ifPresent(signatures::add));
        return signatures;
    }

    private ExitCode said(ExitCode code, Phrase words) {
        if (!common.json()) {
            console.verdict(code, console.say(words));
        }
        return code;
    }

    private InputProblem told(KeyDestruction.Result result) {
        return switch (result) {
            case DESTROYED -> throw new IllegalArgumentException("no problem");
            case NO_SUCH_KEY ->
                problem(
                        ExitCode.NOT_FOUND,
                        new Phrase("開いているトークンにその鍵はありません。", "is the digest of no key in a token that is open."),
                        new Phrase("オフラインのトークンは --token で開きます。", "--token opens one that is offline."));
            case IN_FORCE ->
                problem(
                        ExitCode.NO,
                        new Phrase(
                                "有効な認証局又は設備がこの鍵を使っています。", "is needed by a CA or the installation, which are in force."),
                        new Phrase(
                                "CA を廃止するか（ca-end）、鍵を替え（ca-rollover、keys）、古い証明書の期限を待ってください。",
                                "End the CA (ca-end), or change its key (ca-rollover, keys) and let the old certificates expire."));
            case NOT_SIGNED ->
                problem(
                        ExitCode.NO,
                        new Phrase(
                                "定足数の鍵管理者が署名していません。何も破棄していません。",
                                "fewer custodians signed than the quorum; nothing was destroyed."),
                        new Phrase("鍵管理者の鍵を --signer で指定してください。", "Name their tokens by --signer."));
            case REFUSED_BY_TOKEN ->
                problem(
                        ExitCode.NO,
                        new Phrase(
                                "トークンが破棄を断りました。監査ログには記録されています。",
                                "was not destroyed by its token. The audit log says that it was to be."),
                        new Phrase("docs/operations/keys.ja.md をご覧ください。", "See docs/operations/keys.md."));
        };
    }

    private InputProblem problem(ExitCode code, Phrase wrong, Phrase remedy) {
        return new InputProblem(code, key, wrong, remedy);
    }
}
