package kakehashi.terminal;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import kakehashi.console.ExitCode;
import kakehashi.console.InputProblem;
import kakehashi.console.Phrase;
import kakehashi.contract.Digest;
import kakehashi.contract.Genesis;
import kakehashi.contract.Id;
import kakehashi.issuing.IssuingAuthority;
import kakehashi.issuing.Standby;
import kakehashi.issuing.VaultParts;
import kakehashi.keys.NewLock;
import kakehashi.keys.Token;
import kakehashi.ledger.Database;
import kakehashi.ledger.DatabaseAccess;
import kakehashi.ledger.DatabaseFailure;
import kakehashi.ledger.EmbeddedServer;
import kakehashi.ledger.Migrations;
import kakehashi.ledger.OrderBook;
import kakehashi.ledger.OutsideServer;
import kakehashi.ledger.Password;
import kakehashi.ledger.RetryPlan;
import kakehashi.ledger.RoomSchema;
import kakehashi.ledger.Transport;
import kakehashi.ledger.Zone;
import kakehashi.profiles.KeyBlocklist;
import kakehashi.x509.Bytes;

/// The home of an installation's vault: one folder of mode 0700, held by one process at a time.
///
/// | in the folder | what |
/// |---|---|
/// | `vault.toml` | [HomeSettings], by which a folder is known as a home |
/// | `postgres/` | the database, unless an outside server has it |
/// | `token` | the keys, unless a hardware token has them |
/// | `vault.sealed` | the vault's sealed state (docs/adr/0005) |
/// | `node`; `installation`, `genesis.der`, `entry.der` | this node's id; what the founding pinned |
/// | `ceremonies/`, `http/` | step logs and minutes; published files |
///
/// What is wrong with a home is told by an exception whose message says what to do.
public final class VaultHome implements AutoCloseable {
    /// The tables of issuing, which every vault has.
    public static final RoomSchema ISSUING = new RoomSchema("issuing", Zone.VAULT, "kakehashi/issuing/migrations");

    static final String DATABASE = "kakehashi";
    private static final String NODE = "node";
    private static final String INSTALLATION = "installation";

    private final HomeFolder folder;
    private final HomeSettings settings;
    private final InstantSource clock;
    private final Optional<EmbeddedServer> server;
    private final List<Database> databases = new ArrayList<>();

    private VaultHome(HomeFolder folder, HomeSettings settings, InstantSource clock, EmbeddedServer.Stopping stopping) {
        this.folder = folder;
        this.settings = settings;
        this.clock = clock;
        this.server = switch (settings.database()) {
            case HomeSettings.DatabasePlace.Embedded(int port) ->
                Optional.of(EmbeddedServer.start(folder.resolve("postgres"), port, stopping));
            case HomeSettings.DatabasePlace.Beside beside -> Optional.empty();
            case HomeSettings.DatabasePlace.Outside outside -> Optional.empty();
        };
    }

    /// Whether the folder is a home.
    public static boolean isHome(Path folder) {
        return HomeFolder.isHome(folder);
    }

    /// Makes a home in a folder that is empty or not there, with its database and its node's id; without keys.
    ///
    /// @throws RuntimeException when the folder is taken or open to others, or the database does not start
    public static VaultHome create(Path path, HomeSettings settings, InstantSource clock) {
        HomeFolder folder = HomeFolder.make(path);
        try {
            byte[] chance = new byte[Id.OCTETS];
            new SecureRandom().nextBytes(chance);
            folder.write(NODE, text(new Id(Bytes.wrap(chance)).toString()));
            folder.writeSettings(settings.text());
            return started(folder, settings, clock, EmbeddedServer.Stopping.WITH_PROCESS);
        } catch (RuntimeException e) {
            folder.close();
            throw e;
        }
    }

    /// Opens a home for one command: its database stops with this process.
    ///
    /// @throws RuntimeException as the other
    public static VaultHome open(Path path, InstantSource clock) {
        return open(path, clock, EmbeddedServer.Stopping.WITH_PROCESS);
    }

    /// Opens a home and its database, and brings the tables up to date.
    ///
    /// @param stopping when a server of its own stops at the latest
    /// @throws RuntimeException when it is no home, is in use or open to others, or the database does not start
    public static VaultHome open(Path path, InstantSource clock, EmbeddedServer.Stopping stopping) {
        HomeFolder folder = HomeFolder.open(path);
        try {
            HomeSettings settings = HomeSettings.read(path.resolve("vault.toml").toString(), folder.settings());
            return started(folder, settings, clock, stopping);
        } catch (RuntimeException e) {
            folder.close();
            throw e;
        }
    }

