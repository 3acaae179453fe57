package kakehashi.ledger;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import kakehashi.files.PrivateFolder;

/// A real PostgreSQL server that this process starts, in a folder of its own.
///
/// Nothing is relaxed for speed: `fsync`, `full_page_writes` and `synchronous_commit` are on, pages carry
/// checksums, every login is SCRAM-SHA-256 from the first start on, and the server listens on 127.0.0.1 only. The
/// folder has mode 0700; passwords of 256 random bits lie below `secrets` in files of mode 0600. Data survive
/// restarts. One process at a time owns a folder; a server that a killed process left behind is stopped and started
/// anew.
public final class EmbeddedServer implements AutoCloseable {
    private static final String HOST = "127.0.0.1";
    private static final String SUPERUSER = "postgres";
    private static final String OWNER = "kakehashi_owner";
    private static final int PORT_LINE = 4;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path folder;
    private final FileChannel lock;
    private final EmbeddedPostgres postgres;

    private EmbeddedServer(Path folder, FileChannel lock, EmbeddedPostgres postgres) {
        this.folder = folder;
        this.lock = lock;
        this.postgres = postgres;
    }

    /// When the server stops at the latest.
    public enum Stopping {
        /// When this process ends, however it ends by itself.
        WITH_PROCESS,
        /// When it is closed. A process that finishes its work after a signal needs it until then.
        WHEN_CLOSED
    }

    /// Starts a server that stops [Stopping#WITH_PROCESS].
    ///
    /// @throws DatabaseFailure as the other
    public static EmbeddedServer start(Path folder, int port) {
        return start(folder, port, Stopping.WITH_PROCESS);
    }

    /// Starts the server; makes the folder and the roles of the zones when this is the first start.
    ///
    /// @param folder holds `data`, `secrets` and `server`: the unpacked programs, which a process that starts more
    ///     than one server unpacks for the first of them only
    /// @param port the port on 127.0.0.1; 0 for any that is free
    /// @param stopping when it stops at the latest
    /// @throws DatabaseFailure when the folder belongs to another process, the port is taken, or the start fails
    public static EmbeddedServer start(Path folder, int port, Stopping stopping) {
        FileChannel lock = null;
        try {
            Path home = folder.toAbsolutePath();
            Files.createDirectories(home.getParent());
            privateFolder(home);
            privateFolder(home.resolve("data"));
            privateFolder(home.resolve("secrets"));
            privateFolder(home.resolve("server"));
            lock = lock(home);
            stopOrphan(home.resolve("data"));
            checkPort(port);
            EmbeddedServer server = new EmbeddedServer(home, lock, launch(home, port, stopping));
            server.setUp();
            return server;
        } catch (IOException | RuntimeException e) {
            release(lock);
            throw e instanceof DatabaseFailure failure ? failure : failedStart(folder, e);
        }
    }

    private static DatabaseFailure failedStart(Path folder, Exception thrown) {
        DatabaseFailure failure = DatabaseFailure.notUsable(
                "PostgreSQL does not start in " + folder + "; the cause says how far it came");
        failure.initCause(thrown);
        return failure;
    }

    private static void privateFolder(Path folder) throws IOException {
        PrivateFolder.make(folder);
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    }

