package kakehashi.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;
import kakehashi.contract.CaBody;
import kakehashi.contract.Digest;
import kakehashi.contract.OrderKind;
import kakehashi.contract.Outcome;
import kakehashi.contract.ProfileBody;
import kakehashi.contract.SignedOutcome;
import kakehashi.issuing.Founding;
import kakehashi.issuing.IssuingAuthority;
import kakehashi.issuing.VaultParts;
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
import kakehashi.profiles.ProfileKind;
import kakehashi.profiles.ProfileReading;
import kakehashi.profiles.Publication;
import kakehashi.profiles.RequestedCertificate;
import kakehashi.profiles.ShippedProfiles;
import kakehashi.x509.Bytes;
import kakehashi.x509.GeneralName;
import kakehashi.x509.Name;
import kakehashi.x509.SerialNumber;
import kakehashi.x509.SignatureAlgorithm;
import kakehashi.x509.SubjectPublicKeyInfo;

/// A vault with one P-256 CA over an embedded PostgreSQL, in a folder of its own; `fsync` and the audit log are on.
final class IssuingVault implements AutoCloseable {
    static final String DATABASE = "bench";
    static final String PASSPHRASE = "correct horse battery";
    static final String TOKEN = "token";
    static final String SEALED = "vault.sealed";
    private static final String INSTALLATION = "installation";
    private static final RoomSchema SCHEMA = new RoomSchema("issuing", Zone.VAULT, "kakehashi/issuing/migrations");
    private static final Publication PLACES = new Publication(
            Optional.of("http://repository.example.jp/ca/root"),
            Optional.of("ldap://repository.example.jp"),
            Optional.of("http://ocsp.example.jp"));
    private static final String SETTINGS = """
            name = "Bench Root"
            key = "P256"
            signature = "ecdsa-with-SHA256"
            [publication]
            http = "http://repository.example.jp/ca/root"
            ldap = "ldap://repository.example.jp"
            ocsp = "http://ocsp.example.jp"
            [crl]
            period-hours = 24
            overlap-hours = 24
            """;

    final Path folder;
    final EmbeddedServer server;
    final IssuingOffice office;
    final CertificateProfile profile = ShippedProfiles.of(ProfileKind.INTERNAL_SERVER);
    final SigningTime signing = new SigningTime();
    private final Token token;
    private final Database database;
    private final VaultParts parts;
    final Bytes installation;
    private IssuingAuthority authority;

    /// The CPU time that the token's signatures took, in whichever thread.
    static final class SigningTime implements KeyUseListener {
        private final ThreadLocal<Long> began = new ThreadLocal<>();
        private final LongAdder nanos = new LongAdder();

        @Override
        public void before(KeyUse use) {
            began.set(CpuTimes.ofThisThread());
        }

        @Override
        public void after(KeyUse use, KeyUseResult result) {
            nanos.add(CpuTimes.ofThisThread() - began.get());
        }

        double seconds() {
            return nanos.sum() / 1e9;
        }
    }

    private IssuingVault(Path folder, EmbeddedServer server) {
        this.folder = folder;
        this.server = server;
        boolean found = Files.exists(folder.resolve(INSTALLATION));
        if (!found) {
            server.createDatabase(DATABASE);
        }
        Migrations.run(server.ownerAccess(DATABASE), List.of(SCHEMA));
        database = Database.open(server.access(Zone.VAULT, DATABASE), 8);
        TokenRules rules = new TokenRules(KeyPolicy.ofAllKinds(), signing);
        Secret passphrase = Secret.of(PASSPHRASE.toCharArray());
        token = (found
                        ? SoftwareToken.open(folder.resolve(TOKEN), passphrase, rules)
                        : SoftwareToken.create(
                                folder.resolve(TOKEN),
                                new NewLock.Passphrase(passphrase, PassphraseCost.recommended()),
                                rules))
                .orElseThrow();
        parts = parts(folder, database, token);
        office = new IssuingOffice(List.of(profile.id()), this::officersKey);
        installation = found ? read(folder.resolve(INSTALLATION)) : founded();
        office.belongTo(new Digest(installation));
        authority = IssuingAuthority.open(parts, installation);
    }

    private Bytes founded() {
        var genesis = office.genesis(Founding.makeKeys(token, office.custodianKeys(), 2));
        if (Founding.found(parts, genesis, office.custodiansSign(genesis.der()))
                instanceof Founding.Result.Founded(Bytes founded)) {
            return founded;
        }
        throw new IllegalStateException("the installation was not founded");
    }

    /// The key of an officer, as it was when the installation was founded.
    private FastKey officersKey(String name) {
        Path file = folder.resolve("officers").resolve(name);
        if (Files.exists(file)) {
            return FastKey.kept(file);
        }
        FastKey key = FastKey.generate();
        key.keep(file);
        return key;
    }

