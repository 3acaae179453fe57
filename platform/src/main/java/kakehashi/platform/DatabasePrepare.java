package kakehashi.platform;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import kakehashi.console.CommonOptions;
import kakehashi.console.Console;
import kakehashi.console.ExitCode;
import kakehashi.console.InputProblem;
import kakehashi.console.JsonText;
import kakehashi.console.Phrase;
import kakehashi.ledger.DatabaseAccess;
import kakehashi.ledger.DatabaseFailure;
import kakehashi.ledger.OutsideServer;
import kakehashi.ledger.Password;
import kakehashi.ledger.Transport;
import kakehashi.ledger.Zone;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `kakehashi database prepare`: makes roles and database on a PostgreSQL that somebody else runs, each role with a
/// password of its own, drawn where there is none yet.
@Command(name = "prepare")
final class DatabasePrepare implements Callable<Integer> {
    private final Console console;

    @Mixin
    private CommonOptions common;

    @Option(names = "--host", required = true, paramLabel = "HOST", descriptionKey = "database.host")
    private String host;

    @Option(names = "--port", paramLabel = "PORT", descriptionKey = "database.port")
    private int port = 5432;

    @Option(names = "--database", paramLabel = "NAME", descriptionKey = "database.name")
    private String database = "kakehashi";

    @Option(names = "--roots", paramLabel = "FILE", descriptionKey = "database.roots")
    private Optional<Path> roots = Optional.empty();

    @Option(names = "--administrator", required = true, paramLabel = "ROLE", descriptionKey = "database.administrator")
    private String administrator;

    @Option(names = "--password-file", required = true, paramLabel = "FILE", descriptionKey = "database.password")
    private Path password;

    @Option(names = "--passwords", required = true, paramLabel = "FOLDER", descriptionKey = "database.passwords")
    private Path folder;

    DatabasePrepare(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        try {
            prepare();
        } catch (DatabaseFailure | IllegalArgumentException e) {
            throw new InputProblem(
                    ExitCode.UNAVAILABLE,
                    host + ":" + port,
                    Phrase.same(String.valueOf(e.getMessage())),
                    new Phrase(
                            "接続先、TLS の --roots、管理者の権利を確かめてください（docs/operations/audit.ja.md）。",
                            "Compare the address, --roots for TLS and the administrator's rights with"
                                    + " docs/operations/audit.md."));
        }
        if (common.json()) {
            Map<String, Object> document = new LinkedHashMap<>();
            document.put("database", database);
            document.put("host", host);
            document.put("port", port);
            document.put("passwords", folder.toString());
            console.out().println(JsonText.of(document));
        } else {
            console.line(new Phrase(
                            "データベース %s とロールができました。パスワード: %s",
                            "the database %s and its roles are there; their passwords: %s")
                    .with(database, folder));
        }
        return ExitCode.YES.number();
    }

    private void prepare() {
        OwnFolder.make(folder);
        DatabaseAccess access = new DatabaseAccess(
                host,
                port,
                "postgres",
                new DatabaseAccess.Login(administrator, Password.read(password)),
                roots.<Transport>map(Transport.VerifiedTls::new).orElseGet(Transport.Loopback::new));
        Map<Zone, Password> zones = new EnumMap<>(Zone.class);
        for (Zone zone : Zone.values()) {
            zones.put(zone, Password.readOrMake(folder.resolve(zone.role())));
        }
        OutsideServer.prepare(access, database, Password.readOrMake(folder.resolve(OutsideServer.OWNER)), zones);
    }
}