    private static FileChannel lock(Path folder) throws IOException {
        FileChannel channel =
                FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() != null) {
                return channel;
            }
        } catch (OverlappingFileLockException e) {
            // Taken by this very process: the same answer as for another one.
        }
        channel.close();
        throw DatabaseFailure.notUsable("the database folder " + folder + " is in use by another server process");
    }

    /// We hold the folder's lock, so who started a server that still runs here is gone.
    private static void stopOrphan(Path data) throws IOException {
        Path pidFile = data.resolve("postmaster.pid");
        if (!Files.exists(pidFile)) {
            return;
        }
        Optional<ProcessHandle> orphan = pid(pidFile).flatMap(ProcessHandle::of).filter(p -> isPostgres(p, data));
        if (orphan.isEmpty()) {
            return;
        }
        // SIGINT is PostgreSQL's fast shutdown. SIGTERM, which `destroy` sends, waits until every client has gone:
        // the public zone's connections would keep it alive.
        new ProcessBuilder("kill", "-INT", String.valueOf(orphan.get().pid())).start();
        try {
            orphan.get().onExit().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
            throw DatabaseFailure.notUsable(
                    "a PostgreSQL server, process " + orphan.get().pid() + ", still runs in " + data);
        }
    }

    /// How a zone reaches a server that another process runs in a folder; empty when none runs there.
    ///
    /// @throws DatabaseFailure when the folder cannot be read
    public static Optional<DatabaseAccess> reach(Path folder, Zone zone, String database) {
        return reach(folder, zone.role(), database);
    }

    /// How migrations reach a server that another process runs in a folder; empty when none runs there.
    ///
    /// @throws DatabaseFailure when the folder cannot be read
    public static Optional<DatabaseAccess> reachAsOwner(Path folder, String database) {
        return reach(folder, OWNER, database);
    }

    private static Optional<DatabaseAccess> reach(Path folder, String role, String database) {
        Path pidFile = folder.resolve("data").resolve("postmaster.pid");
        try {
            if (!Files.exists(pidFile)) {
                return Optional.empty();
            }
            // "postmaster.pid": process id, data folder, start time, port, one a line.
            List<String> lines = Files.readAllLines(pidFile);
            boolean runs = pid(pidFile)
                    .flatMap(ProcessHandle::of)
                    .filter(process ->
                            isPostgres(process, folder.toAbsolutePath().resolve("data")))
                    .isPresent();
            if (!runs || lines.size() < PORT_LINE || !lines.get(PORT_LINE - 1).matches("\\d{1,5}")) {
                return Optional.empty();
            }
            DatabaseAccess.Login login = new DatabaseAccess.Login(
                    role, Password.read(folder.resolve("secrets").resolve(role)));
            int port = Integer.parseInt(lines.get(PORT_LINE - 1));
            return Optional.of(new DatabaseAccess(HOST, port, database, login, new Transport.Loopback()));
        } catch (IOException e) {
            throw DatabaseFailure.notUsable("cannot read " + pidFile);
        }
    }

    private static Optional<Long> pid(Path file) throws IOException {
        return Files.readAllLines(file).stream()
                .findFirst()
                .map(String::strip)
                .filter(text -> text.matches("\\d{1,18}"))
                .map(Long::valueOf);
    }

    private static boolean isPostgres(ProcessHandle process, Path data) {
        String command = process.info().commandLine().orElse("");
        return command.contains("postgres") && command.contains(data.toString());
    }

    private static void checkPort(int port) {
        if (port == 0) {
            return;
        }
        try (ServerSocket probe = new ServerSocket(port, 1, InetAddress.getByName(HOST))) {
            probe.getLocalPort();
        } catch (IOException e) {
            throw DatabaseFailure.notUsable("port " + port + " on " + HOST + " is taken by another program");
        }
    }

    private static EmbeddedPostgres launch(Path home, int port, Stopping stopping) throws IOException {
        Path secret = home.resolve("secrets").resolve(SUPERUSER);
        Password password = Password.readOrMake(secret);
        EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
                .setDataDirectory(home.resolve("data"))
                .setOverrideWorkingDirectory(home.resolve("server").toFile())
                .setCleanDataDirectory(false)
                .setRegisterShutdownHook(stopping == Stopping.WITH_PROCESS)
                .setPGStartupWait(PATIENCE)
                // These go to initdb, which takes the last of several: no moment of the server trusts anybody.
                .setLocaleConfig("auth-local", "scram-sha-256")
                .setLocaleConfig("auth-host", "scram-sha-256")
                .setLocaleConfig("pwfile", secret.toString())
                .setLocaleConfig("locale", "C.UTF-8")
                .setLocaleConfig("lc-messages", "C")
                .setConnectConfig("password", password.text());
        harden(builder);
        if (port != 0) {
            builder.setPort(port);
        }
        return builder.start();
    }

    private static void harden(EmbeddedPostgres.Builder builder) {
        builder.setServerConfig("listen_addresses", HOST)
                .setServerConfig("unix_socket_directories", "")
                .setServerConfig("password_encryption", "scram-sha-256")
                .setServerConfig("fsync", "on")
                .setServerConfig("full_page_writes", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("max_connections", "100")
                // After each checkpoint every page is logged whole once: rare checkpoints, and room to keep pages.
                .setServerConfig("shared_buffers", "512MB")
                .setServerConfig("checkpoint_timeout", "15min")
                .setServerConfig("min_wal_size", "512MB")
                .setServerConfig("max_wal_size", "4GB")
                .setServerConfig("jit", "off")
                .setServerConfig("timezone", "UTC")
                .setServerConfig("log_parameter_max_length", "0")
                .setServerConfig("log_parameter_max_length_on_error", "0")
                .setServerConfig("log_error_verbosity", "terse")
                .setServerConfig("log_min_error_statement", "panic");
    }

    private void setUp() {
        try (Connection superuser = ServerStore.connect(access(SUPERUSER, SUPERUSER))) {
            for (String role : roles()) {
                ServerStore.ensureRole(superuser, login(role));
            }
        } catch (SQLException e) {
            close();
            throw DatabaseFailure.of(e);
        }
    }

    private static List<String> roles() {
        return List.of(OWNER, Zone.VAULT.role(), Zone.OFFICE.role(), Zone.PUBLIC.role());
    }

    private DatabaseAccess.Login login(String role) {
        return new DatabaseAccess.Login(
                role, Password.readOrMake(folder.resolve("secrets").resolve(role)));
    }

    private DatabaseAccess access(String role, String database) {
        return new DatabaseAccess(HOST, port(), database, login(role), new Transport.Loopback());
    }

    /// Makes a database in which the zones' roles may do nothing but connect; leaves one that exists as it is.
    public void createDatabase(String database) {
        try (Connection superuser = ServerStore.connect(access(SUPERUSER, SUPERUSER))) {
            ServerStore.ensureDatabase(superuser, database, OWNER);
        } catch (SQLException e) {
            throw DatabaseFailure.of(e);
        }
    }

    /// How a zone reaches the database.
    public DatabaseAccess access(Zone zone, String database) {
        return access(zone.role(), database);
    }

    /// How migrations reach the database: as its owner, who is no superuser.
    public DatabaseAccess ownerAccess(String database) {
        return access(OWNER, database);
    }

    /// The port on 127.0.0.1.
    public int port() {
        return postgres.getPort();
    }

    private static void release(FileChannel lock) {
        if (lock != null) {
            try {
                lock.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /// Stops the server and gives the folder free.
    @Override
    public void close() {
        try {
            checkpoint();
            postgres.close();
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL did not stop", e);
        } finally {
            release(lock);
        }
    }

    /// The program that stops the server waits five seconds only; so what is to be written then is written before.
    private void checkpoint() {
        try (Connection superuser = ServerStore.connect(access(SUPERUSER, SUPERUSER))) {
            ServerStore.checkpoint(superuser);
        } catch (SQLException e) {
            // It is gone or busy: stopping it tells.
        }
    }
}