    private static VaultHome started(
            HomeFolder folder, HomeSettings settings, InstantSource clock, EmbeddedServer.Stopping stopping) {
        try {
            VaultHome home = new VaultHome(folder, settings, clock, stopping);
            home.startDatabase();
            return home;
        } catch (DatabaseFailure e) {
            throw new InputProblem(
                    ExitCode.USAGE,
                    folder.path().toString(),
                    new Phrase("データベースを使えません: %s", "the database cannot be used: %s").with(causes(e)),
                    new Phrase("ポートや権限を確かめ、使用中であれば先に終了してください。", "Check port and rights, and end what uses it."));
        }
    }

    private static String causes(DatabaseFailure failure) {
        return failure.getCause() == null
                ? failure.getMessage()
                : failure.getMessage() + ": " + failure.getCause().getMessage();
    }

    private void startDatabase() {
        try {
            server.ifPresent(one -> one.createDatabase(DATABASE));
            migrate(List.of(ISSUING));
        } catch (RuntimeException e) {
            server.ifPresent(EmbeddedServer::close);
            throw e;
        }
    }

    private static Bytes text(String line) {
        return Bytes.wrap((line + "\n").getBytes(StandardCharsets.US_ASCII));
    }

    /// Brings the tables of further rooms up to date.
    public void migrate(List<RoomSchema> rooms) {
        Migrations.run(access(OutsideServer.OWNER), rooms);
    }

    private DatabaseAccess access(String role) {
        return switch (settings.database()) {
            case HomeSettings.DatabasePlace.Embedded embedded -> embedded(role);
            case HomeSettings.DatabasePlace.Beside beside -> beside(beside, role);
            case HomeSettings.DatabasePlace.Outside outside -> outside(outside, role);
        };
    }

    /// How a role reaches a server of our own that something else runs.
    ///
    /// @throws InputProblem when it does not run
    static DatabaseAccess beside(HomeSettings.DatabasePlace.Beside beside, String role) {
        Optional<DatabaseAccess> reached = role.equals(OutsideServer.OWNER)
                ? EmbeddedServer.reachAsOwner(beside.folder(), beside.database())
                : EmbeddedServer.reach(beside.folder(), zone(role), beside.database());
        return reached.orElseThrow(() -> new InputProblem(
                ExitCode.NOT_FOUND,
                beside.folder().toString(),
                new Phrase("ここではデータベースサーバが動いていません。", "no database server runs there."),
                new Phrase("先にそれを起動してください。", "Start it first.")));
    }

    private static Zone zone(String role) {
        return Stream.of(Zone.values())
                .filter(zone -> zone.role().equals(role))
                .findFirst()
                .orElseThrow();
    }

    /// How a role reaches a server that somebody else runs.
    static DatabaseAccess outside(HomeSettings.DatabasePlace.Outside outside, String role) {
        return new DatabaseAccess(
                outside.host(),
                outside.port(),
                outside.database(),
                new DatabaseAccess.Login(role, Password.read(outside.passwords().resolve(role))),
                outside.roots().<Transport>map(Transport.VerifiedTls::new).orElseGet(Transport.Loopback::new));
    }

    /// How the tables' owner reaches the database, to copy it and to restore it.
    DatabaseAccess ownerAccess() {
        return access(OutsideServer.OWNER);
    }

    private DatabaseAccess embedded(String role) {
        EmbeddedServer one = server.orElseThrow();
        return role.equals(OutsideServer.OWNER) ? one.ownerAccess(DATABASE) : one.access(zone(role), DATABASE);
    }

    /// How a zone reaches the database.
    public DatabaseAccess access(Zone zone) {
        return access(zone.role());
    }

    /// Opens the database under the role of a zone. The home closes it.
    ///
    /// @param connections the most at once
    public Database database(Zone zone, int connections) {
        Database database = Database.open(access(zone), connections);
        databases.add(database);
        return database;
    }

    /// Makes the keys' token, empty and activated, where there is none. A hardware token is made by its own tool:
    /// it is opened by its PIN.
    ///
    /// @param lock how a sealed file is locked
    /// @param pin how a hardware token is opened
    /// @throws RuntimeException when there is one already, or it refuses
    public Token makeToken(NewLock lock, HomeUnlock pin) {
        return new HomeToken(folder, settings.keys()).make(lock, pin);
    }

    /// Whether there is a token to be opened.
    public boolean hasToken() {
        return new HomeToken(folder, settings.keys()).isThere();
    }

    /// Activates the keys' token. Whoever asked closes it.
    ///
    /// @throws RuntimeException when it refuses
    public Token openToken(HomeUnlock how) {
        return new HomeToken(folder, settings.keys()).open(how);
    }

    /// Activates the further tokens that are open whenever the vault is. Those for ceremonies stay offline.
    ///
    /// @throws RuntimeException when one refuses
    public FurtherTokens openFurther(HomeUnlock how) {
        return openFurther(how, Optional.empty());
    }