    private static Bytes read(Path file) {
        try {
            return Bytes.wrap(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static VaultParts parts(Path folder, Database database, Token token) {
        return new VaultParts(
                database,
                new OrderBook(RetryPlan.USUAL),
                token,
                folder.resolve(SEALED),
                InstantSource.system(),
                IssuingOffice.NODE,
                Runtime.getRuntime().availableProcessors());
    }

    /// The installation that a run before has kept in the folder.
    static IssuingVault open(Path folder) {
        return new IssuingVault(folder, EmbeddedServer.start(folder, 0));
    }

    /// Whether a run before has kept an installation in the folder.
    static boolean isKept(Path folder) {
        return Files.exists(folder.resolve(INSTALLATION));
    }

    /// A new installation with its CA and its profile.
    static IssuingVault found(Path folder) {
        delete(folder);
        IssuingVault vault = new IssuingVault(folder, EmbeddedServer.start(folder, 0));
        vault.makeRoot();
        vault.done(vault.office.supervised(
                OrderKind.PROFILE, Optional.empty(), new ProfileBody.Put(vault.profile.id(), vault.profile.text())));
        vault.keep();
        return vault;
    }

    /// From now on the folder can be opened again.
    private void keep() {
        try {
            Files.write(folder.resolve(INSTALLATION), installation.toArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void delete(Path folder) {
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

    private void makeRoot() {
        Digest key = done(office.supervised(
                        OrderKind.CA, Optional.of(IssuingOffice.ROOT), new CaBody.Key(IssuingOffice.ROOT, SETTINGS)))
                .get(0);
        SubjectPublicKeyInfo publicKey = token.keys().stream()
                .map(entry -> entry.publicKey())
                .filter(k -> Digest.of(k.der()).equals(key))
                .findFirst()
                .orElseThrow();
        CertificateProfile selfSigned = selfSigned();
        Name name = selfSigned.subject().written(Name.of("CN=Bench Root,O=Japanese Government,C=JP"));
        IssuingCa founding = new IssuingCa(
                IssuingOffice.ROOT,
                new IssuingCa.Identity.Founding(name, publicKey),
                SignatureAlgorithm.ECDSA_SHA256,
                PLACES,
                1);
        List<GeneralName> japanese = List.of(new GeneralName.DirectoryName(Name.of("CN=試験ルート,O=日本国政府,C=JP")));
        RequestedCertificate wanted =
                new RequestedCertificate(name, Optional.of(japanese), publicKey, Optional.empty());
        byte[] serial = new byte[16];
        new SecureRandom().nextBytes(serial);
        serial[0] = 1;
        PreparationOutcome outcome = Preparation.prepare(
                selfSigned, founding, wanted, IssuingOffice.now(), new SerialNumber(Bytes.wrap(serial)));
        if (!(outcome instanceof PreparationOutcome.Prepared(var prepared))) {
            throw new IllegalStateException(outcome.toString());
        }
        done(office.supervised(
                OrderKind.CA,
                Optional.of(IssuingOffice.ROOT),
                new CaBody.Create(IssuingOffice.ROOT, "Bench Root", prepared.template())));
    }

    /// The shipped profile, with P-256 allowed: the goals are about certificates of P-256 CAs.
    private static CertificateProfile selfSigned() {
        String text = new String(
                        ShippedProfiles.text(ProfileKind.SELF_SIGNED).toArray(),
                        java.nio.charset.StandardCharsets.UTF_8)
                .replace("\"P-384\", ", "\"P-256\", \"P-384\", ")
                .replace("\"ecdsa-with-SHA384\"", "\"ecdsa-with-SHA256\", \"ecdsa-with-SHA384\"");
        Bytes bytes = Bytes.wrap(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        return CertificateProfile.read(bytes) instanceof ProfileReading.Read(var profile)
                ? profile
                : ShippedProfiles.of(ProfileKind.SELF_SIGNED);
    }

    IssuingAuthority authority() {
        return authority;
    }

    /// Orders that issue, each with so many certificates.
    List<Bytes> orders(int orders, int items) {
        List<Bytes> made = new ArrayList<>(orders);
        for (int i = 0; i < orders; i++) {
            made.add(office.issue(profile, items));
        }
        return made;
    }

    /// The digests of a done order.
    List<Digest> done(Bytes order) {
        return done(authority.submit(order).join(), order);
    }

    static List<Digest> done(Bytes answer, Bytes order) {
        SignedOutcome signed = SignedOutcome.parse(answer).orElseThrow();
        Outcome outcome = Outcome.parse(signed.outcome()).orElseThrow();
        if (outcome.result() instanceof Outcome.Result.Done(List<Digest> digests)) {
            return digests;
        }
        throw new IllegalStateException("an order was refused: " + outcome.result());
    }

    /// Serial numbers of subscribers' certificates, any that are not revoked.
    List<SerialNumber> anySerials(int most) {
        return database.inTransaction(tx -> tx.handle()
                .select("""
                        SELECT serial FROM issuing.certificates c WHERE subject LIKE 'CN=h%' AND NOT EXISTS
                            (SELECT FROM issuing.revocations r WHERE r.authority = c.authority AND r.serial = c.serial)
                        ORDER BY random() LIMIT ?""", most)
                .map((row, context) -> new SerialNumber(Bytes.wrap(row.getBytes(1))))
                .list());
    }

    /// How many certificates are there.
    long certificates() {
        return database.inTransaction(tx -> tx.handle()
                .select("SELECT count(*) FROM issuing.certificates")
                .mapTo(Long.class)
                .one());
    }

    /// The process id of the server.
    long serverProcess() {
        try {
            return Long.parseLong(Files.readAllLines(folder.resolve("data").resolve("postmaster.pid"))
                    .get(0)
                    .strip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Database database() {
        return database;
    }

    /// Closes the vault and leaves the server.
    void stop() {
        authority.close();
    }

    /// Opens the vault again.
    void start() {
        authority = IssuingAuthority.open(parts, installation);
    }

    @Override
    public void close() {
        authority.close();
        database.close();
        token.close();
        server.close();
    }
}
