package kakehashi.terminal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import kakehashi.authority.Halt;
import kakehashi.authority.ReconcileReport;
import kakehashi.console.CommonOptions;
import kakehashi.console.Console;
import kakehashi.console.ExitCode;
import kakehashi.console.InputProblem;
import kakehashi.console.Phrase;
import kakehashi.contract.CustodianSignature;
import kakehashi.contract.Digest;
import kakehashi.contract.Id;
import kakehashi.contract.Reconcile;
import kakehashi.issuing.Reconciliation;
import kakehashi.issuing.Reconciliation.Missing;
import kakehashi.keys.PinEntry;
import kakehashi.keys.TerminalPinEntry;
import kakehashi.x509.Bytes;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `kakehashi vault reconcile --home FOLDER [--found FOLDER] [--signer FILE]...`: shows what a reconcile ceremony
/// would do, or holds it with the custodians whose tokens are named (docs/adr/0005). Exit code 0 when it was held,
/// or when there is nothing to do; 1 when it was shown only, or not enough custodians signed.
@Command(name = "reconcile")
final class VaultReconcile implements Callable<Integer> {
    private static final int LARGEST = 1 << 26;
    private static final String EVIDENCE = "evidence";

    private final Console console;

    @Mixin
    CommonOptions common;

    @Mixin
    VaultDoor door = new VaultDoor(new HomePlace());

    @Option(names = "--found", paramLabel = "FOLDER", descriptionKey = "reconcile.found")
    Optional<Path> folder = Optional.empty();

    @Option(names = "--accept-missing", descriptionKey = "reconcile.missing")
    boolean acceptMissing;

    @Option(names = "--signer", paramLabel = "FILE", descriptionKey = "reconcile.signer")
    List<Path> signers = List.of();

    @Option(names = "--secrets", paramLabel = "FOLDER", descriptionKey = "ceremony.secrets")
    Optional<Path> secretsFolder = Optional.empty();

    @Option(names = "--end-officer", paramLabel = "ID", descriptionKey = "reconcile.endOfficer")
    List<String> endedOfficers = List.of();

    @Option(names = "--end-credential", paramLabel = "ID", descriptionKey = "reconcile.endCredential")
    List<String> endedCredentials = List.of();

    VaultReconcile(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        List<Bytes> files = folder.map(VaultReconcile::read).orElse(List.of());
        Missing missing = acceptMissing ? Missing.ACCEPTED : Missing.REFUSED;
        return door.keys(console, (home, parts) -> {
            Bytes installation = home.installation()
                    .map(Digest::octets)
                    .orElseThrow(() -> new InputProblem(
                            ExitCode.NOT_FOUND,
                            home.folder().toString(),
                            new Phrase("まだ設置されていません。", "is not founded yet."),
                            new Phrase("鍵生成セレモニーを最後まで実行してください。", "Run its ceremony to the end.")));
            try (Reconciliation reconciliation = Reconciliation.examine(parts, installation, files, missing)) {
                return hold(reconciliation).number();
            } catch (Halt e) {
                throw new InputProblem(
                        ExitCode.NO,
                        home.folder().toString(),
                        Phrase.same(e.getMessage()),
                        new Phrase("docs/operations/recovery.ja.md をご覧ください。", "See docs/operations/recovery.md."));
            }
        });
    }

    private ExitCode hold(Reconciliation reconciliation) {
        Reconcile statement = reconciliation.statement(ids(endedOfficers), ids(endedCredentials));
        ReconcileReport report = reconciliation.report(statement);
        Answer.show(
                console,
                common,
                door.place.folder.toString(),
                new ReconcilePage(report, Digest.of(statement.der())).facts());
        return switch (report.need()) {
            case NONE -> ExitCode.YES;
            case SEALING -> {
                reconciliation.finish();
                yield said(
                        ExitCode.YES,
                        new Phrase("中断していたセレモニーを終えました。", "The ceremony that had broken off is finished."));
            }
            case CEREMONY ->
                signers.isEmpty()
                        ? said(
                                ExitCode.NO,
                                new Phrase(
                                        "何も変更していません。行うには、鍵管理者の鍵を --signer で指定してください。",
                                        "Nothing was changed. To hold the ceremony name the custodians' tokens by"
                                                + " --signer."))
                        : carryOut(reconciliation, statement);
        };
    }

    private static List<Id> ids(List<String> texts) {
        return texts.stream().map(VaultReconcile::id).toList();
    }

    private static Id id(String hex) {
        try {
            return Id.ofHex(hex);
        } catch (IllegalArgumentException e) {
            throw new InputProblem(
                    ExitCode.USAGE,
                    hex,
                    new Phrase("ID ではありません。", "is no id."),
                    new Phrase(
                            "officer list が示す 32 桁の十六進数を指定してください。",
                            "Give the 32 hexadecimal digits that officer list shows."));
        }
    }

    private ExitCode carryOut(Reconciliation reconciliation, Reconcile statement) {
        CeremonySecrets secrets = new CeremonySecrets(
                secretsFolder, TerminalPinEntry.ofThisProcess().map(PinEntry.class::cast));
        if (secretsFolder.isEmpty() && secrets.people().isEmpty()) {
            throw CeremonySecrets.nobody();
        }
        CustodianHand hand = new CustodianHand(console, secrets);
        List<CustodianSignature> signatures = new ArrayList<>();
        for (Path token : signers) {
            hand.sign(token, statement.der()).ifPresent(signatures::add);
        }
        if (signatures.size() < signers.size()) {
            return said(ExitCode.NO, new Phrase("署名がそろわず、何も変更していません。", "Not all signed. Nothing was changed."));
        }
        reconciliation.carryOut(statement.der(), signatures);
        return said(
                ExitCode.YES,
                new Phrase(
                        "整合のセレモニーを終えました。保管庫を起動してください。失われた日々の担当職員・規則・プロファイルの変更は、ここで終えたもののほか戻っていません。確かめてください。",
                        "The ceremony was held. Start the vault. Changes of officers, rules and profiles in the lost days"
                                + " are not there again, but for whom it ended: go through them."));
    }

    private ExitCode said(ExitCode code, Phrase words) {
        if (!common.json()) {
            console.verdict(code, console.say(words));
        }
        return code;
    }

    /// All files below a folder, but the evidence of forks that a public node keeps beside its batches.
    private static List<Bytes> read(Path folder) {
        try (Stream<Path> all = Files.walk(folder)) {
            List<Bytes> files = new ArrayList<>();
            for (Path file : all.filter(Files::isRegularFile).sorted().toList()) {
                boolean evidence = file.getParent().getFileName().toString().equals(EVIDENCE);
                if (!evidence && Files.size(file) <= LARGEST) {
                    files.add(Bytes.wrap(Files.readAllBytes(file)));
                }
            }
            return files;
        } catch (IOException | UncheckedIOException e) {
            throw new InputProblem(
                    ExitCode.NOT_FOUND,
                    folder.toString(),
                    new Phrase("読めません (%s)。", "cannot be read (%s).").with(e.getMessage()),
                    new Phrase(
                            "公開側のバッチ、CRL、証明書を入れたフォルダを指定してください。",
                            "Name a folder with batches, CRLs and certificates from the public side."));
        }
    }
}
