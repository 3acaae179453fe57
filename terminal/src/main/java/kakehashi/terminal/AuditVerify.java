package kakehashi.terminal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import kakehashi.console.CommonOptions;
import kakehashi.console.Console;
import kakehashi.console.ExitCode;
import kakehashi.console.InputProblem;
import kakehashi.console.Phrase;
import kakehashi.contract.Genesis;
import kakehashi.issuing.LogEras;
import kakehashi.ledger.AuditExport;
import kakehashi.ledger.AuditVerdict;
import kakehashi.ledger.AuditVerification;
import kakehashi.ledger.CheckpointKey;
import kakehashi.ledger.LogEra;
import kakehashi.ledger.Zone;
import kakehashi.x509.Bytes;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// `kakehashi audit verify FOLDER|FILE`: verifies an exported audit tree, or a proof of `audit prove`, with nothing
/// but the log's public key. Exit code 0 when it is sound, 1 with the first bad leaf when not, 2 when it has no
/// checkpoint.
///
/// With genesis the log's later keys and its cuts follow from what the export brings; several `--key` are the log's
/// keys in their order.
///
/// JSON: `verdict` (`sound`, `unsound`, `undetermined`), then `covered`, `beyond`, `payloads`, `checkpoints`,
/// `cuts` (`kept`, `signed`, `order`), or `index`, `fault`, `detail`.
@Command(name = "verify")
final class AuditVerify implements Callable<Integer> {
    private final Console console;

    @Mixin
    CommonOptions common;

    @Parameters(paramLabel = "FOLDER", descriptionKey = "audit.folder")
    Path folder;

    @ArgGroup(multiplicity = "1")
    Trust trust;

    @Option(names = "--checkpoint", paramLabel = "FILE", descriptionKey = "audit.checkpoint")
    List<String> seen = List.of();

    AuditVerify(Console console) {
        this.console = console;
    }

    /// Where the log's key comes from.
    static final class Trust {
        @Option(names = "--key", required = true, paramLabel = "NAME+ID+KEY", descriptionKey = "audit.key")
        List<String> keys = List.of();

        @ArgGroup(exclusive = false)
        FromGenesis genesis;
    }

    /// The key of a zone in genesis.
    static final class FromGenesis {
        @Option(names = "--genesis", required = true, paramLabel = "FILE", descriptionKey = "audit.genesis")
        String file;

        @Option(names = "--zone", required = true, paramLabel = "vault|office|public", descriptionKey = "audit.zone")
        String zone;
    }

    @Override
    public Integer call() {
        if (Files.isRegularFile(folder)) {
            return proof(new ProofCheck(
                    folder, eras(List.of()).stream().map(LogEra::key).toList(), notes()));
        }
        AuditVerdict verdict = verdict();
        ExitCode code = code(verdict);
        if (common.json()) {
            console.out().println(JsonPage.text(json(verdict)));
        } else {
            console.verdict(code, console.say(words(verdict)));
        }
        return code.number();
    }

    private Integer proof(ProofCheck check) {
        ProofCheck.Result result = check.result(InputFile.octets(folder.toString(), console.in()));
        Answer.show(console, common, folder.toString(), result.facts());
        if (!common.json()) {
            console.verdict(result.code(), console.say(result.words()));
        }
        return result.code().number();
    }

    private List<String> notes() {
        return seen.stream()
                .map(file -> InputFile.octets(file, console.in()))
                .map(octets -> new String(octets.toArray(), StandardCharsets.UTF_8))
                .toList();
    }

    private AuditVerdict verdict() {
        List<String> notes = notes();
        try {
            return AuditVerification.verify(folder, eras(AuditExport.readHistory(folder)), notes);
        } catch (IllegalArgumentException e) {
            // The history in the export does not prove what it says.
            return new AuditVerdict.Unsound(0, AuditVerdict.Fault.CHECKPOINT_NOT_GENUINE, e.getMessage());
        } catch (IOException e) {
            throw new InputProblem(
                    Files.isDirectory(folder) ? ExitCode.MALFORMED : ExitCode.NOT_FOUND,
                    folder.toString(),
                    new Phrase("監査ログの書き出しではありません (%s)。", "is no export of an audit tree (%s).").with(e),
                    new Phrase(
                            "leaves、hashes、payloads、checkpoints のあるフォルダを指定してください。",
                            "Name a folder with leaves, hashes, payloads and checkpoints in it."));
        }
    }

    private List<LogEra> eras(List<Bytes> history) {
        if (!trust.keys.isEmpty()) {
            return trust.keys.stream().map(AuditVerify::key).map(LogEra::only).toList();
        }
        Bytes der = InputFile.octets(trust.genesis.file, console.in());
        Genesis genesis = Genesis.parse(der)
                .toOptional()
                .orElseThrow(() -> notInGenesis(new Phrase("創設記録ではありません。", "is no genesis.")));
        Zone zone = zone(trust.genesis.zone);
        requireKey(genesis, zone);
        return LogEras.of(genesis, zone, history);
    }

