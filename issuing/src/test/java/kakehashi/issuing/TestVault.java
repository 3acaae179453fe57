package kakehashi.issuing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import kakehashi.authority.AuthorityOrders;
import kakehashi.authority.AuthoritySettings;
import kakehashi.authority.SerialNumbers;
import kakehashi.contract.CaBody;
import kakehashi.contract.Digest;
import kakehashi.contract.Genesis;
import kakehashi.contract.Id;
import kakehashi.contract.Order;
import kakehashi.contract.OrderKind;
import kakehashi.contract.Outcome;
import kakehashi.contract.ProfileBody;
import kakehashi.contract.SignedOrder;
import kakehashi.contract.SignedOutcome;
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
import kakehashi.ledger.Backup;
import kakehashi.ledger.Database;
import kakehashi.ledger.EmbeddedServer;
import kakehashi.ledger.Migrations;
import kakehashi.ledger.OrderBook;
import kakehashi.ledger.RetryPlan;
import kakehashi.ledger.RoomSchema;
import kakehashi.ledger.Zone;
import kakehashi.profiles.CertificateProfile;
import kakehashi.profiles.IssuingCa;
import kakehashi.profiles.Preparation;
import kakehashi.profiles.PreparationOutcome;
import kakehashi.profiles.PreparedCertificate;
import kakehashi.profiles.ProfileKind;
import kakehashi.profiles.RequestedCertificate;
import kakehashi.profiles.ShippedProfiles;
import kakehashi.x509.Bytes;
import kakehashi.x509.Certificate;
import kakehashi.x509.Name;
import kakehashi.x509.SignatureAlgorithm;
import kakehashi.x509.SubjectPublicKeyInfo;

/// A vault of its own for a test, on the one database server of the run.
final class TestVault implements AutoCloseable {
    static final RoomSchema SCHEMA = new RoomSchema("issuing", Zone.VAULT, "kakehashi/issuing/migrations");
    static final Id NODE = TestOffice.id("node");
    static final String ROOT_SETTINGS = """
            name = "Test Root"
            key = "P384"
            signature = "ecdsa-with-SHA384"
            [publication]
            http = "http://repository.example.jp/ca/root"
            ldap = "ldap://repository.example.jp"
            ocsp = "http://ocsp.example.jp"
            [crl]
            period-hours = 24
            overlap-hours = 24
            """;

    /// The server of this process; test classes run in two.
    static final Path FOLDER = Path.of("target", "postgres" + System.getProperty("kakehashi.fork", ""));
    private static final EmbeddedServer SERVER = start();
    static final KeyUseListener SILENT = new KeyUseListener() {
        @Override
        public void before(KeyUse use) {}

        @Override
        public void after(KeyUse use, KeyUseResult result) {}
    };

    private final EmbeddedServer server;
    final String name;
    final TestClock clock = new TestClock();
    final Path folder;
    final Database database;
    final Token token;
    final TestOffice office;
    final VaultParts parts;
    Bytes installation;
    IssuingAuthority authority;

    /// The same installation, keys and sealed state over a database of another name, into which a backup is
    /// restored.
    TestVault restored(String other, Path backup) {
        TestVault vault = new TestVault(server, other, office, folder, token);
        Backup.restore(server.ownerAccess(other), List.of(SCHEMA), backup);
        vault.installation = installation;
        return vault;
    }

    private TestVault(EmbeddedServer server, String name, TestOffice office, Path folder, Token token) {
        this.server = server;
        this.name = name;
        this.office = office;
        this.folder = folder;
        this.token = token;
        server.createDatabase(name);
        Migrations.run(server.ownerAccess(name), List.of(SCHEMA));
        this.database = Database.open(server.access(Zone.VAULT, name), 8);
        this.parts = new VaultParts(
                database,
                new OrderBook(RetryPlan.USUAL),
                token,
                folder.resolve("vault.sealed"),
                new VaultClock(clock, clock::ticks, VaultClock.Word.NONE),
                NODE,
                2);
    }

    private static EmbeddedServer start() {
        delete(FOLDER.resolve("data"));
        return EmbeddedServer.start(FOLDER, 0);
    }

