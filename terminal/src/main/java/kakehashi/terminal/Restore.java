package kakehashi.terminal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import kakehashi.console.CommonOptions;
import kakehashi.console.Console;
import kakehashi.console.ExitCode;
import kakehashi.console.InputProblem;
import kakehashi.console.Phrase;
import kakehashi.ledger.DatabaseFailure;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `kakehashi restore FOLDER --home FOLDER`: brings a backup back. Into a home that is there, the rows only: its
/// own sealed state stays, and says whether they are too old. Into a new folder, with a sealed state that is named.
@Command(name = "restore")
final class Restore implements Callable<Integer> {
    private final Console console;

    @Mixin
    CommonOptions common;

    @Parameters(paramLabel = "FOLDER", descriptionKey = "restore.folder")
    Path folder;

    @Option(names = "--home", required = true, paramLabel = "FOLDER", descriptionKey = "restore.home")
    Path home;

    @ArgGroup
    Sealed sealed = new Sealed();

    /// Which sealed state a new home gets.
    static final class Sealed {
        @Option(names = "--sealed", paramLabel = "FILE", descriptionKey = "restore.sealed")
        Optional<Path> file = Optional.empty();

        @Option(names = "--sealed-of-backup", descriptionKey = "restore.of-backup")
        boolean ofBackup;
    }

    Restore(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        HomeCopy copy = new HomeCopy(folder);
        if (!copy.isThere()) {
            throw problem(
                    folder,
                    ExitCode.NOT_FOUND,
                    new Phrase("バックアップではありません。", "is no backup."),
                    new Phrase("kakehashi backup が書いたフォルダを指定してください。", "Name a folder that kakehashi backup wrote."));
        }
        try {
            Phrase said = into(copy);
            try (VaultHome open = VaultHome.open(home, console.clock())) {
                copy.restoreRows(open);
            }
            Answer.show(
                    console,
                    common,
                    home.toString(),
                    List.of(new Fact(Label.SEALED_STATE, new Value.Coded(code(), said))));
            return ExitCode.YES.number();
        } catch (IOException | UncheckedIOException | DatabaseFailure e) {
            throw problem(
                    folder,
                    ExitCode.MALFORMED,
                    new Phrase("復元できません (%s)。", "cannot be restored (%s).").with(e.getMessage()),
                    new Phrase(
                            "空のデータベースに復元します。使われたものは postgres フォルダごとよけてください。",
                            "A restore needs an empty database: move the postgres folder of a used one away."));
        }
    }

    private String code() {
        return sealed.ofBackup ? "ofBackup" : "kept";
    }

    /// Makes the home where there is none, and says what the sealed state will do.
    private Phrase into(HomeCopy copy) throws IOException {
        boolean named = sealed.ofBackup || sealed.file.isPresent();
        if (VaultHome.isHome(home)) {
            if (named) {
                throw problem(
                        home,
                        ExitCode.USAGE,
                        new Phrase("このホームには自分の封印された状態があります。", "is a home with a sealed state of its own, which stays."),
                        new Phrase(
                                "--sealed と --sealed-of-backup を外してください。",
                                "Leave --sealed and --sealed-of-backup out."));
            }
            return kept();
        }
        if (Files.exists(home)) {
            throw problem(
                    home,
                    ExitCode.USAGE,
                    new Phrase("ホームではありません。", "is there, and is no home."),
                    new Phrase("まだないフォルダを指定してください。", "Name a folder that is not there yet."));
        }
        if (!named) {
            throw problem(
                    home,
                    ExitCode.USAGE,
                    new Phrase("どの封印された状態を使うかが決まっていません。", "is new: which sealed state it is to have must be said."),
                    new Phrase(
                            "壊れたホームの vault.sealed が残っていれば --sealed で、なければ --sealed-of-backup を指定してください。",
                            "Give --sealed with the vault.sealed that is left of the old home; without one, "
                                    + "--sealed-of-backup."));
        }
        copy.makeHome(home, sealed.file.orElse(copy.file(HomeCopy.SEALED)));
        return sealed.ofBackup
                ? new Phrase(
                        "バックアップのもの。それより後に保管庫がしたことは忘れられます。失効と発行を証人や公開側の記録と照らしてください（docs/adr/0005）",
                        "the backup's own: what the vault did after it is forgotten; compare revocations and "
                                + "certificates with what witnesses and the public side have (docs/adr/0005)")
                : kept();
    }

    /// Record 5: "Restoring a backup older than the file is a ceremony and never an accident."
    private static Phrase kept() {
        return new Phrase(
                "そのまま。バックアップがそれより古ければ、保管庫は署名せずに止まります（復旧: docs/operations/recovery.ja.md）",
                "kept: if the backup is older, the vault stops and signs nothing; go on as in"
                        + " docs/operations/recovery.md");
    }

    private static InputProblem problem(Path path, ExitCode code, Phrase wrong, Phrase remedy) {
        return new InputProblem(code, path.toString(), wrong, remedy);
    }
}