    private void requireKey(Genesis genesis, Zone zone) {
        try {
            LogEras.of(genesis, zone, List.of());
        } catch (IllegalArgumentException e) {
            throw notInGenesis(new Phrase("この区画の Ed25519 鍵がありません。", "names no Ed25519 key of this zone."));
        }
    }

    private static CheckpointKey key(String text) {
        return CheckpointKey.ofText(text)
                .orElseThrow(() -> new InputProblem(
                        ExitCode.USAGE,
                        "--key",
                        new Phrase("署名付きノートの検証鍵ではありません。", "is no verifier key of a signed note."),
                        new Phrase(
                                "名前+鍵 ID+Base64 の形で、+ で区切って指定してください。",
                                "Write name, key id in hex and base64, with plus signs between.")));
    }

    static Zone zone(String label) {
        return Stream.of(Zone.values())
                .filter(zone -> zone.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new InputProblem(
                        ExitCode.USAGE,
                        "--zone",
                        new Phrase("そのような区画はありません。", "there is no such zone."),
                        Phrase.same("vault, office, public")));
    }

    private InputProblem notInGenesis(Phrase wrong) {
        return new InputProblem(
                ExitCode.MALFORMED,
                trust.genesis.file,
                wrong,
                new Phrase("鍵生成セレモニーで作られた DER ファイルを指定してください。", "Name the DER file that the ceremony made."));
    }

    private static ExitCode code(AuditVerdict verdict) {
        return switch (verdict) {
            case AuditVerdict.Sound sound -> ExitCode.YES;
            case AuditVerdict.Unsound unsound -> ExitCode.NO;
            case AuditVerdict.Undetermined undetermined -> ExitCode.INDETERMINATE;
        };
    }

    private static Phrase words(AuditVerdict verdict) {
        return switch (verdict) {
            case AuditVerdict.Sound(long covered, long beyond, long payloads, int checkpoints, var cuts) ->
                cuts(
                        new Phrase(
                                        "正常です。チェックポイント %d 件が %d 件の記録を証明しています（その後の記録 %d 件、内容あり %d 件）。",
                                        "Sound: %d checkpoints prove %d leaves (%d leaves after them, %d payloads).")
                                .with(checkpoints, covered, beyond, payloads),
                        cuts);
            case AuditVerdict.Unsound(long index, var fault, String detail) ->
                new Phrase("異常です。最初の不正は %d 番: %s".formatted(index, japanese(fault)), "Not sound: " + detail + ".");
            case AuditVerdict.Undetermined(String detail) ->
                new Phrase("判定できません。チェックポイントがありません。", "Undetermined: " + detail + ".");
        };
    }

    private static Phrase cuts(Phrase sound, List<LogEra.Cut> cuts) {
        StringBuilder japanese = new StringBuilder(sound.japanese());
        StringBuilder english = new StringBuilder(sound.english());
        for (LogEra.Cut cut : cuts) {
            japanese.append(" 整合の指図 %s により %d 件で切られています: 署名済みの %d 件のうち、それより後は失われました。"
                    .formatted(cut.order(), cut.kept(), cut.signed()));
            english.append(" Cut at %d by reconcile order %s: %d leaves had been signed for, those after it are lost."
                    .formatted(cut.kept(), cut.order(), cut.signed()));
        }
        return new Phrase(japanese.toString(), english.toString());
    }

    private static String japanese(AuditVerdict.Fault fault) {
        return switch (fault) {
            case CHANGED -> "記録が書き換えられています。";
            case MISSING -> "記録がありません。";
            case OUT_OF_ORDER -> "記録の順序が入れ替わっています。";
            case CUT_OFF -> "ここから後の記録が切り捨てられています。";
            case PAYLOAD_CHANGED -> "内容が書き換えられています。";
            case REMOVED -> "内容が消去の記録なしに取り除かれています。";
            case CHECKPOINT_NOT_GENUINE -> "チェックポイントの署名が正しくありません。";
        };
    }

    private static ObjectNode json(AuditVerdict verdict) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        switch (verdict) {
            case AuditVerdict.Sound(long covered, long beyond, long payloads, int checkpoints, var cuts) -> {
                node.put("verdict", "sound")
                        .put("covered", covered)
                        .put("beyond", beyond)
                        .put("payloads", payloads)
                        .put("checkpoints", checkpoints);
                ArrayNode list = node.putArray("cuts");
                for (LogEra.Cut cut : cuts) {
                    list.addObject()
                            .put("kept", cut.kept())
                            .put("signed", cut.signed())
                            .put("order", cut.order());
                }
            }
            case AuditVerdict.Unsound(long index, var fault, String detail) ->
                node.put("verdict", "unsound")
                        .put("index", index)
                        .put("fault", fault.name().toLowerCase(java.util.Locale.ROOT))
                        .put("detail", detail);
            case AuditVerdict.Undetermined(String detail) ->
                node.put("verdict", "undetermined").put("detail", detail);
        }
        return node;
    }
}