    private static void delete(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The owner's way into the database: an attacker who owns it.
    Database asOwner() {
        return Database.open(server.ownerAccess(name), 1);
    }

    /// Another zone's way into the database.
    static Database open(Zone zone, String name) {
        return Database.open(SERVER.access(zone, name), 2);
    }

    static kakehashi.ledger.DatabaseAccess access(Zone zone, String name) {
        return SERVER.access(zone, name);
    }

    static kakehashi.ledger.DatabaseAccess ownerAccess(String name) {
        return SERVER.ownerAccess(name);
    }

    /// A founded installation without CAs.
    static TestVault found(String name, List<Id> profiles) {
        return found(SERVER, name, profiles);
    }

    /// The same over a server of its own.
    static TestVault found(EmbeddedServer server, String name, List<Id> profiles) {
        Path folder = Path.of("target", "vaults", name);
        delete(folder);
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Token token = makeToken(folder.resolve("token"));
        TestOffice office = new TestOffice(profiles);
        TestVault vault = new TestVault(server, name, office, folder, token);
        Genesis genesis = office.genesis(Founding.makeKeys(token, office.custodianKeys(), 2), NODE, vault.now());
        Founding.Result result = Founding.found(vault.parts, genesis, office.custodiansSign(genesis.der(), 2));
        if (!(result instanceof Founding.Result.Founded(Bytes installation))) {
            throw new AssertionError(result.toString());
        }
        vault.installation = installation;
        office.installation = new Digest(installation);
        vault.open();
        return vault;
    }

    /// Makes a further token.
    Token makeToken(String file) {
        return makeToken(folder.resolve(file));
    }

    private static Token makeToken(Path file) {
        NewLock lock = new NewLock.Passphrase(
                Secret.of("correct horse battery".toCharArray()), new PassphraseCost(1, 8 * 1024, 1));
        return SoftwareToken.create(file, lock, new TokenRules(KeyPolicy.ofAllKinds(), SILENT))
                .orElseThrow();
    }

    /// Closes the vault and opens it with these tokens beside its own.
    void reopen(Map<String, Token> named) {
        authority.close();
        authority = IssuingAuthority.open(parts.with(named), installation);
    }

    void open() {
        authority = IssuingAuthority.open(parts, installation);
    }

    Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS);
    }

    Outcome submit(SignedOrder order) {
        SignedOutcome signed =
                SignedOutcome.parse(authority.submit(order.der()).join()).orElseThrow();
        return Outcome.parse(signed.outcome()).orElseThrow();
    }

    /// Digests of a done order; fails with the refusals otherwise.
    List<Digest> done(SignedOrder order) {
        Outcome outcome = submit(order);
        if (outcome.result() instanceof Outcome.Result.Done(List<Digest> digests)) {
            return digests;
        }
        throw new AssertionError(outcome.result().toString());
    }

    SignedOrder supervised(OrderKind kind, Optional<Id> ca, kakehashi.contract.OrderBody body) {
        Order order = office.order(kind, ca, body, now());
        return office.approved(order, now(), office.supervisor, office.second);
    }

    /// A root CA with its key, self-signed certificate and first CRL.
    Certificate makeRoot() {
        Digest key = done(keyOrder(ROOT_SETTINGS)).get(0);
        return makeRoot(key, token);
    }

    SignedOrder keyOrder(String settings) {
        return supervised(OrderKind.CA, Optional.of(TestOffice.ROOT), new CaBody.Key(TestOffice.ROOT, settings));
    }

    /// The certificate of a root whose key was made.
    Certificate makeRoot(Digest key, Token holder) {
        SubjectPublicKeyInfo publicKey = holder.keys().stream()
                .map(entry -> entry.publicKey())
                .filter(k -> Digest.of(k.der()).equals(key))
                .findFirst()
                .orElseThrow();

        CertificateProfile profile = profile(ProfileKind.SELF_SIGNED);
        Name name = profile.subject().written(Name.of("CN=Test Root,O=Japanese Government,C=JP"));
        AuthoritySettings settings =
                AuthoritySettings.read(AuthorityOrders.text(ROOT_SETTINGS)).orElseThrow();
        IssuingCa founding = new IssuingCa(
                TestOffice.ROOT,
                new IssuingCa.Identity.Founding(name, publicKey),
                SignatureAlgorithm.ECDSA_SHA384,
                settings.publication(),
                1);
        RequestedCertificate wanted = new RequestedCertificate(
                name,
                Optional.of(List.of(new kakehashi.x509.GeneralName.DirectoryName(Name.of("CN=試験ルート,O=日本国政府,C=JP")))),
                publicKey,
                Optional.empty());
        PreparationOutcome outcome = Preparation.prepare(
                profile, founding, wanted, now(), new SerialNumbers(new java.security.SecureRandom()).next());
        if (!(outcome instanceof PreparationOutcome.Prepared(PreparedCertificate prepared))) {
            throw new AssertionError(outcome.toString());
        }
        Digest certificate = done(supervised(
                        OrderKind.CA,
                        Optional.of(TestOffice.ROOT),
                        new CaBody.Create(TestOffice.ROOT, "Test Root", prepared.template())))
                .get(0);
        return certificate(certificate);
    }

    Certificate certificate(Digest digest) {
        return database.inTransaction(tx -> VaultStore.certificate(tx.handle(), digest))
                .map(der -> Certificate.parse(der).orElseThrow())
                .orElseThrow();
    }

    static CertificateProfile profile(ProfileKind kind) {
        return ShippedProfiles.of(kind);
    }

    /// The file of this digest for the public zone.
    Optional<Bytes> published(Digest digest) {
        return database.inTransaction(tx -> kakehashi.ledger.Feed.file(tx, digest.octets()));
    }

    /// Puts a shipped profile in force and answers the digest of its bytes.
    Digest putProfile(ProfileKind kind) {
        CertificateProfile profile = profile(kind);
        done(supervised(OrderKind.PROFILE, Optional.empty(), new ProfileBody.Put(profile.id(), profile.text())));
        return profile.digest();
    }

    static Bytes utf8(String text) {
        return Bytes.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        if (authority != null) {
            authority.close();
        }
        database.close();
        token.close();
    }

    /// A clock that follows the real one, with a shift.
    static final class TestClock implements java.time.InstantSource {
        private record Moved(Duration shift, Duration passed) {}

        private final ThreadLocal<Moved> read = new ThreadLocal<>();
        private volatile Moved moved = new Moved(Duration.ZERO, Duration.ZERO);

        @Override
        public Instant instant() {
            read.set(moved);
            return Instant.now().plus(read.get().shift);
        }

        /// What belongs to the instant that this thread has read: nobody sees time go by between the two.
        long ticks() {
            return System.nanoTime()
                    + Optional.ofNullable(read.get()).orElse(moved).passed.toNanos();
        }

        /// Time goes by.
        void advance(Duration by) {
            moved = new Moved(moved.shift.plus(by), moved.passed.plus(by));
        }

        /// Somebody sets the clock.
        void set(Duration by) {
            moved = new Moved(moved.shift.plus(by), moved.passed);
        }
    }
}
