package kakehashi.platform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import kakehashi.ledger.DatabaseAccess;
import kakehashi.ledger.DatabaseFailure;
import kakehashi.ledger.OutsideServer;
import kakehashi.ledger.Password;
import kakehashi.ledger.Transport;
import kakehashi.ledger.Zone;

/// `kakehashi database prepare`: makes roles and database on a PostgreSQL that somebody else runs, each role with a
/// password of its own, drawn where there is none yet.
final class DatabaseVerb {
    static final String USAGE = """
            database prepare --host HOST [--port 5432] [--name kakehashi] [--roots FILE]
                --administrator ROLE --administrator-password FILE --passwords FOLDER""";
    private static final String USUAL_PORT = "5432";

    private final Operator operator;

    DatabaseVerb(Operator operator) {
        this.operator = operator;
    }

    int run(List<String> args) {
        Arguments given = Arguments.of(
                args,
                Set.of(),
                Set.of(
                        "--host",
                        "--port",
                        "--name",
                        "--roots",
                        "--administrator",
                        "--administrator-password",
                        "--passwords"));
        boolean needed = Set.of("--host", "--administrator", "--administrator-password", "--passwords").stream()
                .allMatch(option -> given.value(option).isPresent());
        String port = given.value("--port").orElse(USUAL_PORT);
        if (!given.words().equals(List.of("prepare"))
                || !given.unknown().isEmpty()
                || !needed
                || !port.matches("\\d{1,5}")) {
            return operator.usage(USAGE);
        }
        try {
            return prepare(given, Integer.parseInt(port));
        } catch (ServeRefusal e) {
            return operator.refused("database prepare", e);
        } catch (DatabaseFailure | IllegalArgumentException e) {
            return operator.refused(
                    "database prepare",
                    new ServeRefusal(
                            ServeRefusal.UNAVAILABLE,
                            e.getMessage() + "。接続先、TLS の --roots、管理者の権利を確かめてください（docs/operations/audit.md）。",
                            e.getMessage() + ". Compare the address, --roots for TLS and the administrator's rights"
                                    + " with docs/operations/audit.md."));
        }
    }

    private int prepare(Arguments given, int port) {
        Path folder = Path.of(given.value("--passwords").orElseThrow());
        makeFolder(folder);
        Optional<Path> roots = given.value("--roots").map(Path::of);
        DatabaseAccess administrator = new DatabaseAccess(
                given.value("--host").orElseThrow(),
                port,
                "postgres",
                new DatabaseAccess.Login(
                        given.value("--administrator").orElseThrow(),
                        Password.read(
                                Path.of(given.value("--administrator-password").orElseThrow()))),
                roots.<Transport>map(Transport.VerifiedTls::new).orElseGet(Transport.Loopback::new));
        Map<Zone, Password> zones = new EnumMap<>(Zone.class);
        for (Zone zone : Zone.values()) {
            zones.put(zone, Password.readOrMake(folder.resolve(zone.role())));
        }
        String name = given.value("--name").orElse("kakehashi");
        OutsideServer.prepare(administrator, name, Password.readOrMake(folder.resolve(OutsideServer.OWNER)), zones);
        operator.say(
                "データベース " + name + " とロールができました。パスワード: " + folder,
                "the database " + name + " and its roles are there; their passwords: " + folder);
        return 0;
    }

    private static void makeFolder(Path folder) {
        try {
            if (!Files.isDirectory(folder)) {
                Files.createDirectory(
                        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            }
        } catch (IOException e) {
            throw new ServeRefusal(
                    ServeRefusal.UNAVAILABLE,
                    folder + " を作れません。親フォルダの権限を確かめてください。",
                    folder + " cannot be made. Look at the rights of the folder above it.");
        }
    }
}
