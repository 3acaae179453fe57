package kakehashi.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import kakehashi.contract.CaBody;
import kakehashi.contract.Digest;
import kakehashi.contract.Genesis;
import kakehashi.contract.Id;
import kakehashi.contract.OrderKind;
import kakehashi.contract.Outcome;
import kakehashi.contract.ProfileBody;
import kakehashi.contract.Scope;
import kakehashi.contract.SignedOrder;
import kakehashi.contract.SignedOutcome;
import kakehashi.issuing.BookIntake;
import kakehashi.issuing.Founding;
import kakehashi.issuing.IssuingAuthority;
import kakehashi.issuing.VaultParts;
import kakehashi.keys.Activation;
import kakehashi.keys.KeyPolicy;
import kakehashi.keys.KeyUse;
import kakehashi.keys.KeyUseListener;
import kakehashi.keys.KeyUseResult;
import kakehashi.keys.NewLock;
import kakehashi.keys.PassphraseCost;
import kakehashi.keys.Secret;
import kakehashi.keys.SoftwareToken;
import kakehashi.keys.Token;
import kakehashi.keys.TokenRules;
import kakehashi.ledger.CheckpointLoop;
import kakehashi.ledger.Database;
import kakehashi.ledger.EmbeddedServer;
import kakehashi.ledger.Migrations;
import kakehashi.ledger.OrderBook;
import kakehashi.ledger.RetryPlan;
import kakehashi.ledger.RoomSchema;
import kakehashi.ledger.TileFolder;
import kakehashi.ledger.Zone;
import kakehashi.profiles.CertificateProfile;
import kakehashi.repository.InstallationPin;
import kakehashi.x509.Bytes;

/// One installation of the demonstration: a database, a vault with its tokens, and the people who may approve. It
/// is made by the same code as a real one; only its passphrases lie beside it.
final class DemoInstallation implements AutoCloseable {
    private static final RoomSchema SCHEMA = new RoomSchema("issuing", Zone.VAULT, "kakehashi/issuing/migrations");
    private static final int CONNECTIONS = 8;
    private static final int WORKERS = 2;

    /// Uses of keys are leaves of the audit log, which the vault writes in its own commits.
    private static final KeyUseListener VAULTS_OWN = new KeyUseListener() {
        @Override
        public void before(KeyUse use) {}

        @Override
        public void after(KeyUse use, KeyUseResult result) {}
    };

    private final String name;
    private final Path folder;
    private final InstantSource clock;
    private final EmbeddedServer server;
    private final Database database;
    private final Token token;
    private final Token people;
    private final DemoOffice office;
    private final VaultParts parts;
    private Bytes installation;
    private IssuingAuthority authority;
    private BookIntake intake;
    private CheckpointLoop checkpoints;

    private DemoInstallation(String name, Path folder, EmbeddedServer server, Scope scope, InstantSource clock) {
        this.name = name;
        this.folder = folder;
        this.clock = clock;
        this.server = server;
        server.createDatabase(database(name));
        Migrations.run(server.ownerAccess(database(name)), List.of(SCHEMA));
        this.database = Database.open(server.access(Zone.VAULT, database(name)), CONNECTIONS);
        this.token = token(folder.resolve("token"));
        this.people = token(folder.resolve("people"));
        this.office = new DemoOffice(people, scope);
        this.parts = new VaultParts(
                database,
                new OrderBook(RetryPlan.USUAL),
                token,
                folder.resolve("vault.sealed"),
                clock,
                DemoPerson.id("node of " + name),
                WORKERS);
    }

    static String database(String name) {
        return "demo_" + name;
    }