    /// @param also the name of one that is opened too
    FurtherTokens openFurther(HomeUnlock how, Optional<String> also) {
        also.ifPresent(name -> token(also));
        return FurtherTokens.of(
                settings.further(),
                one -> one.opened() == HomeSettings.Opened.ALWAYS || also.equals(Optional.of(one.name()))
                        ? Optional.of(HomeToken.further(folder, one).open(how))
                        : Optional.empty());
    }

    /// A token of this home.
    ///
    /// @param name of a further one; empty for the installation's own
    /// @throws InputProblem when there is none of that name
    HomeToken token(Optional<String> name) {
        return name.isEmpty()
                ? own()
                : settings.further().stream()
                        .filter(one -> one.name().equals(name.get()))
                        .findFirst()
                        .map(this::further)
                        .orElseThrow(() -> new InputProblem(
                                ExitCode.NOT_FOUND,
                                name.get(),
                                new Phrase("その名前のトークンはこのホームにありません。", "is no token of this home."),
                                new Phrase("vault.toml の [[tokens]] をご覧ください。", "See [[tokens]] in vault.toml.")));
    }

    /// The installation's own token.
    HomeToken own() {
        return new HomeToken(folder, settings.keys());
    }

    /// One of the further tokens.
    HomeToken further(HomeSettings.FurtherToken token) {
        return HomeToken.further(folder, token);
    }

    /// What a vault is wired of, with a database and an order book of its own.
    ///
    /// @param workers how many threads examine and sign
    public VaultParts parts(Token token, int workers) {
        return new VaultParts(
                database(Zone.VAULT, workers + 6),
                new OrderBook(RetryPlan.USUAL),
                token,
                folder.resolve("vault.sealed"),
                clock,
                node(),
                workers);
    }

    /// Opens the vault. Whoever asked closes it, before the home.
    ///
    /// @throws RuntimeException when the installation is not founded yet
    /// @throws kakehashi.authority.Halt when anything is not as it was left
    public IssuingAuthority authority(VaultParts parts) {
        KeyBlocklist known = KnownKeys.read(settings);
        IssuingAuthority authority = IssuingAuthority.open(parts, founded().octets());
        authority.refuseKeys(known);
        return authority;
    }

    /// Follows the chain as a node that stands by. Whoever asked closes it, before the home.
    ///
    /// @throws kakehashi.authority.Halt when the chain is not as this node has seen it
    public Standby standby(VaultParts parts) {
        return Standby.follow(parts, founded().octets());
    }

    /// Puts a node in charge that stood by.
    ///
    /// @param wait longer than any operation of the token takes
    /// @throws kakehashi.authority.Halt when the chain is not as this node has seen it
    public IssuingAuthority takeOver(Standby standby, TakeoverRequest request) {
        KeyBlocklist known = KnownKeys.read(settings);
        IssuingAuthority authority = standby.takeOver(request.pause(), request.word());
        authority.refuseKeys(known);
        return authority;
    }

    private Digest founded() {
        return installation().orElseThrow(() -> notFounded(folder.path()));
    }

    static InputProblem notFounded(Path folder) {
        return new InputProblem(
                ExitCode.NOT_FOUND,
                folder.toString(),
                new Phrase("創設された設備のホームではありません。", "is not the home of a founded installation."),
                new Phrase(
                        "--home の綴りを確かめるか、鍵生成セレモニーを最後まで実行してください。",
                        "Check the spelling of --home, or run its ceremony to the end."));
    }

    /// Pins the installation: its name, genesis and the entry that genesis made.
    public void pin(Digest installation, Genesis genesis, Bytes entry) {
        folder.write("genesis.der", genesis.der());
        folder.write("entry.der", entry);
        folder.write(INSTALLATION, text(installation.toString()));
    }

    /// The installation's name; empty before it is founded.
    public Optional<Digest> installation() {
        return folder.line(INSTALLATION).map(Digest::ofHex);
    }

    /// Genesis; empty before the installation is founded.
    public Optional<Genesis> genesis() {
        return folder.read("genesis.der").map(octets -> Genesis.parse(octets).orElseThrow());
    }

    /// This node's id.
    public Id node() {
        return Id.ofHex(folder.line(NODE).orElseThrow());
    }

    /// The settings it was made with.
    public HomeSettings settings() {
        return settings;
    }

    /// The folder itself.
    public Path folder() {
        return folder.path();
    }

    /// Where published files lie.
    public Path http() {
        return folder.subfolder("http");
    }

    /// Where step logs and minutes of ceremonies lie.
    public Path ceremonies() {
        return folder.subfolder("ceremonies");
    }

    /// Where time comes from.
    public InstantSource clock() {
        return clock;
    }

    /// Closes the databases, stops a server of our own, and lets go of the folder.
    @Override
    public void close() {
        databases.forEach(Database::close);
        server.ifPresent(EmbeddedServer::close);
        folder.close();
    }
}