    /// Opens the installation in the folder, or founds it.
    static DemoInstallation open(String name, Path folder, EmbeddedServer server, Scope scope, InstantSource clock) {
        try {
            Files.createDirectories(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            DemoInstallation made = new DemoInstallation(name, folder, server, scope, clock);
            made.start();
            return made;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void start() throws IOException {
        Path pinned = folder.resolve("installation");
        if (!Files.exists(pinned)) {
            Genesis genesis = office.genesis(
                    "実演 DEMO " + name, Founding.makeKeys(token, office.custodianKeys(), 2), parts.node(), now());
            Files.write(folder.resolve("genesis.der"), genesis.der().toArray());
            switch (Founding.found(parts, genesis, office.custodiansSign(genesis.der()))) {
                case Founding.Result.Founded(Bytes founded) -> Files.writeString(pinned, founded.toString());
                case Founding.Result.Refused(var rule, String detail) ->
                    throw new IllegalStateException("the ceremony was refused: " + rule.id() + " " + detail);
            }
        }
        installation = Bytes.ofHex(Files.readString(pinned).strip());
        office.workFor(new Digest(installation));
        openVault();
    }

    /// Opens the vault: reads the chain, compares it with what was sealed.
    void openVault() throws IOException {
        authority = IssuingAuthority.open(parts, installation);
        intake = BookIntake.start(authority, parts);
        Path log = folder.resolve("log");
        Files.createDirectories(log.resolve("everybody"));
        Files.createDirectories(log.resolve("auditors"));
        checkpoints = authority.signCheckpoints(new TileFolder(log.resolve("everybody"), log.resolve("auditors")));
    }

    void closeVault() {
        checkpoints.close();
        intake.close();
        authority.close();
    }

    private static Token token(Path file) {
        TokenRules rules = new TokenRules(KeyPolicy.ofAllKinds(), VAULTS_OWN);
        Path words = file.resolveSibling(file.getFileName() + ".passphrase");
        if (!Files.exists(file)) {
            write(words, DemoOffice.random(16).toString());
            NewLock lock = new NewLock.Passphrase(Secret.ofFile(words), PassphraseCost.recommended());
            return activated(SoftwareToken.create(file, lock, rules));
        }
        return activated(SoftwareToken.open(file, Secret.ofFile(words), rules));
    }

    private static Token activated(Activation<SoftwareToken> activation) {
        return activation.orElseThrow();
    }

    private static void write(Path file, String text) {
        try {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.write(file, text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS);
    }

    DemoOffice office() {
        return office;
    }

    IssuingAuthority authority() {
        return authority;
    }

    Database database() {
        return database;
    }

    Token token() {
        return token;
    }

    /// The officers' own token, in which the demonstration also makes subscribers' keys.
    Token people() {
        return people;
    }

    Bytes installation() {
        return installation;
    }

    /// What a public node is given beforehand.
    InstallationPin pin() {
        try {
            Genesis genesis = Genesis.parse(Bytes.wrap(Files.readAllBytes(folder.resolve("genesis.der"))))
                    .orElseThrow();
            Bytes entry = Founding.entryOf(genesis, parts.node()).der();
            return new InstallationPin(new Digest(installation), entry, genesis.der());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The public zone's way into the database.
    Database publicDatabase() {
        return Database.open(server.access(Zone.PUBLIC, database(name)), 2);
    }

    Path folder() {
        return folder;
    }

    /// Lays an order before the vault and waits for its outcome.
    Outcome submit(SignedOrder order) {
        Bytes answer = authority.submit(order.der()).join();
        return Outcome.parse(SignedOutcome.parse(answer).orElseThrow().outcome())
                .orElseThrow();
    }

    /// The digests of an order that must be done.
    List<Digest> done(SignedOrder order) {
        return switch (submit(order).result()) {
            case Outcome.Result.Done(List<Digest> digests) -> digests;
            case Outcome.Result.Refused(List<Outcome.Refusal> refusals) ->
                throw new IllegalStateException("an order of the demonstration was refused: " + refusals);
        };
    }

    /// Has a key made for a CA, under settings that two supervisors approve.
    Digest makeKey(Id ca, String settings) {
        List<Digest> made = done(office.supervised(OrderKind.CA, Optional.of(ca), new CaBody.Key(ca, settings), now()));
        write(folder.resolve("request-of-" + ca), made.get(1).toString());
        return made.get(0);
    }

    /// The request that a CA's key signed when it was made, for those who are to certify it.
    Bytes request(Id ca) {
        try {
            String digest = Files.readString(folder.resolve("request-of-" + ca)).strip();
            return authority.archive().find(new Digest(Bytes.ofHex(digest))).orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Puts a profile in force and answers the digest of its text.
    Digest putProfile(CertificateProfile profile) {
        done(office.supervised(
                OrderKind.PROFILE, Optional.empty(), new ProfileBody.Put(profile.id(), profile.text()), now()));
        return profile.digest();
    }

    @Override
    public void close() {
        closeVault();
        database.close();
        token.close();
        people.close();
    }
}
